#include "adapters/database/migrate.hpp"

#include <charconv>
#include <stdexcept>

#include "adapters/database/embedded_migrations.hpp"
#include "adapters/database/migrate_alone.hpp"
#include "adapters/database/migration_rows.hpp"
#include "adapters/database/postgres_errors.hpp"
#include "core/log.hpp"

namespace elevaite::adapters::database {
namespace {

// Any number that nobody else uses for an advisory lock in this database.
constexpr std::string_view kPostgresLock = "SELECT pg_advisory_xact_lock(5310447183064991); ";

std::string lock_of(const ports::Database& database) {
  return std::string(database.dialect() == "postgres" ? kPostgresLock : std::string_view());
}

// Both hold until the transaction ends. The lock of the migrations themselves is taken before.
std::string limits_of(const ports::Database& database, const MigrationOptions& options) {
  if (database.dialect() != "postgres") return "";
  auto ms = [](Duration limit) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
  };
  return fmt::format(
      "SELECT set_config('lock_timeout', '{}', true), set_config('statement_timeout', '{}', "
      "true); ",
      ms(options.lock_timeout), ms(options.statement_timeout));
}

// Everything before the migration's own text is on its first line, so that the lines of errors are
// the file's.
std::string script_for(const Migration& migration, const ports::Database& database,
                       const MigrationOptions& options, Instant now) {
  return lock_of(database) + limits_of(database, options) + record_of(migration, now) +
         migration.sql;
}

Result<void> check_order(const Migration& migration, const AppliedMigrations& applied) {
  if (applied.empty() || migration.version > applied.rbegin()->first) return {};
  return Error{
      ErrorCode::conflict,
      fmt::format("The migration {} was never applied to this database, but the newer {:04}_{} "
                  "was. Give it a higher number.",
                  migration.file, applied.rbegin()->first, applied.rbegin()->second.name),
      "migration_out_of_order"};
}

std::vector<int> unknown_versions(const AppliedMigrations& applied,
                                  const std::vector<Migration>& migrations) {
  std::vector<int> unknown;
  for (const auto& [version, row] : applied) {
    auto known = std::ranges::find(migrations, version, &Migration::version) != migrations.end();
    if (!known) unknown.push_back(version);
  }
  if (!unknown.empty()) {
    log_warning("the database has migrations that this program does not know; is it an old one?",
                {{"newest", applied.rbegin()->first}});
  }
  return unknown;
}

std::string in_words(Duration limit) {
  return fmt::format("{} ms", std::chrono::duration_cast<std::chrono::milliseconds>(limit).count());
}

// What an operator can do about it, which the database's own words do not say.
Error explained(Error failure, const Migration& migration, const MigrationOptions& options,
                bool is_whole) {
  if (failure.reason == kLockTimeout) {
    failure.message = fmt::format(
        "the migration {} did not get a lock within {}{}: a transaction on the same table is still "
        "open. Try again when there is none, or raise database.migration_lock_timeout. {}",
        migration.file, in_words(options.lock_timeout),
        is_whole ? fmt::format(", {} times", options.attempts) : "", failure.message);
  } else if (failure.code == ErrorCode::timeout) {
    failure.message = fmt::format(
        "the migration {} took longer than {}: see {}. {}", migration.file,
        in_words(is_whole ? options.statement_timeout : options.build_timeout),
        is_whole ? "database.migration_statement_timeout" : "database.migration_build_timeout",
        failure.message);
  }
  auto context = "applying the migration " + migration.file +
                 (is_whole ? " (the database is as it was before this migration)" : "");
  return std::move(failure).while_doing(context);
}

Task<Result<void>> run_transaction(ports::Database& database, Migration migration,
                                   MigrationOptions options, Instant now) {
  auto pause = options.pause;
  for (int attempt = 1;; ++attempt, pause *= 2) {
    auto outcome = co_await database.script(script_for(migration, database, options, now));
    if (outcome || outcome.error().reason != kLockTimeout || attempt >= options.attempts) {
      co_return outcome;
    }
    log_warning("a migration waits for a lock and tries again",
                {{"file", migration.file}, {"attempt", attempt}});
    co_await sleep_for(pause);
  }
}

// Whether it was applied by this call; false when another process was faster.
Task<Result<bool>> apply(ports::Database& database, Migration migration, MigrationOptions options,
                         Instant now) {
  auto outcome = co_await run_transaction(database, migration, options, now);
  if (outcome.has_value()) co_return true;
  auto failure = std::move(outcome).error();
  CO_TRY(auto applied, co_await read_applied(database));
  if (auto row = applied.find(migration.version); row != applied.end()) {
    CO_CHECK(check_applied(migration, row->second));
    co_return false;
  }
  co_return explained(std::move(failure), migration, options, true);
}

struct FileName {
  int version = 0;
  std::string name;
  std::string dialect;  // empty for both
};

FileName parse_file_name(std::string_view file) {
  FileName parsed;
  auto stem = file.substr(0, file.size() - std::string_view(".sql").size());
  auto dot = stem.find('.');
  if (dot != std::string_view::npos) parsed.dialect = stem.substr(dot + 1);
  stem = stem.substr(0, dot);
  auto [end, failure] = std::from_chars(stem.data(), stem.data() + stem.size(), parsed.version);
  bool named = failure == std::errc() && end == stem.data() + 4 && stem.size() > 5 && *end == '_';
  bool known = parsed.dialect.empty() || parsed.dialect == "sqlite" || parsed.dialect == "postgres";
  if (!named || !known) {
    throw std::logic_error("migrations/" + std::string(file) +
                           " is not named NNNN_name.sql, NNNN_name.sqlite.sql or "
                           "NNNN_name.postgres.sql");
  }
  parsed.name = stem.substr(5);
  return parsed;
}

}  // namespace

