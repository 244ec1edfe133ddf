#include "adapters/database/open.hpp"

#include "adapters/database/postgres.hpp"
#include "adapters/database/sqlite.hpp"

namespace elevaite::adapters::database {

Result<std::unique_ptr<ports::Database>> open_database(Executor executor, std::string url,
                                                       DatabaseOptions options) {
  if (url.starts_with("sqlite:")) {
    auto path = url.substr(7);
    if (path.starts_with("//")) path.erase(0, 2);
    if (path.empty()) {
      return invalid_argument(
          "The database URL names no file. It looks like sqlite:var/elevaite.db.");
    }
    if (path == ":memory:") path.clear();
    TRY(auto database, SqliteDatabase::open(executor, path));
    return std::unique_ptr<ports::Database>(std::move(database));
  }
  if (url.starts_with("postgres://") || url.starts_with("postgresql://")) {
    TRY(auto database, PostgresDatabase::open(executor, url, options));
    return std::unique_ptr<ports::Database>(std::move(database));
  }
  return invalid_argument(
      "The database URL must begin with sqlite:, postgres:// or postgresql://.");
}

}  // namespace elevaite::adapters::database
