// Jobs as a worker has them: claimed, held, ended. Every write names the epoch of the claim, so a
// worker that lost its job to another one changes nothing.
#pragma once
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "jobs/job_ends.hpp"
#include "model/job_attempt.hpp"

namespace elevaite::jobs {

// A job that the database says this process has.
struct HeldJob {
  JobReference reference;
  std::int64_t epoch = 0;
  bool is_cancel_requested = false;
};

class JobClaims {
 public:
  // `owner`: this process, which keeps its row in `processes` alive elsewhere.
  JobClaims(Executor executor, ports::Database& database, WakeUps& wake_ups, const Clock& clock,
            model::ProcessId owner)
      : database_(database),
        wake_ups_(wake_ups),
        clock_(clock),
        owner_(owner),
        ends_(executor, database, wake_ups, clock) {}

  // In their order; nothing for a job that is not for the taking: it has ended, is not due, or a
  // live process has it. One whose process died is.
  Task<Result<std::vector<std::optional<model::Job>>>> claim(std::vector<JobReference> references);
  Task<Result<std::vector<HeldJob>>> held();
  // When a message about a job that is not for the taking should be looked at again; nullopt:
  // never. `receives`: how often it has been received.
  Task<Result<std::optional<Duration>>> next_look(JobReference reference, std::int64_t receives);

  // Reads anew which tenants have limits.
  Task<Result<void>> read_limits();
  bool is_limited(model::TenantId tenant_id) const { return limited_.contains(tenant_id); }

  // conflict: the job is somebody else's now, or has ended. The delivery is done with besides.
  Task<Result<void>> finish(model::Job job, ports::Delivery delivery);
  // Back to the queue, not before job.run_at. As finish().
  Task<Result<void>> put_back(model::Job job, ports::Delivery delivery);
  // Back to the queue at once: the row says that this process has it, and the process knows of
  // nothing.
  Task<Result<void>> let_go(HeldJob held);
  // Of a job that somebody else has now.
  void forget(model::JobId id) { attempts_.erase(id); }
  Task<Result<void>> set_progress(model::Job job, Json progress);

  // Sends the wake-up of jobs again whose process died (at once), of those that have long been due
  // (it may be lost), and of those that were sent while the clock was far ahead; answers how many.
  Task<Result<std::size_t>> sweep(Duration lost_after);
  // This worker's row among the live ones.
  Task<Result<void>> sign_in(std::int64_t slots, std::int64_t running, Duration ttl);
  Task<Result<void>> sign_out();

 private:
  struct Begun {
    std::int64_t epoch = 0;
    std::vector<model::JobAttempt> attempts;  // the last one is this process's
  };
  // Takes what is to be stored, now that the last attempt has ended; null: what is stored stays.
  ports::SqlValue end_attempt(const model::Job& job);
  std::vector<ports::Statement> claim_statements(std::vector<JobReference> references) const;
  Task<Result<std::vector<model::Job>>> find(ports::Statement statement);
  Task<Result<std::size_t>> send_again(std::vector<model::Job> jobs, bool unless_there,
                                       Duration longest_wait);
  Task<Result<std::size_t>> bring_back(std::vector<model::Job> jobs);

  ports::Database& database_;
  WakeUps& wake_ups_;
  const Clock& clock_;
  model::ProcessId owner_;
  JobEnds ends_;
  std::unordered_set<model::TenantId> limited_;
  std::unordered_map<model::JobId, Begun> attempts_;
};

}  // namespace elevaite::jobs
