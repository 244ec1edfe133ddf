// One job, from its claim to its end.
#include <algorithm>

#include "core/log.hpp"
#include "jobs/job_store.hpp"
#include "jobs/worker_running.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::JobOutcome;

namespace {

// How often the end is tried to be recorded; then the job is begun again by whoever finds it.
constexpr int kRecordTries = 40;
constexpr Duration kRecordPause = 250ms;
// Before what a cancelled job began is tried to be ended again.
constexpr Duration kUndoPause = 1s;
constexpr std::string_view kLost = "worker_lost";

Error too_late() {
  return Error{ErrorCode::timeout, "The job's deadline has passed.", "deadline_passed"};
}

bool may_pass(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
}

// The database will not hold what the job came to, however often it is tried.
void refuse(Job& job) {
  job.status = JobStatus::failed;
  job.result = nullptr;
  job.progress = nullptr;
  job.error = Error{ErrorCode::internal, "The result of the job cannot be stored.", "refused"};
}

}  // namespace

ports::JobContext Worker::context_of(const std::shared_ptr<Running>& running) {
  auto progress = [weak = std::weak_ptr(running)](Json value) {
    return report(weak, std::move(value));
  };
  return {running->job, progress};
}

// Written with the next look, or with the end.
Task<void> Worker::report(std::weak_ptr<Running> weak, Json progress) {
  if (auto running = weak.lock()) {
    running->job.progress = std::move(progress);
    running->has_news = true;
  }
  co_return;
}

Task<void> Worker::work(std::shared_ptr<Running> running) {
  const Job& job = running->job;
  if (job.cancel_requested_at) {
    running->verdict = Verdict::cancelled;
  } else if (job.deadline_at && *job.deadline_at <= clock_.now()) {
    running->verdict = Verdict::too_late;
  } else if (job.attempt > job.max_attempts) {
    running->outcome = JobOutcome::failed(
        Error{ErrorCode::internal, "The worker was lost in every attempt.", std::string(kLost)});
  } else {
    running->services.spawn(keep_hidden(running));
    running->kind.spawn(run_kind(running));
    co_await running->kind.join();
  }
  co_await record(running);
  running->services.cancel();
  co_await running->services.join();
  const bool was_full = remove_running(running->job);
  ++ended_;
  if (!was_full) co_return;
  freed_.notify_all();
  wake_ups_.queue(running->job.queue).wake();
}

Task<void> Worker::run_kind(std::shared_ptr<Running> running) {
  auto kind = kinds_.find(running->job.kind);
  if (kind == kinds_.end()) {
    running->outcome = JobOutcome::failed(
        Error{ErrorCode::internal, "No worker knows the kind " + running->job.kind + ".",
              "unknown_kind"});
    co_return;
  }
  auto outcome = co_await kind->second->run(context_of(running));
  running->outcome = std::move(outcome);
}

void Worker::stop_work(Running& running, Verdict verdict) {
  if (running.verdict != Verdict::none || running.is_settling) return;
  running.verdict = verdict;
  running.kind.cancel();
}

// What is to be written, from what happened.
void Worker::decide(Running& running) {
  Job& job = running.job;
  const auto now = clock_.now();
  if (running.verdict == Verdict::stopped && !running.outcome) {
    running.outcome = JobOutcome::postponed(Duration(0));
  }
  if (!running.outcome) {
    const bool is_late = running.verdict == Verdict::too_late;
    job.status = is_late ? JobStatus::failed : JobStatus::cancelled;
    job.error = is_late ? too_late() : Error{ErrorCode::cancelled, std::string(kCancelledByPerson)};
    return;
  }
  Result<JobOutcome>& outcome = *running.outcome;
  if (outcome && outcome->kind == JobOutcome::Kind::done) {
    job.status = JobStatus::succeeded;
    job.result = std::move(outcome->result);
    job.error.reset();
  } else if (outcome && outcome->kind == JobOutcome::Kind::postponed) {
    job.status = JobStatus::queued;
    job.attempt -= 1;
    job.run_at = now + outcome->delay;
  } else {
    job.error = outcome ? outcome->error : outcome.error();
    const bool may_retry = outcome.has_error() && is_retryable(job.error->code);
    job.status =
        may_retry && job.attempt < job.max_attempts ? JobStatus::retrying : JobStatus::failed;
    auto delay =
        model::retry_delay(job.attempt, options_.retry_base, options_.retry_cap, options_.random());
    job.run_at = now + delay;
  }
  // So that its end does not wait for the next attempt.
  if (job.deadline_at) job.run_at = std::min(job.run_at, *job.deadline_at);
}

Task<void> Worker::record(std::shared_ptr<Running> running) {
  const bool is_ended_by_us =
      running->verdict == Verdict::cancelled || running->verdict == Verdict::too_late;
  if (is_ended_by_us && !running->outcome) {
    auto kind = kinds_.find(running->job.kind);
    if (kind != kinds_.end()) {
      std::string reason = running->verdict == Verdict::too_late ? too_late().message
                                                                 : std::string(kCancelledByPerson);
      auto undone = co_await kind->second->cancel(context_of(running), std::move(reason));
      if (!undone) {
        log_warning("what a cancelled job began could not be ended; it will be tried again",
                    {{"job_id", running->job.id.str()}, {"error", undone.error().message}});
        running->outcome = JobOutcome::postponed(kUndoPause);
      }
    }
  }
  if (running->verdict == Verdict::fenced) {
    log_warning("a job was taken over by another worker", {{"job_id", running->job.id.str()}});
    claims_.forget(running->job.id);
    co_return;
  }
  running->is_settling = true;
  decide(*running);
  for (int i = 0; i < kRecordTries; ++i) {
    reach_point();
    auto settled = co_await settle(running);
    reach_point();
    // A conflict: somebody else has the job, or an earlier try did reach the database.
    if (settled || settled.error().code == ErrorCode::conflict) {
      claims_.forget(running->job.id);
      co_return;
    }
    log_warning("the end of a job could not be recorded",
                {{"job_id", running->job.id.str()}, {"error", settled.error().message}});
    if (!may_pass(settled.error())) refuse(running->job);
    co_await sleep_for(kRecordPause);
  }
}

Task<Result<void>> Worker::settle(std::shared_ptr<Running> running) {
  if (is_terminal(running->job.status))
    co_return co_await claims_.finish(running->job, running->delivery);
  co_return co_await claims_.put_back(running->job, running->delivery);
}

}  // namespace elevaite::jobs
