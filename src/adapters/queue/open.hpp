// Queues by the scheme of their URL.
#pragma once
#include "adapters/queue/database.hpp"
#include "adapters/queue/sqs.hpp"

namespace elevaite::adapters::queue {

struct QueueOptions {
  ports::Database* database = nullptr;  // outlives the queue
  DatabaseQueueOptions in_database{};
  SqsOptions sqs{};
  std::string default_region{};
};

// database:                                        in the platform's own database
// sqs://NAME?region=…&endpoint=http(s)://host[:port]
// `name` is what we call it ("quick"). Errors name the part that is wrong.
Result<std::unique_ptr<ports::JobQueue>> open_queue(Executor executor, std::string name,
                                                    std::string_view url, QueueOptions options);

}  // namespace elevaite::adapters::queue
