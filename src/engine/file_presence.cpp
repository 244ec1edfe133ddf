#include "engine/file_presence.hpp"

namespace elevaite::engine {
namespace {

// A list of fixed length; what is not needed of it asks for the nil id, which no file has.
constexpr std::size_t kAtOnce = 20;
constexpr std::string_view kPresent =
    "SELECT id FROM files WHERE tenant_id = $1 AND status = 'stored' AND id IN ($2, $3, $4, $5,"
    " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";

}  // namespace

Task<Result<std::set<model::FileId>>> present_files(ports::Database& database,
                                                    model::TenantId tenant_id,
                                                    std::vector<model::FileId> ids) {
  std::set<model::FileId> present;
  for (std::size_t begin = 0; begin < ids.size(); begin += kAtOnce) {
    std::vector<ports::SqlValue> params{tenant_id.uuid};
    for (std::size_t i = begin; i < begin + kAtOnce; ++i) {
      params.emplace_back(i < ids.size() ? ids[i].uuid : Uuid{});
    }
    ports::Statement statement{kPresent, std::move(params)};
    CO_TRY(auto rows,
           co_await database.query(ports::Scope::tenant(tenant_id), std::move(statement)));
    for (std::size_t i = 0; i < rows.size(); ++i) present.insert({rows.uuid(i, 0)});
  }
  co_return present;
}

}  // namespace elevaite::engine
