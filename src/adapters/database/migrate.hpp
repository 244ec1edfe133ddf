// Forward-only migrations. Each is one transaction together with its row in schema_migrations, so a
// failed one leaves nothing behind. Any number of processes may migrate one database at once.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/database.hpp"

namespace elevaite::adapters::database {

struct Migration {
  int version = 0;
  std::string name;  // "identity"
  std::string file;  // "0001_identity.sql", for messages
  std::string sql;
};

// The migrations of a dialect ("sqlite" or "postgres"), in order of their version: NNNN_name.sql is
// for both, NNNN_name.<dialect>.sql for one. Throws std::logic_error when the files contradict each
// other.
std::vector<Migration> embedded_migrations(std::string_view dialect);

struct MigrationReport {
  std::vector<std::string> applied;  // the files, in order
  std::vector<int> unknown;          // versions in the database that a newer program has applied
};

// Applies what is missing. Errors name the file, the statement and its line. An applied migration
// whose text has changed since is refused, and so is one that is older than the newest applied one.
Task<Result<MigrationReport>> migrate(ports::Database& database, std::vector<Migration> migrations,
                                      const Clock& clock = system_clock());

}  // namespace elevaite::adapters::database
