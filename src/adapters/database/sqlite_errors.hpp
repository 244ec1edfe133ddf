// From SQLite's extended result codes to ours.
#pragma once
#include "core/error.hpp"

struct sqlite3;

namespace elevaite::adapters::database {

// The connection's last error. For a unique violation it looks the index's name up in the schema.
Error sqlite_error(sqlite3* db);

}  // namespace elevaite::adapters::database
