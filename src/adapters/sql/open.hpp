// The SqlRunner of SQL nodes: PostgreSQL servers and SQLite files that tenants aim.
#pragma once
#include <filesystem>
#include <memory>

#include "core/net/egress.hpp"
#include "ports/services.hpp"

namespace elevaite::adapters::sql {

struct SqlRunnerOptions {
  // The only place from which SQLite files are opened; empty: none are.
  std::filesystem::path sqlite_directory;
  bool allows_sqlite_writes = false;
  // Every row of one answer together, as text.
  std::size_t max_result_bytes = 8 << 20;
  // Asked for the resolved address of every PostgreSQL server; must outlive the runner.
  const net::EgressGuard* guard = nullptr;
};

// Chooses by the connection's "kind". Errors of run(): invalid_argument (the connection, the SQL,
// the parameters; also what the server says is wrong with them), permission_denied (the guard, a
// write in a read-only query, a file outside of the directory), unauthenticated, conflict (a
// constraint), timeout, limit_exceeded, unavailable; with reason "outcome_unknown" when a write may
// have been committed.
std::unique_ptr<ports::SqlRunner> open_sql_runner(Executor executor, SqlRunnerOptions options);

std::unique_ptr<ports::SqlRunner> open_sqlite_runner(SqlRunnerOptions options);
std::unique_ptr<ports::SqlRunner> open_postgres_runner(Executor executor, SqlRunnerOptions options);

}  // namespace elevaite::adapters::sql
