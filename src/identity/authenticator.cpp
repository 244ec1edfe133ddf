#include "identity/authenticator.hpp"

#include "core/log.hpp"
#include "identity/access_tokens.hpp"
#include "identity/api_keys.hpp"
#include "identity/signing_keys.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxRememberedTokens = 10000;
constexpr std::size_t kMaxRememberedKeys = 10000;
constexpr std::size_t kMaxApiKeyBytes = 128;
constexpr Duration kLastUsedResolution = 60s;

constexpr std::string_view kSelect =
    "SELECT k.id, k.tenant_id, k.user_id, k.role, k.scopes, k.expires_at, k.last_used_at, m.role "
    "FROM api_keys k JOIN members m ON m.tenant_id = k.tenant_id AND m.user_id = k.user_id "
    "WHERE k.secret_hash = $1 AND k.revoked_at IS NULL";
constexpr std::string_view kTouch =
    "UPDATE api_keys SET last_used_at = $1 WHERE tenant_id = $2 AND id = $3";

Error bad_api_key() {
  return Error{ErrorCode::unauthenticated,
               "The API key is not valid: it is unknown, expired or has been revoked.",
               "api_key_invalid"};
}

model::PermissionSet narrowed(model::Role role, const std::string& scopes_text) {
  auto granted = model::permissions_of(role);
  auto parsed = parse_json(scopes_text);
  if (!parsed || !parsed->is_array() || parsed->as_array().empty()) return granted;
  model::PermissionSet named;
  for (const Json& entry : parsed->as_array()) {
    if (!entry.is_string()) continue;
    if (auto scope = model::parse_permission(view(entry.get_string()))) named.add(*scope);
  }
  return granted & named;
}

}  // namespace

Authenticator::Authenticator(Executor executor, ports::Database& database, net::HttpClient* http,
                             const Clock& clock, AuthenticatorOptions options)
    : database_(database),
      http_(http),
      clock_(clock),
      options_(std::move(options)),
      verifier_({options_.issuer, options_.audience, std::string(kAccessTokenType)}, clock,
                kMaxRememberedTokens),
      known_keys_(kMaxRememberedKeys),
      writes_(executor) {}

Authenticator::~Authenticator() = default;

Task<Result<model::Principal>> Authenticator::authenticate(std::string bearer) {
  if (bearer.starts_with(kApiKeyPrefix)) {
    co_return co_await authenticate_api_key(std::move(bearer));
  }
  co_return co_await authenticate_token(std::move(bearer));
}

Task<Result<std::vector<crypto::Es256PublicKey>>> Authenticator::fetch_keys() {
  if (options_.jwks_url.empty()) {
    co_return co_await load_public_keys(database_, clock_.now());
  }
  net::ClientRequest request;
  request.url = options_.jwks_url;
  request.total_timeout = 10s;
  request.max_response_bytes = 1 << 20;
  CO_TRY(auto response, co_await http_->send(std::move(request)));
  if (response.status != 200) {
    co_return Error{ErrorCode::unavailable,
                    fmt::format("auth.jwks_url answered {}.", response.status), "jwks_unavailable"};
  }
  CO_TRY(auto document, parse_json(response.body));
  co_return public_keys_of(document);
}

Task<Result<void>> Authenticator::refresh_keys() {
  // Set first: requests that arrive meanwhile use what there is.
  keys_read_at_ = clock_.now();
  auto keys = co_await fetch_keys();
  if (!keys) {
    log_warning("could not read the keys that verify access tokens",
                {{"error", keys.error().message}});
    if (has_keys_) co_return Result<void>{};
    co_return Error{ErrorCode::unavailable, "Access tokens cannot be verified at the moment.",
                    "keys_unavailable"};
  }
  verifier_.set_keys(std::move(*keys));
  has_keys_ = true;
  co_return Result<void>{};
}

Task<Result<model::Principal>> Authenticator::authenticate_token(std::string token) {
  auto since_read = clock_.now() - keys_read_at_;
  if (!has_keys_ || since_read >= options_.key_refresh_interval) {
    CO_CHECK(co_await refresh_keys());
  }
  auto claims = verifier_.verify(token);
  if (!claims && claims.error().reason == "key_unknown") {
    if (clock_.now() - keys_read_at_ >= options_.min_key_refresh) {
      CO_CHECK(co_await refresh_keys());
      claims = verifier_.verify(token);
    }
  }
  if (!claims) {
    Error error = std::move(claims).error();
    if (error.reason == "key_unknown") error.reason = "token_invalid";
    co_return error;
  }
  co_return principal_of(**claims);
}

Task<Result<Authenticator::KnownKey>> Authenticator::look_up(crypto::Digest digest) {
  ports::Statement select{kSelect, {ports::Bytes(digest.begin(), digest.end())}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  KnownKey known;
  known.believed_until = clock_.now() + options_.api_key_cache_ttl;
  if (rows.empty()) co_return known;
  auto key_role = model::parse_role(rows.text(0, 3));
  auto member_role = model::parse_role(rows.text(0, 7));
  if (!key_role || !member_role) co_return known;
  model::Principal principal;
  principal.kind = model::Principal::Kind::api_key;
  principal.api_key_id.uuid = rows.uuid(0, 0);
  principal.tenant_id.uuid = rows.uuid(0, 1);
  principal.user_id.uuid = rows.uuid(0, 2);
  // Who lost a role since has lost it for the key too.
  principal.role = std::min(*key_role, *member_role);
  principal.permissions = narrowed(principal.role, rows.text(0, 4));
  known.principal = principal;
  if (!rows.is_null(0, 5)) known.expires_at = from_micros(rows.integer(0, 5));
  if (!rows.is_null(0, 6)) known.last_used_written_at = from_micros(rows.integer(0, 6));
  co_return known;
}

Task<Result<model::Principal>> Authenticator::authenticate_api_key(std::string key) {
  if (key.size() > kMaxApiKeyBytes) co_return bad_api_key();
  auto digest = crypto::sha256(key);
  auto now = clock_.now();
  KnownKey* known = known_keys_.find(digest);
  if (known == nullptr || known->believed_until <= now) {
    CO_TRY(auto fresh, co_await look_up(digest));
    known_keys_.put(digest, fresh);
    known = known_keys_.find(digest);
  }
  if (!known->principal || (known->expires_at && *known->expires_at <= now)) {
    co_return bad_api_key();
  }
  auto principal = *known->principal;
  if (now - known->last_used_written_at >= kLastUsedResolution) {
    known->last_used_written_at = now;
    writes_.spawn(write_last_used(principal.tenant_id, principal.api_key_id, now));
  }
  co_return principal;
}

Task<void> Authenticator::write_last_used(model::TenantId tenant_id, model::ApiKeyId id,
                                          Instant at) {
  ports::Statement update{kTouch, {to_micros(at), tenant_id.uuid, id.uuid}};
  auto written = co_await database_.query(ports::Scope::tenant(tenant_id), std::move(update));
  if (!written) {
    log_warning("could not record the use of an API key", {{"error", written.error().message}});
  }
}

void Authenticator::forget_api_keys() { known_keys_.clear(); }

Task<void> Authenticator::stop() { co_await writes_.join(); }

}  // namespace elevaite::identity
