// The part of ApiKeys that changes a key which people use.
#include "identity/api_key_rows.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

// The columns that read_api_key() expects.
constexpr std::string_view kFindKey =
    "SELECT id, user_id, name, prefix, role, scopes, created_at, expires_at, last_used_at, "
    "allowed_addresses, rotated_at, previous_prefix, previous_until, previous_used_at "
    "FROM api_keys WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
// Only over the secret that was looked at: of two renewals at once one wins.
constexpr std::string_view kRotateKey =
    "UPDATE api_keys SET previous_prefix = prefix, previous_hash = secret_hash, "
    "previous_until = $1, previous_used_at = NULL, prefix = $2, secret_hash = $3, rotated_at = $4 "
    "WHERE tenant_id = $5 AND id = $6 AND prefix = $7 AND revoked_at IS NULL";
constexpr std::string_view kUpdateKey =
    "UPDATE api_keys SET name = $1, allowed_addresses = $2 "
    "WHERE tenant_id = $3 AND id = $4 AND revoked_at IS NULL";

JsonObject key_state(const ApiKeyView& key) {
  return {{"name", key.name}, {"allowed_addresses", address_list(key.allowed_addresses)}};
}

// Whoever holds the secret acts as whose key it is, with what the key may do.
Result<void> check_may_rotate(const model::Principal& principal, const ApiKeyView& key) {
  if (key.user_id != principal.user_id) {
    return Error{ErrorCode::permission_denied,
                 "Only whose key it is can renew its secret: it acts as them. Revoke it instead.",
                 "not_your_key"};
  }
  // A session has all that the person has, and a key no more than that.
  if (principal.kind == model::Principal::Kind::session || principal.api_key_id == key.id)
    return {};
  model::PermissionSet may;
  for (model::Permission scope : key.scopes) may.add(scope);
  if (key.scopes.empty()) may = permissions_of(key.role);
  if (key.role > principal.role || !principal.permissions.contains(may)) {
    return Error{ErrorCode::permission_denied,
                 "The key may do more than the one that you have sent. Sign in to renew it.",
                 "scope_beyond_own"};
  }
  return {};
}

}  // namespace

Task<Result<ApiKeyView>> ApiKeys::find(model::TenantId tenant_id, model::ApiKeyId id) {
  ports::Statement select{kFindKey, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("API key");
  co_return read_api_key(rows, 0, clock_.now());
}

Task<Result<ApiKeyView>> ApiKeys::find_own(model::Principal principal, model::ApiKeyId id) {
  CO_TRY(auto key, co_await find(principal.tenant_id, id));
  if (key.user_id != principal.user_id &&
      !principal.permissions.has(model::Permission::members_write)) {
    co_return Error{ErrorCode::permission_denied, "This key belongs to somebody else.",
                    "not_your_key"};
  }
  co_return key;
}

Task<Result<CreatedApiKey>> ApiKeys::rotate(model::Principal principal, model::ApiKeyId id,
                                            Duration overlap) {
  if (overlap < Duration{0} || overlap > kMaxOverlap) {
    co_return invalid_field("overlap_seconds", "out_of_range",
                            "The secret before works for 0 to 604800 seconds (7 days) more.");
  }
  CO_TRY(auto key, co_await find(principal.tenant_id, id));
  CO_CHECK(check_may_rotate(principal, key));
  auto now = clock_.now();
  if (key.expires_at && *key.expires_at <= now) {
    co_return Error{ErrorCode::conflict, "This key has expired. Create another one.",
                    "key_expired"};
  }
  auto secret = new_api_key_secret();
  auto until = now + overlap;
  std::vector<ports::Statement> batch;
  batch.push_back({kRotateKey,
                   {to_micros(until), secret.prefix, std::move(secret.digest), to_micros(now),
                    principal.tenant_id.uuid, id.uuid, key.prefix},
                   true});
  auto audit = model::audit_event(principal, now, "api_key.rotated", "api_key", id.str());
  audit.before = JsonObject{{"prefix", key.prefix}};
  audit.after = JsonObject{{"prefix", secret.prefix}, {"previous_until", to_rfc3339(until)}};
  auto rotated = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                               std::move(batch), std::move(audit));
  if (!rotated && rotated.error().reason == ports::kMustAffect) {
    co_return Error{ErrorCode::conflict,
                    "The key was renewed or revoked by another request in the meantime.",
                    "rotated_meanwhile"};
  }
  if (!rotated) co_return std::move(rotated).error();
  CreatedApiKey created;
  CO_TRY(created.view, co_await find(principal.tenant_id, id));
  created.secret = std::move(secret.whole);
  co_return created;
}

Task<Result<ApiKeyView>> ApiKeys::update(model::Principal principal, model::ApiKeyId id,
                                         ApiKeyChange change) {
  CO_TRY(auto key, co_await find_own(principal, id));
  auto before = key_state(key);
  if (change.name) key.name = std::move(*change.name);
  CO_CHECK(check_key_name(key.name));
  if (change.allowed_addresses) {
    CO_TRY(key.allowed_addresses, check_address_list(*change.allowed_addresses));
  }
  auto audit = model::audit_event(principal, clock_.now(), "api_key.updated", "api_key", id.str());
  audit.before = std::move(before);
  audit.after = key_state(key);
  std::vector<ports::Statement> batch;
  batch.push_back(
      {kUpdateKey,
       {key.name, to_text(address_list(key.allowed_addresses)), principal.tenant_id.uuid, id.uuid},
       true});
  auto stored = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                              std::move(batch), std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) co_return not_found("API key");
  if (!stored) co_return std::move(stored).error();
  co_return key;
}

}  // namespace elevaite::identity
