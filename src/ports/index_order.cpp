#include "ports/index_order.hpp"

namespace elevaite::ports {

std::vector<Statement> by_index(const Database& database) {
  std::vector<Statement> batch;
  if (database.dialect() == "postgres") {
    batch.push_back(
        {"SELECT set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true),"
         " set_config('enable_bitmapscan', 'off', true)"});
  }
  return batch;
}

Task<Result<Rows>> query_by_index(Database& database, Statement statement) {
  auto batch = by_index(database);
  if (batch.empty()) co_return co_await database.query(Scope::system(), std::move(statement));
  batch.push_back(std::move(statement));
  CO_TRY(auto answers, co_await database.batch(Scope::system(), std::move(batch)));
  co_return std::move(answers.back());
}

}  // namespace elevaite::ports
