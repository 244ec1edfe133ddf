// Where a tenant's PostgreSQL URL leads, reduced to what may be handed to libpq. libpq would
// otherwise read the operator's files and environment (.pgpass, service file, client certificates)
// on the tenant's behalf.
#pragma once
#include <string>

#include "core/json.hpp"

namespace elevaite::adapters::sql {

struct PostgresTarget {
  std::string host;
  std::string port = "5432";
  std::string user;
  std::string password;
  std::string database;
  std::string sslmode = "prefer";

  // Same server, same rights: connections may be shared. Holds the password: never shown.
  std::string key() const;
};

// `connection` is
// {"kind":"postgres","url":"postgres://user:password@host:port/database?sslmode=require"}.
Result<PostgresTarget> parse_postgres_target(const Json& connection);

}  // namespace elevaite::adapters::sql
