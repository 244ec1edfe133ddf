// A queue in the platform's own database, SQLite or PostgreSQL.
//
// A receive looks at the lanes (tenant and priority) that have something visible, plans whose turn
// it is, and takes from those lanes; on PostgreSQL with SKIP LOCKED, so that workers pass each
// other by. While there is nothing it looks again every `poll_interval`, and at once when this
// process enqueued something (wake()). LISTEN would need a connection of its own beside the pool's
// pipelines; polling one index probe is what it costs without.
#pragma once
#include <memory>

#include "adapters/queue/fair_order.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

struct DatabaseQueueOptions {
  Duration poll_interval = 50ms;
  TenantWeights weights{};  // by the tenant's uuid, as Uuid::str() writes it
};

std::unique_ptr<ports::JobQueue> make_database_queue(Executor executor, ports::Database& database,
                                                     std::string name, const Clock& clock,
                                                     DatabaseQueueOptions options = {});

}  // namespace elevaite::adapters::queue
