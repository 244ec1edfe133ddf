// What a kind of job implements, and what it is given while a job of it is worked on.
#pragma once
#include <functional>
#include <string>

#include "core/task.hpp"
#include "model/job.hpp"

namespace elevaite::ports {

struct JobContext {
  model::Job job;  // as it was claimed
  // Stored with the job, for whoever looks; the newest one wins.
  std::function<Task<void>(Json)> progress;
};

struct JobOutcome {
  enum class Kind {
    done,       // result
    failed,     // error; trying again would not help
    postponed,  // look again after `delay`; no attempt was used up
  };
  Kind kind = Kind::done;
  Json result = nullptr;
  Error error{};
  Duration delay{};

  static JobOutcome done(Json result) { return {Kind::done, std::move(result), {}, {}}; }
  static JobOutcome failed(Error error) { return {Kind::failed, nullptr, std::move(error), {}}; }
  static JobOutcome postponed(Duration delay) { return {Kind::postponed, nullptr, {}, delay}; }
};

// A job may be begun any number of times: a worker that died may have done all of it. What a kind
// does outside must therefore be idempotent by the job's id.
class JobKind {
 public:
  virtual ~JobKind() = default;
  virtual std::string_view name() const = 0;
  // An error whose code is retryable is tried again later; any other one ends the job. The
  // coroutine is cancelled when the job is, when its lease is lost, and when the worker stops.
  virtual Task<Result<JobOutcome>> run(JobContext context) = 0;
  // Undoes what outlives run(), after it: somebody cancelled the job, or its deadline has passed.
  virtual Task<Result<void>> cancel(JobContext context, std::string reason) = 0;
};

}  // namespace elevaite::ports
