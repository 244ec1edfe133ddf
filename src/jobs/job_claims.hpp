// Jobs as a worker has them: claimed, held, ended. Every write names the epoch of the claim, so a
// worker that lost its job to another one changes nothing.
#pragma once
#include <vector>

#include "jobs/wake_ups.hpp"

namespace elevaite::jobs {

// A job that the database says this process has.
struct HeldJob {
  model::JobId id;
  std::int64_t epoch = 0;
  bool is_cancel_requested = false;
};

class JobClaims {
 public:
  // `owner`: this process, which keeps its row in `processes` alive elsewhere.
  JobClaims(ports::Database& database, WakeUps& wake_ups, const Clock& clock,
            model::ProcessId owner)
      : database_(database), wake_ups_(wake_ups), clock_(clock), owner_(owner) {}

  // In their order; nothing for a job that is not for the taking: it has ended, is not due, or a
  // live process has it. One whose process died is.
  Task<Result<std::vector<std::optional<model::Job>>>> claim(std::vector<JobReference> references);
  Task<Result<std::vector<HeldJob>>> held();
  // When a message about a job that is not for the taking should be looked at again; nullopt:
  // never.
  Task<Result<std::optional<Duration>>> next_look(JobReference reference);

  // conflict: the job is somebody else's now, or has ended. The delivery is done with besides.
  Task<Result<void>> finish(model::Job job, ports::Delivery delivery);
  // Back to the queue, not before job.run_at. As finish().
  Task<Result<void>> put_back(model::Job job, ports::Delivery delivery);
  Task<Result<void>> set_progress(model::Job job, Json progress);

  // Sends the wake-up of jobs again whose process died (at once), and of those that have long been
  // due (it may be lost); answers how many.
  Task<Result<std::size_t>> sweep(Duration lost_after);
  // This worker's row among the live ones.
  Task<Result<void>> sign_in(std::int64_t slots, std::int64_t running, Duration ttl);
  Task<Result<void>> sign_out();

 private:
  Task<Result<void>> settle(model::Job job, ports::Statement change, ports::Delivery delivery);
  Task<Result<std::size_t>> send_again(ports::Statement find, bool unless_there);

  ports::Database& database_;
  WakeUps& wake_ups_;
  const Clock& clock_;
  model::ProcessId owner_;
};

}  // namespace elevaite::jobs