std::vector<Migration> embedded_migrations(std::string_view dialect) {
  std::vector<Migration> migrations;
  for (const auto& file : embedded_migration_files()) {
    auto parsed = parse_file_name(file.name);
    if (!parsed.dialect.empty() && parsed.dialect != dialect) continue;
    // The files come sorted by name.
    if (!migrations.empty() && migrations.back().version == parsed.version) {
      throw std::logic_error("migrations/" + migrations.back().file + " and " +
                             std::string(file.name) + " have the same number");
    }
    migrations.push_back(
        {parsed.version, parsed.name, std::string(file.name), std::string(file.text)});
  }
  return migrations;
}

bool is_without_transaction(const Migration& migration) {
  return migration.sql.starts_with("-- transaction: none");
}

Task<Result<MigrationReport>> migrate(ports::Database& database, std::vector<Migration> migrations,
                                      MigrationOptions options, const Clock& clock) {
  auto create = lock_of(database) + std::string(kCreateMigrations);
  CO_CHECK(co_await database.script(std::move(create)));
  CO_TRY(auto applied, co_await read_applied(database));
  MigrationReport report;
  report.unknown = unknown_versions(applied, migrations);
  for (const auto& migration : migrations) {
    if (auto row = applied.find(migration.version); row != applied.end()) {
      CO_CHECK(check_applied(migration, row->second));
      continue;
    }
    CO_CHECK(check_order(migration, applied));
    bool is_ours = false;
    // SQLite has one writer anyway, and refuses nothing in a transaction.
    if (database.dialect() == "postgres" && is_without_transaction(migration)) {
      auto alone = co_await apply_alone(database, migration, options, clock.now());
      if (!alone) co_return explained(std::move(alone).error(), migration, options, false);
      is_ours = *alone;
    } else {
      CO_TRY(is_ours, co_await apply(database, migration, options, clock.now()));
    }
    if (!is_ours) continue;
    log_info("applied a migration", {{"file", migration.file}});
    report.applied.push_back(migration.file);
  }
  co_return report;
}

}  // namespace elevaite::adapters::database
