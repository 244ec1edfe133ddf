// Makes a job of every schedule whose time has come. Any number of processes may run one: a firing
// has a key made of the schedule and the time for which it was due, so it is one job whoever makes
// it, and however often. Times that passed while nobody looked are made up for by one firing, for
// the last one that was due. Loop thread only.
#pragma once
#include "jobs/job_store.hpp"
#include "jobs/schedule_store.hpp"

namespace elevaite::jobs {

struct SchedulerOptions {
  Duration interval = 1s;  // how often it looks
  std::size_t batch = 100;
};

class Scheduler {
 public:
  Scheduler(Executor executor, ports::Database& database, JobStore& jobs, const Clock& clock,
            SchedulerOptions options)
      : store_(database, clock),
        jobs_(jobs),
        clock_(clock),
        options_(options),
        services_(executor) {}

  ScheduleStore& schedules() { return store_; }
  void start();
  Task<void> stop();

  // One look; answers how many jobs it made.
  Task<Result<std::size_t>> look();
  // A job now, whatever the time.
  Task<Result<CreatedJob>> fire_now(model::TenantId tenant_id, model::ScheduleId id);

 private:
  Task<void> keep_looking();
  Task<Result<bool>> fire(model::Schedule schedule);
  Task<Result<bool>> is_under_way(model::Schedule schedule);

  ScheduleStore store_;
  JobStore& jobs_;
  const Clock& clock_;
  SchedulerOptions options_;
  TaskGroup services_;
};

}  // namespace elevaite::jobs
