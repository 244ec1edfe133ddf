// Removes runs that ended long ago, with their journals. What is still under way is never touched,
// however old it is. Any number of processes may sweep at once: each removes what is left.
#pragma once
#include "core/task.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

struct RetentionOptions {
  Duration keep{};                // after a run's end; zero: for ever
  Duration interval = 10min;      // between two sweeps
  std::size_t batch = 200;        // runs removed in one transaction
  std::size_t max_runs = 20'000;  // in one sweep of one tenant; the next goes on
};

class RunRetention {
 public:
  RunRetention(Executor executor, ports::Database& database, const Clock& clock,
               RetentionOptions options);

  void start();
  Task<void> stop();
  // How many runs were removed.
  Task<Result<std::size_t>> sweep();

 private:
  Task<void> keep_sweeping();
  Task<Result<std::size_t>> sweep_tenant(model::TenantId tenant_id, Instant ended_before);

  ports::Database& database_;
  const Clock& clock_;
  RetentionOptions options_;
  TaskGroup services_;
};

}  // namespace elevaite::engine
