// The queues of a process, its jobs, and, where it works them off, its worker.
#pragma once
#include "adapters/queue/open.hpp"
#include "apps/process.hpp"
#include "apps/task_protection.hpp"
#include "jobs/job_retention.hpp"
#include "jobs/outbox_relay.hpp"
#include "jobs/scheduler.hpp"
#include "jobs/worker.hpp"

namespace elevaite::apps {

using JobQueues = std::vector<std::unique_ptr<ports::JobQueue>>;

// Those that jobs.quick_url and jobs.long_url name.
Result<JobQueues> open_queues(ProcessContext& context, adapters::queue::QueueOptions options);

class JobPart {
 public:
  JobPart(ProcessContext& context, const Clock& clock, model::ProcessId owner, JobQueues queues);
  ~JobPart();

  jobs::JobStore& store() { return store_; }
  jobs::Scheduler& scheduler() { return scheduler_; }
  void add(ports::JobKind& kind) { worker_.add(kind); }
  // `works`: jobs are worked off here; without, they are only made.
  void start(bool works);
  Task<void> stop(Duration grace);
  // Whether jobs are taken, where they should be.
  Result<void> check() const;

 private:
  Task<void> measure();
  Duration oldest_age(const std::string& queue, const ports::QueueDepth& depth);

  JobQueues queues_;
  jobs::WakeUps wake_ups_;
  jobs::JobStore store_;
  jobs::Scheduler scheduler_;
  jobs::JobClaims claims_;
  jobs::OutboxRelay relay_;
  jobs::JobRetention retention_;
  jobs::Worker worker_;
  std::unique_ptr<TaskProtection> protection_;  // null where nobody could give it
  bool works_ = false;
  std::map<std::string, Duration> ages_;  // as measured last
  TaskGroup services_;
  Metrics& metrics_;
};

}  // namespace elevaite::apps
