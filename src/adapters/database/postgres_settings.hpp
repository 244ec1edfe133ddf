// What a PostgreSQL URL says.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/database/password_source.hpp"
#include "core/aws/rds_token.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite::adapters::database {

struct PostgresSettings {
  std::vector<std::pair<std::string, std::string>> parameters;  // libpq's keywords and values
  std::size_t connections = 4;
  Duration query_limit = 30s;  // for the answer; also the server's statement_timeout
  Duration wait_limit = 5s;    // for a connection that can take the query
  Duration connect_limit = 10s;
  bool is_iam = false;  // the password is a token of RDS
  std::string region{};
  std::shared_ptr<PasswordSource> password{};  // instead of the parameter, when set

  // The value of a keyword, or an empty text.
  std::string parameter(std::string_view keyword) const;
  // "host:port/database", for messages: never the password.
  std::string endpoint() const;
};

Result<PostgresSettings> parse_postgres_url(const std::string& url);
// What a token needs: one host, a user, a region, and TLS, without which it would be readable.
Result<aws::RdsEndpoint> rds_endpoint(const PostgresSettings& settings,
                                      const std::string& default_region);

}  // namespace elevaite::adapters::database
