// Looks, again and again, for what has happened, tells of it, and gives every delivery a job. Any
// number of processes may do so at once: only the first one's words are written.
#pragma once
#include <set>

#include "jobs/job_store.hpp"
#include "jobs/notifications/delivery_store.hpp"
#include "jobs/notifications/notice_sources.hpp"

namespace elevaite::jobs {

struct NoticerOptions {
  Duration interval = 250ms;
  std::size_t at_once = 256;     // of each source, in one look
  Duration sweep_interval = 1h;  // between two removals of what is old
  Duration keep = 90 * 24h;      // notifications
  Duration keep_deliveries = 30 * 24h;
};

class Noticer {
 public:
  Noticer(Executor executor, ports::Database& database, Announcer& announcer, JobStore& jobs,
          DeliveryStore& deliveries, const Clock& clock, NoticerOptions options);

  void start();
  Task<void> stop();
  // One look; answers how much was told of.
  Task<Result<std::size_t>> look();
  // Removes what is old.
  Task<Result<void>> sweep();

 private:
  Task<void> keep_looking();
  Task<void> keep_sweeping();
  Task<void> tell(Notice notice, std::shared_ptr<std::size_t> told);
  Task<Result<std::set<model::TenantId>>> listening_tenants(std::size_t notices);
  Task<Result<void>> give_jobs();

  ports::Database& database_;
  Announcer& announcer_;
  JobStore& jobs_;
  DeliveryStore& deliveries_;
  const Clock& clock_;
  NoticerOptions options_;
  NoticeSources sources_;
  TaskGroup telling_;  // outlives a look that is cancelled
  TaskGroup services_;
};

}  // namespace elevaite::jobs
