// Runs that are jobs: a worker starts them when their turn comes.
#pragma once
#include "engine/engine.hpp"
#include "http/engine_answers.hpp"
#include "jobs/job_store.hpp"

namespace elevaite::http {

// What a job is besides its run.
struct QueuedRun {
  std::string queue{model::kLongQueue};
  int priority = ports::kNormalPriority;
  std::optional<model::UserId> created_by{};
  std::optional<Instant> run_at{};
  std::optional<Instant> deadline_at{};
};

// The queue on which the trigger's runs go (its setting `runs_on`); nothing: they begin at once.
std::optional<std::string> queue_of(const model::Node& trigger);

// The same idempotency key for the same agent is the same job.
Task<Result<jobs::CreatedJob>> enqueue_run(EngineServices& services,
                                           elevaite::engine::StartRequest start, QueuedRun with);

// 202 with the job.
net::HttpResponse queued_response(const jobs::CreatedJob& created, const Json& body);

}  // namespace elevaite::http
