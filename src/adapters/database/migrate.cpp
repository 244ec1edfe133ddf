#include "adapters/database/migrate.hpp"

#include <openssl/evp.h>

#include <charconv>
#include <stdexcept>

#include "adapters/database/embedded_migrations.hpp"
#include "core/log.hpp"

namespace elevaite::adapters::database {
namespace {

// Any number that nobody else uses for an advisory lock in this database.
constexpr std::string_view kPostgresLock = "SELECT pg_advisory_xact_lock(5310447183064991); ";

constexpr std::string_view kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version integer NOT NULL PRIMARY KEY, name text "
    "NOT "
    "NULL, checksum text NOT NULL, applied_at bigint NOT NULL);";
constexpr std::string_view kReadApplied =
    "SELECT version, name, checksum FROM schema_migrations ORDER BY version";

struct Applied {
  std::string name;
  std::string checksum;
};
using AppliedByVersion = std::map<int, Applied>;

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

std::string lock_of(const ports::Database& database) {
  return std::string(database.dialect() == "postgres" ? kPostgresLock : std::string_view());
}

// Everything before the migration's own text is on its first line, so that the lines of errors are
// the file's.
std::string script_for(const Migration& migration, const ports::Database& database, Instant now) {
  return lock_of(database) +
         fmt::format(
             "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ({}, "
             "'{}', '{}', {}); ",
             migration.version, migration.name, sha256_hex(migration.sql), to_micros(now)) +
         migration.sql;
}

Task<Result<AppliedByVersion>> read_applied(ports::Database& database) {
  ports::Statement read{kReadApplied};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(read)));
  AppliedByVersion applied;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    applied[static_cast<int>(rows.integer(i, 0))] = Applied{rows.text(i, 1), rows.text(i, 2)};
  }
  co_return applied;
}

Result<void> check_applied(const Migration& migration, const Applied& applied) {
  if (applied.checksum == sha256_hex(migration.sql)) return {};
  return Error{ErrorCode::conflict,
               "The migration " + migration.file +
                   " has been changed after it was applied to this database. Restore its text, and "
                   "put the change into a new migration.",
               "migration_changed"};
}

Result<void> check_order(const Migration& migration, const AppliedByVersion& applied) {
  if (applied.empty() || migration.version > applied.rbegin()->first) return {};
  return Error{
      ErrorCode::conflict,
      fmt::format("The migration {} was never applied to this database, but the newer {:04}_{} "
                  "was. Give it a higher number.",
                  migration.file, applied.rbegin()->first, applied.rbegin()->second.name),
      "migration_out_of_order"};
}

std::vector<int> unknown_versions(const AppliedByVersion& applied,
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

// Whether it was applied by this call; false when another process was faster.
Task<Result<bool>> apply(ports::Database& database, Migration migration, Instant now) {
  auto outcome = co_await database.script(script_for(migration, database, now));
  if (outcome.has_value()) co_return true;
  auto failure = std::move(outcome).error();
  CO_TRY(auto applied, co_await read_applied(database));
  if (auto row = applied.find(migration.version); row != applied.end()) {
    CO_CHECK(check_applied(migration, row->second));
    co_return false;
  }
  auto context = "applying the migration " + migration.file +
                 " (the database is as it was before this migration)";
  co_return std::move(failure).while_doing(context);
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

Task<Result<MigrationReport>> migrate(ports::Database& database, std::vector<Migration> migrations,
                                      const Clock& clock) {
  auto create = lock_of(database) + std::string(kCreateTable);
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
    CO_TRY(bool here, co_await apply(database, migration, clock.now()));
    if (!here) continue;
    log_info("applied a migration", {{"file", migration.file}});
    report.applied.push_back(migration.file);
  }
  co_return report;
}

}  // namespace elevaite::adapters::database
