#include "jobs/job_attempts.hpp"

namespace elevaite::jobs {

Task<Result<std::vector<model::JobAttempt>>> read_attempts(ports::Database& database,
                                                           model::TenantId tenant_id,
                                                           model::JobId id) {
  ports::Statement statement{"SELECT attempts FROM jobs WHERE tenant_id = $1 AND id = $2",
                             {tenant_id.uuid, id.uuid}};
  const auto scope = ports::Scope::tenant(tenant_id);
  CO_TRY(auto rows, co_await database.query(scope, std::move(statement)));
  std::vector<model::JobAttempt> attempts;
  if (!rows.empty()) attempts = model::attempts_from(rows.text(0, 0));
  co_return attempts;
}

}  // namespace elevaite::jobs
