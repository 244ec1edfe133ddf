// How many jobs run at a time, and begin in a period: of a tenant, of an agent, or with a
// credential. docs/job_lifecycle.md says what becomes of a job that has to wait.
#pragma once
#include <optional>
#include <unordered_set>
#include <variant>
#include <vector>

#include "model/job.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

// Whose jobs are limited; monostate: all of the tenant.
using LimitSubject = std::variant<std::monostate, model::AgentId, model::CredentialId>;

struct JobLimit {
  LimitSubject subject;
  std::optional<std::int64_t> max_running{};
  // So many at once, and then evenly, so many in each period; both or none.
  std::optional<std::int64_t> max_starts{};
  std::optional<Duration> period{};
};

// What a job's row keeps of it.
std::string subjects_text(const std::optional<model::AgentId>& agent_id,
                          const std::vector<model::CredentialId>& credential_ids);

class JobLimits {
 public:
  JobLimits(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Task<Result<std::vector<JobLimit>>> list(model::TenantId tenant_id);
  // By their ids or names; those that there are.
  Task<Result<std::vector<model::CredentialId>>> find_credentials(
      model::TenantId tenant_id, std::vector<std::string> references);
  // In the place of an earlier one. not_found, when the tenant has no such agent or credential.
  // Workers know of the first limit of a tenant within a second.
  Task<Result<void>> set(model::TenantId tenant_id, JobLimit limit);
  // not_found.
  Task<Result<void>> remove(model::TenantId tenant_id, LimitSubject subject);

 private:
  Task<Result<void>> check_subject(model::TenantId tenant_id, LimitSubject subject);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
