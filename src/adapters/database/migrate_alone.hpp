// A migration that is no transaction, on PostgreSQL.
#pragma once
#include "adapters/database/migrate.hpp"

namespace elevaite::adapters::database {

// Whether it was applied by this call; false when another process was faster.
Task<Result<bool>> apply_alone(ports::Database& database, Migration migration,
                               MigrationOptions options, Instant now);

}  // namespace elevaite::adapters::database
