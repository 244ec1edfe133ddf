// This process's claim to be alive: one row, renewed every second, whatever the number of its runs.
// A run names its owner; when the owner's row is gone or has expired, anybody may take the run
// over.
#pragma once
#include "core/task.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

struct LeaseOptions {
  Duration ttl = 5s;
  Duration renewal = 1s;
};

class ProcessLease {
 public:
  ProcessLease(ports::Database& database, const Clock& clock, LeaseOptions options);

  model::ProcessId id() const { return id_; }
  // Writes the row, after remove_dead().
  Task<Result<void>> acquire();
  Task<Result<void>> renew();
  // Renews a lease that has run out, because this process or its clock stood still. What is claimed
  // under such a lease is anybody's to take away again.
  Task<Result<void>> ensure_held();
  // Removes the row, so that others take over at once.
  Task<void> release();
  // Removes the rows of processes of this machine that no longer exist, so that what a killed
  // process left behind is taken up at once and not after its lease ran out; and sets the leases
  // back that were taken by a clock far ahead of ours.
  Task<Result<void>> remove_dead();
  Duration renewal() const { return options_.renewal; }

 private:
  ports::Database& database_;
  const Clock& clock_;
  LeaseOptions options_;
  model::ProcessId id_ = model::ProcessId::generate();
  Instant expires_at_ = Instant::min();
};

}  // namespace elevaite::engine
