#include "adapters/sql/open.hpp"

namespace elevaite::adapters::sql {
namespace {

class SqlRunnerByKind final : public ports::SqlRunner {
 public:
  SqlRunnerByKind(Executor executor, const SqlRunnerOptions& options)
      : sqlite_(open_sqlite_runner(options)), postgres_(open_postgres_runner(executor, options)) {}

  Task<Result<Json>> run(ports::SqlQuery query) override {
    auto kind = find_string(query.connection, "kind");
    if (kind == "sqlite") co_return co_await sqlite_->run(std::move(query));
    if (kind == "postgres") co_return co_await postgres_->run(std::move(query));
    co_return invalid_field("credential", "kind",
                            "credential must be of the kind postgres or sqlite.");
  }

 private:
  std::unique_ptr<ports::SqlRunner> sqlite_;
  std::unique_ptr<ports::SqlRunner> postgres_;
};

}  // namespace

std::unique_ptr<ports::SqlRunner> open_sql_runner(Executor executor, SqlRunnerOptions options) {
  return std::make_unique<SqlRunnerByKind>(std::move(executor), options);
}

}  // namespace elevaite::adapters::sql
