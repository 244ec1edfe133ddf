// Forward-only migrations. Each is one transaction together with its row in schema_migrations, so a
// failed one leaves nothing behind. Any number of processes may migrate one database at once.
//
// On PostgreSQL a file that begins with `-- transaction: none` is applied statement by statement,
// for what PostgreSQL refuses in a transaction (CREATE INDEX CONCURRENTLY). When that fails, what
// came before stays, and the next attempt applies the file from its beginning: its statements must
// be repeatable. One process does so at a time; the lock is a session's, so the database must then
// be one of a single connection.
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

struct MigrationOptions {
  // PostgreSQL: who waits for a table holds up everybody who comes after; so not for long, and
  // again later. Zero: as the server says.
  Duration lock_timeout = 5s;
  int attempts = 5;
  Duration pause = 1s;  // after the first attempt; each further one is twice as long
  // Of one statement in a transaction, and of one without, which locks nobody out. Zero: none.
  Duration statement_timeout = 5min;
  Duration build_timeout = 6h;
};

struct MigrationReport {
  std::vector<std::string> applied;  // the files, in order
  std::vector<int> unknown;          // versions in the database that a newer program has applied
};

// Whether its text says that it is applied without a transaction.
bool is_without_transaction(const Migration& migration);

// Applies what is missing. Errors name the file, the statement and its line. An applied migration
// whose text has changed since is refused, and so is one that is older than the newest applied one.
Task<Result<MigrationReport>> migrate(ports::Database& database, std::vector<Migration> migrations,
                                      MigrationOptions options = {},
                                      const Clock& clock = system_clock());

}  // namespace elevaite::adapters::database
