#include "adapters/queue/open.hpp"

namespace elevaite::adapters::queue {

Result<std::unique_ptr<ports::JobQueue>> open_queue(Executor executor, std::string name,
                                                    std::string_view url, QueueOptions options) {
  if (url.starts_with("database:")) {
    return make_database_queue(executor, *options.database, std::move(name), *options.sqs.clock,
                               std::move(options.in_database));
  }
  if (url.starts_with("sqs://")) {
    TRY(auto settings, parse_sqs_url(url, options.default_region));
    return make_sqs_queue(std::move(name), std::move(settings), std::move(options.sqs));
  }
  return invalid_argument("A queue's URL begins with database: or sqs://.");
}

}  // namespace elevaite::adapters::queue
