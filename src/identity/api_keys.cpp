#include "identity/api_keys.hpp"

#include <algorithm>

#include "core/json.hpp"
#include "identity/api_key_rows.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::int64_t kMaxApiKeys = 1000;  // living ones of a tenant

constexpr std::string_view kInsert =
    "INSERT INTO api_keys (id, tenant_id, user_id, name, prefix, secret_hash, role, scopes, "
    "created_at, expires_at, allowed_addresses) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view kCount =
    "SELECT count(*) FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL";
// The columns that read_api_key() expects.
constexpr std::string_view kList =
    "SELECT id, user_id, name, prefix, role, scopes, created_at, expires_at, last_used_at, "
    "allowed_addresses, rotated_at, previous_prefix, previous_until, previous_used_at "
    "FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL AND id < $2 "
    "ORDER BY id DESC LIMIT $3";
constexpr std::string_view kRevoke =
    "UPDATE api_keys SET revoked_at = $1 WHERE tenant_id = $2 AND id = $3 AND revoked_at IS NULL";

Uuid last_uuid() {
  Uuid uuid;
  uuid.bytes.fill(0xff);
  return uuid;
}

Result<std::vector<model::Permission>> check_scopes(const model::Principal& creator,
                                                    const NewApiKey& request) {
  std::vector<model::Permission> scopes;
  for (std::size_t i = 0; i < request.scopes.size(); ++i) {
    auto field = fmt::format("scopes[{}]", i);
    auto scope = model::parse_permission(request.scopes[i]);
    if (!scope) return invalid_field(field, "unknown", "There is no such scope.");
    if (!creator.permissions.has(*scope) || !permissions_of(request.role).has(*scope)) {
      return Error{ErrorCode::permission_denied,
                   fmt::format("{}: {} is beyond your own permissions or the key's role.", field,
                               request.scopes[i]),
                   "scope_beyond_own"};
    }
    if (std::find(scopes.begin(), scopes.end(), *scope) == scopes.end()) scopes.push_back(*scope);
  }
  // Without scopes the key would hold its whole role, which a narrowed creator does not.
  if (scopes.empty() && !creator.permissions.contains(permissions_of(request.role))) {
    return Error{ErrorCode::permission_denied,
                 "A key with narrowed scopes can only make keys whose scopes are named.",
                 "scope_beyond_own"};
  }
  return scopes;
}

}  // namespace

Task<Result<CreatedApiKey>> ApiKeys::create(model::Principal creator, NewApiKey request) {
  auto now = clock_.now();
  CO_CHECK(check_key_name(request.name));
  if (request.expires_at && *request.expires_at <= now) {
    co_return invalid_field("expires_at", "past", "This moment has passed already.");
  }
  if (request.role > creator.role) {
    co_return Error{ErrorCode::permission_denied, "A key cannot have a higher role than your own.",
                    "role_beyond_own"};
  }
  CO_TRY(auto scopes, check_scopes(creator, request));
  CO_TRY(auto blocks, check_address_list(request.allowed_addresses));
  CO_TRY(blocks, co_await inherit_addresses(creator, std::move(blocks)));
  auto scope = ports::Scope::tenant(creator.tenant_id);
  ports::Statement count{kCount, {creator.tenant_id.uuid}};
  CO_TRY(auto counted, co_await database_.query(scope, std::move(count)));
  if (counted.integer(0, 0) >= kMaxApiKeys) {
    co_return Error{ErrorCode::limit_exceeded,
                    fmt::format("A tenant has at most {} API keys. Revoke some.", kMaxApiKeys),
                    "too_many_api_keys"};
  }
  auto secret = new_api_key_secret();
  CreatedApiKey created;
  created.secret = std::move(secret.whole);
  ApiKeyView& key = created.view;
  key.id = model::ApiKeyId::generate();
  key.user_id = creator.user_id;
  key.name = request.name;
  key.prefix = secret.prefix;
  key.role = request.role;
  key.scopes = scopes;
  key.created_at = now;
  key.expires_at = request.expires_at;
  key.allowed_addresses = blocks;
  ports::SqlValue expires_at;
  if (request.expires_at) expires_at = to_micros(*request.expires_at);
  ports::Statement insert{
      kInsert,
      {key.id.uuid, creator.tenant_id.uuid, creator.user_id.uuid, request.name, key.prefix,
       std::move(secret.digest), std::string(to_string(request.role)), to_text(scope_names(scopes)),
       to_micros(now), expires_at, to_text(address_list(blocks))}};
  auto audit = model::audit_event(creator, now, "api_key.created", "api_key", key.id.str());
  audit.after = JsonObject{{"name", request.name},
                           {"prefix", key.prefix},
                           {"role", to_string(request.role)},
                           {"scopes", scope_names(scopes)},
                           {"allowed_addresses", address_list(blocks)}};
  std::vector<ports::Statement> batch{std::move(insert)};
  CO_CHECK(co_await ports::audited_batch(database_, scope, std::move(batch), std::move(audit)));
  co_return created;
}

// A key that may be used from some places must not make one that may be used from others.
Task<Result<std::vector<std::string>>> ApiKeys::inherit_addresses(model::Principal creator,
                                                                  std::vector<std::string> wanted) {
  if (creator.kind != model::Principal::Kind::api_key) co_return wanted;
  CO_TRY(auto own, co_await find(creator.tenant_id, creator.api_key_id));
  if (own.allowed_addresses.empty()) co_return wanted;
  if (wanted.empty() || wanted == own.allowed_addresses) co_return own.allowed_addresses;
  co_return Error{ErrorCode::permission_denied,
                  "A key that is bound to addresses makes keys for the same addresses only.",
                  "addresses_beyond_own"};
}

Task<Result<ApiKeys::Page>> ApiKeys::list(model::TenantId tenant_id,
                                          std::optional<model::ApiKeyId> before,
                                          std::int64_t limit) {
  auto start = before ? before->uuid : last_uuid();
  ports::Statement select{kList, {tenant_id.uuid, start, limit + 1}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  Page page;
  page.has_more = rows.size() > static_cast<std::size_t>(limit);
  auto count = page.has_more ? rows.size() - 1 : rows.size();
  for (std::size_t i = 0; i < count; ++i) {
    page.keys.push_back(read_api_key(rows, i, clock_.now()));
  }
  co_return page;
}

Task<Result<void>> ApiKeys::revoke(model::Principal principal, model::ApiKeyId id) {
  auto scope = ports::Scope::tenant(principal.tenant_id);
  CO_CHECK(co_await find_own(principal, id));
  auto now = clock_.now();
  auto audit = model::audit_event(principal, now, "api_key.revoked", "api_key", id.str());
  std::vector<ports::Statement> batch;
  batch.push_back({kRevoke, {to_micros(now), principal.tenant_id.uuid, id.uuid}, true});
  auto revoked =
      co_await ports::audited_batch(database_, scope, std::move(batch), std::move(audit));
  if (!revoked && revoked.error().reason == ports::kMustAffect) co_return not_found("API key");
  if (!revoked) co_return std::move(revoked).error();
  co_return Result<void>{};
}

}  // namespace elevaite::identity
