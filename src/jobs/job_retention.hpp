// Removes jobs that ended long ago, with their dead letters. What has not ended is never touched,
// however old it is. Any number of processes may sweep at once: each removes what is left.
#pragma once
#include "core/task.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

struct JobRetentionOptions {
  Duration keep{};                  // after a job's end; zero: for ever
  Duration interval = 10min;        // between two sweeps
  std::int64_t batch = 500;         // jobs removed in one transaction
  std::size_t most_batches = 2000;  // in one sweep; the next goes on
};

class JobRetention {
 public:
  JobRetention(Executor executor, ports::Database& database, const Clock& clock,
               JobRetentionOptions options)
      : database_(database), clock_(clock), options_(options), services_(executor) {}

  void start();
  Task<void> stop();
  // How many jobs were removed.
  Task<Result<std::size_t>> sweep();

 private:
  Task<void> keep_sweeping();

  ports::Database& database_;
  const Clock& clock_;
  JobRetentionOptions options_;
  TaskGroup services_;
};

}  // namespace elevaite::jobs
