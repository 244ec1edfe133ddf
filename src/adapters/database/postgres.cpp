#include "adapters/database/postgres.hpp"

#include "adapters/database/postgres_news.hpp"
#include "adapters/database/postgres_pool.hpp"
#include "adapters/database/rds_password.hpp"
#include "adapters/database/sql_text.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr Duration kScriptLimit = 10min;
constexpr std::size_t kMaxParams = 30'000;
constexpr std::string_view kPing = "SELECT 1";

// Whether the parameters are whole rows of as many columns as the statement names.
bool are_rows(const ports::Statement& statement) {
  return !statement.must_affect && statement.params.size() % row_types(statement.sql).size() == 0;
}

Result<void> check_params(const std::vector<ports::Statement>& statements) {
  for (const auto& statement : statements) {
    if (statement.takes_rows()) {
      if (are_rows(statement)) continue;
      return internal_error("The rows of a statement do not have the columns that it names.");
    }
    if (statement.params.size() > kMaxParams) {
      return internal_error("A statement has more parameters than the database takes.");
    }
  }
  return {};
}

Task<Outcome> run(std::shared_ptr<PostgresPool> pool, ports::Scope scope,
                  std::vector<ports::Statement> statements, Duration limit) {
  CO_CHECK(check_params(statements));
  auto start = [&](Completion<Outcome> done) {
    auto request = std::make_unique<PostgresRequest>(scope, std::move(done));
    request->repeatable = std::ranges::all_of(
        statements, [](const auto& statement) { return is_select(statement.sql); });
    request->statements = std::move(statements);
    pool->submit(std::move(request), limit);
  };
  auto outcome = co_await suspend<Outcome>(start);
  co_return outcome;
}

Task<Result<void>> run_script(std::shared_ptr<PostgresPool> pool, std::string sql, bool is_alone,
                              Duration limit) {
  auto start = [&](Completion<Outcome> done) {
    auto request = std::make_unique<PostgresRequest>(ports::Scope::system(), std::move(done));
    request->script = std::move(sql);
    request->script_statements = split_script(request->script);
    request->is_alone = is_alone;
    pool->submit(std::move(request), limit);
  };
  CO_CHECK(co_await suspend<Outcome>(start));
  co_return Result<void>{};
}

}  // namespace

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(Executor executor,
                                                                 const std::string& url,
                                                                 const DatabaseOptions& options) {
  TRY(auto settings, parse_postgres_url(url));
  settings.connections = options.connections.value_or(settings.connections);
  settings.password = options.password;
  if (settings.is_iam) {
    TRY(auto endpoint, rds_endpoint(settings, options.default_region));
    settings.password =
        std::make_shared<RdsPassword>(executor, options.credentials, std::move(endpoint));
  }
  auto pool = PostgresPool::start(executor, std::move(settings));
  return std::unique_ptr<PostgresDatabase>(new PostgresDatabase(executor, std::move(pool)));
}

PostgresDatabase::PostgresDatabase(Executor executor, std::shared_ptr<PostgresPool> pool)
    : pool_(std::move(pool)), news_(std::make_shared<PostgresNews>(executor, pool_)) {}

PostgresDatabase::~PostgresDatabase() {
  news_->stop();
  pool_->stop();
}

void PostgresDatabase::tell(std::string channel) { news_->tell(std::move(channel)); }

std::unique_ptr<ports::Listening> PostgresDatabase::listen(std::string channel, Duration,
                                                           std::function<void()> heard) {
  return news_->listen(std::move(channel), std::move(heard));
}

Task<Result<ports::Rows>> PostgresDatabase::query(ports::Scope scope, ports::Statement statement) {
  std::vector<ports::Statement> statements;
  statements.push_back(std::move(statement));
  CO_TRY(auto rows, co_await run(pool_, scope, std::move(statements), pool_->query_limit()));
  co_return std::move(rows.front());
}

Task<Result<std::vector<ports::Rows>>> PostgresDatabase::batch(
    ports::Scope scope, std::vector<ports::Statement> statements) {
  return run(pool_, scope, std::move(statements), pool_->query_limit());
}

Task<Result<void>> PostgresDatabase::script(std::string sql) {
  return run_script(pool_, std::move(sql), false, kScriptLimit);
}

Task<Result<void>> PostgresDatabase::statement_alone(std::string sql, Duration limit) {
  return run_script(pool_, std::move(sql), true, limit);
}

Task<Result<void>> PostgresDatabase::ping(Duration limit) {
  std::vector<ports::Statement> statements;
  statements.push_back({kPing});
  CO_CHECK(co_await run(pool_, ports::Scope::system(), std::move(statements), limit));
  co_return Result<void>{};
}

}  // namespace elevaite::adapters::database
