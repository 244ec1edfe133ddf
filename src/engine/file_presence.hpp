// Which files of a tenant are still there, for those who hold references to some.
#pragma once
#include <set>
#include <vector>

#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

// Those of `ids` that are stored.
Task<Result<std::set<model::FileId>>> present_files(ports::Database& database,
                                                    model::TenantId tenant_id,
                                                    std::vector<model::FileId> ids);

}  // namespace elevaite::engine
