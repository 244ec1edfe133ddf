#include "adapters/database/migrate_alone.hpp"

#include "adapters/database/migration_rows.hpp"
#include "adapters/database/sql_text.hpp"

namespace elevaite::adapters::database {
namespace {

// Another number than that of migrations in transactions: who waits for that one holds a snapshot,
// for whose end CREATE INDEX CONCURRENTLY would wait. So nobody waits for this one: it is tried.
constexpr std::string_view kTryLock = "SELECT pg_try_advisory_lock(5310447183064992)";
constexpr std::string_view kUnlock = "SELECT pg_advisory_unlock(5310447183064992)";
constexpr std::string_view kHolds =
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    " AND granted AND ((classid::bigint << 32) | objid::bigint) = 5310447183064992";
constexpr Duration kTryAgain = 200ms;
// Longer than that nobody builds; a process that holds the lock and is gone has lost it.
constexpr Duration kOthersLimit = 12h;

Task<Result<void>> check_lock(ports::Database& database) {
  ports::Statement holds{kHolds};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(holds)));
  if (rows.integer(0, 0) > 0) co_return Result<void>();
  co_return Error{ErrorCode::unavailable,
                  "The connection that held the lock of the migrations was lost. Try again.",
                  "migration_lock_lost"};
}

// False: another process has applied it meanwhile.
Task<Result<bool>> take_lock(ports::Database& database, const Migration& migration) {
  const auto deadline = std::chrono::steady_clock::now() + kOthersLimit;
  while (true) {
    ports::Statement attempt{kTryLock};
    CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(attempt)));
    CO_TRY(auto applied, co_await read_applied(database));
    if (auto row = applied.find(migration.version); row != applied.end()) {
      CO_CHECK(check_applied(migration, row->second));
      co_return false;
    }
    if (rows.boolean(0, 0)) co_return true;
    if (std::chrono::steady_clock::now() > deadline) {
      co_return Error{ErrorCode::timeout,
                      "Another process has been applying " + migration.file + " for hours.",
                      "migration_elsewhere"};
    }
    co_await sleep_for(kTryAgain);
  }
}

// Of the session, which is used for nothing else.
std::string session_limits(const MigrationOptions& options) {
  auto ms = [](Duration limit) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
  };
  return fmt::format(
      "SELECT set_config('lock_timeout', '{}', false), set_config('statement_timeout', '{}', "
      "false)",
      ms(options.lock_timeout), ms(options.build_timeout));
}

Task<Result<void>> run_statements(ports::Database& database, const Migration& migration,
                                  Duration limit) {
  // A little longer than the server's own limit, which answers better.
  const Duration patience = limit == Duration(0) ? Duration(kOthersLimit) : limit + 10s;
  for (const ScriptStatement& statement : split_script(migration.sql)) {
    auto done = co_await database.statement_alone(std::string(statement.sql), patience);
    if (done) continue;
    auto failure = std::move(done).error();
    failure.message = fmt::format(
        "{} ({}; what came before it stays, and the file will be applied "
        "again from its beginning)",
        failure.message, describe(statement));
    co_return failure;
  }
  co_return Result<void>();
}

Task<Result<void>> run_and_record(ports::Database& database, const Migration& migration,
                                  MigrationOptions options, Instant now) {
  CO_CHECK(co_await database.script(session_limits(options)));
  CO_CHECK(co_await run_statements(database, migration, options.build_timeout));
  CO_CHECK(co_await check_lock(database));
  CO_CHECK(co_await database.script(record_of(migration, now)));
  co_return Result<void>();
}

}  // namespace

Task<Result<bool>> apply_alone(ports::Database& database, Migration migration,
                               MigrationOptions options, Instant now) {
  CO_TRY(bool is_ours, co_await take_lock(database, migration));
  Result<void> done;
  if (is_ours) {
    done = co_await check_lock(database);
    if (done) done = co_await run_and_record(database, migration, options, now);
  }
  // A session that is gone holds nothing.
  [[maybe_unused]] auto unlocked = co_await database.script(std::string(kUnlock));
  if (!done) co_return done.error();
  co_return is_ours;
}

}  // namespace elevaite::adapters::database
