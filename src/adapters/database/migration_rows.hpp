// The table schema_migrations: which files have been applied to this database, and with what text.
#pragma once
#include <map>

#include "adapters/database/migrate.hpp"

namespace elevaite::adapters::database {

struct AppliedMigration {
  std::string name;
  std::string checksum;
};
using AppliedMigrations = std::map<int, AppliedMigration>;

inline constexpr std::string_view kCreateMigrations =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version integer NOT NULL PRIMARY KEY, name text "
    "NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL);";

// "INSERT INTO schema_migrations …; " on one line.
std::string record_of(const Migration& migration, Instant now);
Task<Result<AppliedMigrations>> read_applied(ports::Database& database);
// An applied migration must not change.
Result<void> check_applied(const Migration& migration, const AppliedMigration& applied);

}  // namespace elevaite::adapters::database
