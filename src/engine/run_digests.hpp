// Adds up the runs of days that are over, so that statistics over long ranges read a few rows a day
// instead of every run. A run that ended never changes; the few that had not ended are named, and
// read as they are. Any number of processes may do so at once: each day is added up by one.
#pragma once
#include "core/task.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

// Days that are added up, from the beginning of one to the beginning of another one (UTC).
struct SealedDays {
  Instant from;
  Instant to;
};

struct DigestOptions {
  Duration interval = 1min;
  Duration margin = 1h;         // after a day's end: until then a run of it may still be written
  std::size_t max_days = 1000;  // in one sweep of one tenant; the next goes on
};

class RunDigests {
 public:
  RunDigests(Executor executor, ports::Database& database, const Clock& clock,
             DigestOptions options = {})
      : database_(database), clock_(clock), options_(options), services_(executor) {}

  void start() { services_.spawn(keep_sweeping()); }
  Task<void> stop();
  // How many days were added up.
  Task<Result<std::size_t>> sweep();

  static Task<Result<std::optional<SealedDays>>> sealed(ports::Database& database,
                                                        model::TenantId tenant_id);
  // What must be done with the deletion of runs up to this one, in the same transaction: the days
  // until then are read from the runs again.
  static std::vector<ports::Statement> forget_until(model::TenantId tenant_id, Uuid last);

 private:
  Task<void> keep_sweeping();
  Task<Result<std::size_t>> sweep_tenant(model::TenantId tenant_id);
  // nullopt: the tenant has no runs.
  Task<Result<std::optional<Instant>>> next_day(model::TenantId tenant_id);
  Task<Result<void>> seal(model::TenantId tenant_id, Instant day);

  ports::Database& database_;
  const Clock& clock_;
  DigestOptions options_;
  TaskGroup services_;
};

}  // namespace elevaite::engine
