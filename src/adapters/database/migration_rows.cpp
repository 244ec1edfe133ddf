#include "adapters/database/migration_rows.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::string_view kReadApplied =
    "SELECT version, name, checksum FROM schema_migrations ORDER BY version";

std::string checksum_of(const Migration& migration) {
  return crypto::hex_encode(crypto::sha256(migration.sql));
}

}  // namespace

std::string record_of(const Migration& migration, Instant now) {
  return fmt::format(
      "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ({}, '{}', '{}', "
      "{}); ",
      migration.version, migration.name, checksum_of(migration), to_micros(now));
}

Task<Result<AppliedMigrations>> read_applied(ports::Database& database) {
  ports::Statement read{kReadApplied};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(read)));
  AppliedMigrations applied;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    applied[static_cast<int>(rows.integer(i, 0))] =
        AppliedMigration{rows.text(i, 1), rows.text(i, 2)};
  }
  co_return applied;
}

Result<void> check_applied(const Migration& migration, const AppliedMigration& applied) {
  if (applied.checksum == checksum_of(migration)) return {};
  return Error{ErrorCode::conflict,
               "The migration " + migration.file +
                   " has been changed after it was applied to this database. Restore its text, and "
                   "put the change into a new migration.",
               "migration_changed"};
}

}  // namespace elevaite::adapters::database
