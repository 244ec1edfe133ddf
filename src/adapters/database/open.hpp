// The database that a URL names.
#pragma once
#include <memory>
#include <string>

#include "adapters/database/password_source.hpp"
#include "core/aws/credential_source.hpp"
#include "ports/database.hpp"

namespace elevaite::adapters::database {

// sqlite:<path> (sqlite:var/elevaite.db, sqlite:/abs/path, sqlite::memory:) opens or creates the
// file at once. postgres:// and postgresql:// are libpq's URLs, with parameters more: connections
// (1 to 64, default 4), query_timeout_ms (default 30000), and iam=true with region=…, for RDS; they
// connect in the background, and ping() tells when they have.
struct DatabaseOptions {
  // PostgreSQL: this many instead of as many as the URL says.
  std::optional<std::size_t> connections{};
  // PostgreSQL: asked for every new connection; null: the URL's own.
  std::shared_ptr<PasswordSource> password{};
  // For URLs with iam=true, whose passwords are tokens of RDS.
  aws::CredentialSettings credentials{};
  std::string default_region{};
};
Result<std::unique_ptr<ports::Database>> open_database(Executor executor, std::string url,
                                                       DatabaseOptions options = {});

}  // namespace elevaite::adapters::database
