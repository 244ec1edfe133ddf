#include "identity/member_changes.hpp"

#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kRole = "SELECT role FROM members WHERE tenant_id = $1 AND user_id = $2";
// First in every batch: two changes of one tenant's members wait for each other here.
constexpr std::string_view kLock = "UPDATE tenants SET updated_at = $1 WHERE id = $2";
// Only from the role that was checked, and never the last owner's.
constexpr std::string_view kSetRole =
    "UPDATE members SET role = $1 WHERE tenant_id = $2 AND user_id = $3 AND role = $4 "
    "AND (role <> 'owner' OR (SELECT count(*) FROM members o WHERE o.tenant_id = $2 "
    "AND o.role = 'owner') > 1)";
constexpr std::string_view kPassOn =
    "UPDATE members SET role = $1 WHERE tenant_id = $2 AND user_id = $3 AND role = $4";
constexpr std::string_view kRemove =
    "DELETE FROM members WHERE tenant_id = $1 AND user_id = $2 AND role = $3 "
    "AND (role <> 'owner' OR (SELECT count(*) FROM members o WHERE o.tenant_id = $1 "
    "AND o.role = 'owner') > 1)";
constexpr std::string_view kEndSessions =
    "UPDATE sessions SET ended_at = $1, ended_because = 'removed' "
    "WHERE tenant_id = $2 AND user_id = $3 AND ended_at IS NULL";
constexpr std::string_view kRevokeKeys =
    "UPDATE api_keys SET revoked_at = $1 WHERE tenant_id = $2 AND user_id = $3 "
    "AND revoked_at IS NULL";

Error above_own_role() {
  return Error{ErrorCode::permission_denied,
               "You can neither change who has a higher role than you, nor give a higher one.",
               "role_beyond_own"};
}

Error last_owner() {
  return Error{ErrorCode::conflict, "A tenant needs an owner. Make somebody else an owner first.",
               "last_owner"};
}

std::string text_of(model::Role role) { return std::string(to_string(role)); }

model::AuditEvent event_of(const model::Principal& principal, Instant at, std::string action,
                           model::UserId user_id) {
  return model::audit_event(principal, at, std::move(action), "user", user_id.str());
}

}  // namespace

Task<Result<model::Role>> MemberChanges::role_of(model::TenantId tenant_id, model::UserId user_id) {
  ports::Statement select{kRole, {tenant_id.uuid, user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("member");
  auto role = model::parse_role(rows.text(0, 0));
  if (!role) co_return internal_error("A member has an unknown role.");
  co_return *role;
}

// Whatever must_affect refused has changed since it was read: most likely the last owner is asked
// for, otherwise the caller sees the present state at the next try.
Task<Result<void>> MemberChanges::commit(std::vector<ports::Statement> change,
                                         model::AuditEvent audit) {
  ports::Statement lock{kLock, {to_micros(audit.at), audit.tenant_id.uuid}, true};
  change.insert(change.begin(), std::move(lock));
  auto scope = ports::Scope::tenant(audit.tenant_id);
  auto stored =
      co_await ports::audited_batch(database_, scope, std::move(change), std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) co_return last_owner();
  if (!stored) co_return std::move(stored).error();
  co_return Result<void>{};
}

Task<Result<void>> MemberChanges::set_role(model::Principal principal, model::UserId user_id,
                                           model::Role role) {
  CO_TRY(auto present, co_await role_of(principal.tenant_id, user_id));
  if (present > principal.role || role > principal.role) co_return above_own_role();
  if (present == role) co_return Result<void>{};
  auto audit = event_of(principal, clock_.now(), "member.role_changed", user_id);
  audit.before = JsonObject{{"role", to_string(present)}};
  audit.after = JsonObject{{"role", to_string(role)}};
  std::vector<ports::Statement> change;
  change.push_back(
      {kSetRole, {text_of(role), principal.tenant_id.uuid, user_id.uuid, text_of(present)}, true});
  co_return co_await commit(std::move(change), std::move(audit));
}

Task<Result<void>> MemberChanges::end_membership(model::Principal principal, model::UserId user_id,
                                                 model::Role role, std::string action) {
  auto at = clock_.now();
  auto tenant = principal.tenant_id.uuid;
  auto audit = event_of(principal, at, std::move(action), user_id);
  audit.before = JsonObject{{"role", to_string(role)}};
  std::vector<ports::Statement> change;
  change.push_back({kRemove, {tenant, user_id.uuid, text_of(role)}, true});
  change.push_back({kEndSessions, {to_micros(at), tenant, user_id.uuid}});
  change.push_back({kRevokeKeys, {to_micros(at), tenant, user_id.uuid}});
  co_return co_await commit(std::move(change), std::move(audit));
}

Task<Result<void>> MemberChanges::remove(model::Principal principal, model::UserId user_id) {
  CO_TRY(auto present, co_await role_of(principal.tenant_id, user_id));
  if (present > principal.role) co_return above_own_role();
  co_return co_await end_membership(std::move(principal), user_id, present, "member.removed");
}

Task<Result<void>> MemberChanges::leave(model::Principal principal) {
  auto user_id = principal.user_id;
  CO_TRY(auto present, co_await role_of(principal.tenant_id, user_id));
  co_return co_await end_membership(std::move(principal), user_id, present, "member.left");
}

Task<Result<void>> MemberChanges::transfer(model::Principal principal, model::UserId user_id) {
  CO_TRY(auto present, co_await role_of(principal.tenant_id, user_id));
  if (user_id == principal.user_id) {
    co_return invalid_field("user_id", "self", "Name another member.");
  }
  auto audit = event_of(principal, clock_.now(), "tenant.ownership_transferred", user_id);
  audit.before = JsonObject{{"owner", principal.user_id.str()}};
  audit.after = JsonObject{{"owner", user_id.str()}};
  auto tenant = principal.tenant_id.uuid;
  const auto owner = text_of(model::Role::owner);
  std::vector<ports::Statement> change;
  change.push_back({kPassOn, {owner, tenant, user_id.uuid, text_of(present)}, true});
  change.push_back(
      {kPassOn, {text_of(model::Role::admin), tenant, principal.user_id.uuid, owner}, true});
  co_return co_await commit(std::move(change), std::move(audit));
}

}  // namespace elevaite::identity
