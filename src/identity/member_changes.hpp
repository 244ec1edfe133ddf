// Changes of who belongs to a tenant and in which role. Of two changes at the same time the second
// sees the first, so a tenant always keeps an owner. Nobody changes who is above them, or lifts
// anybody above themselves. A removed member's sessions and API keys of the tenant end at once.
#pragma once
#include "core/task.hpp"
#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

class MemberChanges {
 public:
  MemberChanges(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // not_found; permission_denied (reason "role_beyond_own"); conflict (reason "last_owner").
  Task<Result<void>> set_role(model::Principal principal, model::UserId user_id, model::Role role);
  Task<Result<void>> remove(model::Principal principal, model::UserId user_id);
  // One's own membership ends.
  Task<Result<void>> leave(model::Principal principal);
  // The other becomes an owner, and oneself an admin, in one step.
  Task<Result<void>> transfer(model::Principal principal, model::UserId user_id);

 private:
  Task<Result<model::Role>> role_of(model::TenantId tenant_id, model::UserId user_id);
  Task<Result<void>> end_membership(model::Principal principal, model::UserId user_id,
                                    model::Role role, std::string action);
  Task<Result<void>> commit(std::vector<ports::Statement> change, model::AuditEvent audit);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
