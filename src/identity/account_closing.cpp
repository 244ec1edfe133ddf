#include "identity/account_closing.hpp"

#include <algorithm>
#include <array>

#include "core/log.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kEmailOf = "SELECT email FROM users WHERE id = $1";
// Where nobody else could take it over.
constexpr std::string_view kOwnedAlone =
    "SELECT t.name FROM members m JOIN tenants t ON t.id = m.tenant_id "
    "WHERE m.user_id = $1 AND m.role = 'owner' AND t.ends_at IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM members o WHERE o.tenant_id = m.tenant_id AND o.role = 'owner' "
    "AND o.user_id <> m.user_id) ORDER BY t.name LIMIT 20";
// First in every batch: two changes of one tenant's members wait for each other here.
constexpr std::string_view kLockTenant = "UPDATE tenants SET updated_at = $1 WHERE id = $2";
// Never the last owner of a tenant that goes on.
constexpr std::string_view kLeaveTenant =
    "DELETE FROM members WHERE tenant_id = $1 AND user_id = $2 AND (role <> 'owner' "
    "OR (SELECT count(*) FROM members o WHERE o.tenant_id = $1 AND o.role = 'owner') > 1 "
    "OR (SELECT ends_at FROM tenants t WHERE t.id = $1) IS NOT NULL)";
constexpr std::string_view kEndWithNobody =
    "UPDATE tenants SET ends_at = $1 WHERE id = $2 AND ends_at > $1 "
    "AND NOT EXISTS (SELECT 1 FROM members m WHERE m.tenant_id = $2)";
constexpr std::array<std::string_view, 6> kForgetInTenant = {
    "DELETE FROM sessions WHERE tenant_id = $1 AND user_id = $2",
    "DELETE FROM api_keys WHERE tenant_id = $1 AND user_id = $2",
    "DELETE FROM sign_in_challenges WHERE tenant_id = $1 AND user_id = $2",
    "DELETE FROM notifications WHERE tenant_id = $1 AND user_id = $2",
    "DELETE FROM notification_inboxes WHERE tenant_id = $1 AND user_id = $2",
    "DELETE FROM notification_preferences WHERE tenant_id = $1 AND user_id = $2"};
// Also of tenants that the person had left before.
constexpr std::array<std::string_view, 11> kForgetPerson = {
    "DELETE FROM sessions WHERE user_id = $1",
    "DELETE FROM api_keys WHERE user_id = $1",
    "DELETE FROM sign_in_challenges WHERE user_id = $1",
    "DELETE FROM notifications WHERE user_id = $1",
    "DELETE FROM notification_inboxes WHERE user_id = $1",
    "DELETE FROM notification_preferences WHERE user_id = $1",
    "DELETE FROM user_tokens WHERE user_id = $1",
    "DELETE FROM identities WHERE user_id = $1",
    "DELETE FROM sign_in_flows WHERE links_to = $1",
    "DELETE FROM second_factors WHERE user_id = $1",
    "DELETE FROM recovery_codes WHERE user_id = $1"};
constexpr std::string_view kForgetSignUps = "DELETE FROM pending_sign_ups WHERE email = $1";
// Without an '@' nobody can sign up or in with it. Only when the person is a member nowhere.
constexpr std::string_view kForgetUser =
    "UPDATE users SET email = $1, name = '', password_hash = '', password_changed_at = 0, "
    "failed_sign_ins = 0, locked_until = 0, email_verified_at = NULL, updated_at = $2 "
    "WHERE id = $3 AND email = $4 AND NOT EXISTS (SELECT 1 FROM members m WHERE m.user_id = $3)";

Error sole_owner(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return Error{ErrorCode::conflict,
               fmt::format("You are the only owner of: {}. Make somebody else the owner, or let it "
                           "end, first.",
                           list),
               "sole_owner"};
}

}  // namespace

Task<Result<void>> AccountClosing::check_owned(model::UserId user_id) {
  ports::Statement select{kOwnedAlone, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) names.push_back(rows.text(i, 0));
  if (!names.empty()) co_return sole_owner(names);
  co_return Result<void>{};
}

Task<Result<void>> AccountClosing::close(model::Principal principal, std::string typed_email) {
  ports::Statement select{kEmailOf, {principal.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  std::string email = rows.text(0, 0);
  auto typed = normalise_email(typed_email);
  if (!typed || *typed != email) {
    co_return invalid_field("email", "mismatch", "Type the address of your account.");
  }
  CO_CHECK(co_await check_owned(principal.user_id));
  CO_TRY(auto memberships, co_await accounts_.memberships(principal.user_id));
  if (memberships.empty()) co_return not_found("user");
  // The tenant of the session is the last one: until then the person can begin again.
  auto is_elsewhere = [&](const Membership& membership) {
    return membership.tenant_id != principal.tenant_id;
  };
  std::partition(memberships.begin(), memberships.end(), is_elsewhere);
  for (const Membership& membership : memberships) {
    auto here = principal;
    here.tenant_id = membership.tenant_id;
    bool is_last = &membership == &memberships.back();
    CO_CHECK(co_await leave(std::move(here), email, is_last));
  }
  log_info("an account was deleted", {{"user_id", principal.user_id.str()}});
  co_return Result<void>{};
}

// One tenant a transaction, because each has a chain of events of its own.
Task<Result<void>> AccountClosing::leave(model::Principal principal, std::string email,
                                         bool is_last) {
  auto at = clock_.now();
  auto now = to_micros(at);
  auto tenant = principal.tenant_id.uuid;
  auto user = principal.user_id.uuid;
  std::vector<ports::Statement> batch;
  batch.push_back({kLockTenant, {now, tenant}, true});
  batch.push_back({kLeaveTenant, {tenant, user}, true});
  batch.push_back({kEndWithNobody, {now, tenant}});
  for (std::string_view statement : kForgetInTenant) batch.push_back({statement, {tenant, user}});
  if (is_last) {
    batch.push_back({kForgetSignUps, {email}});
    for (std::string_view statement : kForgetPerson) batch.push_back({statement, {user}});
    batch.push_back({kForgetUser, {"deleted:" + principal.user_id.str(), now, user, email}, true});
  }
  auto audit =
      model::audit_event(principal, at, "account.deleted", "user", principal.user_id.str());
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) {
    co_return Error{ErrorCode::conflict,
                    "Your memberships or your address have changed in the meantime. Begin again.",
                    "account_changed"};
  }
  if (!stored) co_return std::move(stored).error();
  co_return Result<void>{};
}

}  // namespace elevaite::identity
