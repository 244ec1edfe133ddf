// The database that a URL names.
#pragma once
#include <memory>
#include <string>

#include "ports/database.hpp"

namespace elevaite::adapters::database {

// sqlite:<path> (sqlite:var/elevaite.db, sqlite:/abs/path, sqlite::memory:) opens or creates the
// file at once. postgres:// and postgresql:// are libpq's URLs, with two parameters more:
// connections (1 to 64, default 4) and query_timeout_ms (default 30000); they connect in the
// background, and ping() tells when they have.
Result<std::unique_ptr<ports::Database>> open_database(Executor executor, std::string url);

}  // namespace elevaite::adapters::database
