// The queues of a process, its jobs, and, where it works them off, its worker.
#pragma once
#include "apps/process.hpp"
#include "jobs/job_store.hpp"
#include "jobs/worker.hpp"

namespace elevaite::apps {

class JobPart {
 public:
  JobPart(ProcessContext& context, const Clock& clock, model::ProcessId owner);
  ~JobPart();

  jobs::JobStore& store() { return store_; }
  void add(ports::JobKind& kind) { worker_.add(kind); }
  void start();
  Task<void> stop(Duration grace);

 private:
  Task<void> measure();

  std::vector<std::unique_ptr<ports::JobQueue>> queues_;
  jobs::WakeUps wake_ups_;
  jobs::JobStore store_;
  jobs::JobClaims claims_;
  jobs::Worker worker_;
  TaskGroup services_;
  Metrics& metrics_;
};

}  // namespace elevaite::apps
