#include "identity/api_keys.hpp"

#include "core/crypto/random.hpp"
#include "core/json.hpp"
#include "core/utf8.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::int64_t kMaxApiKeys = 1000;  // living ones of a tenant
constexpr std::size_t kMaxKeyNameBytes = 200;

constexpr std::string_view kInsert =
    "INSERT INTO api_keys (id, tenant_id, user_id, name, prefix, secret_hash, role, scopes, "
    "created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr std::string_view kCount =
    "SELECT count(*) FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL";
constexpr std::string_view kList =
    "SELECT id, user_id, name, prefix, role, scopes, created_at, expires_at, last_used_at "
    "FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL AND id < $2 "
    "ORDER BY id DESC LIMIT $3";
constexpr std::string_view kOwner =
    "SELECT user_id FROM api_keys WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
constexpr std::string_view kRevoke =
    "UPDATE api_keys SET revoked_at = $1 WHERE tenant_id = $2 AND id = $3 AND revoked_at IS NULL";

Uuid last_uuid() {
  Uuid uuid;
  uuid.bytes.fill(0xff);
  return uuid;
}

std::vector<model::Permission> read_scopes(const std::string& text) {
  std::vector<model::Permission> scopes;
  auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return scopes;
  for (const Json& entry : parsed->as_array()) {
    if (!entry.is_string()) continue;
    if (auto scope = model::parse_permission(view(entry.get_string()))) scopes.push_back(*scope);
  }
  return scopes;
}

JsonArray scope_names(const std::vector<model::Permission>& scopes) {
  JsonArray list;
  for (model::Permission scope : scopes) list.push_back(Json(to_string(scope)));
  return list;
}

std::string write_scopes(const std::vector<model::Permission>& scopes) {
  return to_text(scope_names(scopes));
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
  if (request.name.empty() || request.name.size() > kMaxKeyNameBytes || !is_utf8(request.name)) {
    co_return invalid_field("name", "invalid", "Name the key with 1 to 200 bytes of text.");
  }
  if (request.expires_at && *request.expires_at <= now) {
    co_return invalid_field("expires_at", "past", "This moment has passed already.");
  }
  if (request.role > creator.role) {
    co_return Error{ErrorCode::permission_denied, "A key cannot have a higher role than your own.",
                    "role_beyond_own"};
  }
  CO_TRY(auto scopes, check_scopes(creator, request));
  auto scope = ports::Scope::tenant(creator.tenant_id);
  ports::Statement count{kCount, {creator.tenant_id.uuid}};
  CO_TRY(auto counted, co_await database_.query(scope, std::move(count)));
  if (counted.integer(0, 0) >= kMaxApiKeys) {
    co_return Error{ErrorCode::limit_exceeded,
                    fmt::format("A tenant has at most {} API keys. Revoke some.", kMaxApiKeys),
                    "too_many_api_keys"};
  }
  CreatedApiKey created;
  std::string prefix(kApiKeyPrefix);
  prefix += crypto::hex_encode(crypto::random_bytes(6));
  created.secret = prefix + "_" + crypto::random_token(32);
  created.view = {
      model::ApiKeyId::generate(), creator.user_id, request.name, prefix, request.role, scopes, now,
      request.expires_at,          std::nullopt};
  auto digest = crypto::sha256(created.secret);
  ports::SqlValue expires_at;
  if (request.expires_at) expires_at = to_micros(*request.expires_at);
  ports::Statement insert{
      kInsert,
      {created.view.id.uuid, creator.tenant_id.uuid, creator.user_id.uuid, request.name, prefix,
       ports::Bytes(digest.begin(), digest.end()), std::string(to_string(request.role)),
       write_scopes(scopes), to_micros(now), expires_at}};
  auto audit =
      model::audit_event(creator, now, "api_key.created", "api_key", created.view.id.str());
  audit.after = JsonObject{{"name", request.name},
                           {"prefix", prefix},
                           {"role", to_string(request.role)},
                           {"scopes", scope_names(scopes)}};
  std::vector<ports::Statement> batch{std::move(insert)};
  CO_CHECK(co_await ports::audited_batch(database_, scope, std::move(batch), std::move(audit)));
  co_return created;
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
    page.keys.push_back({{rows.uuid(i, 0)},
                         {rows.uuid(i, 1)},
                         rows.text(i, 2),
                         rows.text(i, 3),
                         model::parse_role(rows.text(i, 4)).value_or(model::Role::viewer),
                         read_scopes(rows.text(i, 5)),
                         from_micros(rows.integer(i, 6)),
                         rows.optional_instant(i, 7),
                         rows.optional_instant(i, 8)});
  }
  co_return page;
}

Task<Result<void>> ApiKeys::revoke(model::Principal principal, model::ApiKeyId id) {
  auto scope = ports::Scope::tenant(principal.tenant_id);
  ports::Statement select{kOwner, {principal.tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(scope, std::move(select)));
  if (rows.empty()) co_return not_found("API key");
  if (rows.uuid(0, 0) != principal.user_id.uuid &&
      !principal.permissions.has(model::Permission::members_write)) {
    co_return Error{ErrorCode::permission_denied, "This key belongs to somebody else.",
                    "not_your_key"};
  }
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
