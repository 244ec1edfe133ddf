// A queue in the platform's own database, SQLite or PostgreSQL.
//
// A receive looks at the lanes (tenant and priority) that have something visible, plans whose turn
// it is, and takes from those lanes; on PostgreSQL with SKIP LOCKED, so that workers pass each
// other by. While there is nothing it waits until it hears that some process has enqueued
// (announce()), until something becomes visible, and `poll_interval` at most: words may be lost.
#pragma once
#include <memory>

#include "adapters/queue/fair_order.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

struct DatabaseQueueOptions {
  Duration poll_interval = 200ms;
  // How often a database that cannot tell (SQLite) is looked at for changes of other processes;
  // zero: only every poll_interval.
  Duration look_interval = 5ms;
  TenantWeights weights{};  // by the tenant's uuid, as Uuid::str() writes it
};

std::unique_ptr<ports::JobQueue> make_database_queue(Executor executor, ports::Database& database,
                                                     std::string name, const Clock& clock,
                                                     DatabaseQueueOptions options = {});

}  // namespace elevaite::adapters::queue
