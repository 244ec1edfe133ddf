// A queue in this process, for tests: it is gone with the process.
#pragma once
#include <memory>

#include "adapters/queue/fair_order.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

std::unique_ptr<ports::JobQueue> make_memory_queue(Executor executor, std::string name,
                                                   const Clock& clock, TenantWeights weights = {});

}  // namespace elevaite::adapters::queue
