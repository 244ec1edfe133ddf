// What a PostgreSQL URL says.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite::adapters::database {

struct PostgresSettings {
  std::vector<std::pair<std::string, std::string>> parameters;  // libpq's keywords and values
  std::size_t connections = 4;
  Duration query_limit = 30s;  // for the answer; also the server's statement_timeout
  Duration wait_limit = 5s;    // for a connection that can take the query
  Duration connect_limit = 10s;

  // The value of a keyword, or an empty text.
  std::string parameter(std::string_view keyword) const;
  // "host:port/database", for messages: never the password.
  std::string endpoint() const;
};

Result<PostgresSettings> parse_postgres_url(const std::string& url);

}  // namespace elevaite::adapters::database
