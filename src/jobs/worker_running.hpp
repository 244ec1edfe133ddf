// A job that this worker runs.
#pragma once
#include "jobs/worker.hpp"

namespace elevaite::jobs {

struct Worker::Running {
  Running(Executor executor, model::Job claimed, ports::Delivery by)
      : job(std::move(claimed)), delivery(std::move(by)), kind(executor), services(executor) {}

  model::Job job;
  ports::Delivery delivery;
  Verdict verdict = Verdict::none;
  std::optional<Result<ports::JobOutcome>> outcome{};  // none: the kind was cut off
  bool was_there = false;                              // when watch() began to look
  bool is_settling = false;                            // the end is being recorded
  bool has_news = false;                               // progress that has not been written
  TaskGroup kind;
  TaskGroup services;
};

}  // namespace elevaite::jobs
