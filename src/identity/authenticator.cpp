#include "identity/authenticator.hpp"

#include <algorithm>

#include "core/log.hpp"
#include "identity/access_tokens.hpp"
#include "identity/api_keys.hpp"
#include "identity/signing_keys.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxRememberedTokens = 10000;
constexpr std::size_t kMaxRememberedKeys = 10000;
constexpr std::size_t kMaxApiKeyBytes = 128;
constexpr Duration kLastUsedResolution = 60s;

// Refusals from one place may be many; the audit log wants to know that there are some.
constexpr Duration kRefusalResolution = 1h;

constexpr std::string_view kSelect =
    "SELECT k.id, k.tenant_id, k.user_id, k.role, k.scopes, k.expires_at, k.last_used_at, m.role, "
    "k.allowed_addresses, k.secret_hash, k.previous_until, k.previous_used_at "
    "FROM api_keys k JOIN members m ON m.tenant_id = k.tenant_id AND m.user_id = k.user_id "
    "WHERE (k.secret_hash = $1 OR k.previous_hash = $2) AND k.revoked_at IS NULL";
constexpr std::string_view kTouch =
    "UPDATE api_keys SET last_used_at = $1 WHERE tenant_id = $2 AND id = $3";
constexpr std::string_view kTouchPrevious =
    "UPDATE api_keys SET last_used_at = $1, previous_used_at = $2 WHERE tenant_id = $3 AND id = $4";

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

// What cannot be read allows nothing: a list must not vanish by being damaged.
void read_allowed(const std::string& text, bool& has_list, std::vector<net::AddressBlock>& blocks) {
  auto parsed = parse_json(text);
  has_list = !parsed || !parsed->is_array() || !parsed->as_array().empty();
  if (!parsed || !parsed->is_array()) return;
  for (const Json& entry : parsed->as_array()) {
    if (!entry.is_string()) continue;
    if (auto block = net::AddressBlock::parse(view(entry.get_string()))) blocks.push_back(*block);
  }
}

}  // namespace

Authenticator::Authenticator(Executor executor, ports::Database& database, net::HttpClient* http,
                             const Clock& clock, Metrics& metrics, AuthenticatorOptions options)
    : database_(database),
      http_(http),
      clock_(clock),
      options_(std::move(options)),
      verifier_({options_.issuer, options_.audience, std::string(kAccessTokenType)}, clock,
                kMaxRememberedTokens),
      known_keys_(kMaxRememberedKeys),
      refusals_(kMaxRememberedKeys),
      refused_addresses_(
          metrics.counter("elevaite_api_key_addresses_refused_total",
                          "Requests with a good API key from an address that it does not allow.")),
      writes_(executor) {}

Authenticator::~Authenticator() = default;

bool Authenticator::KnownKey::may_come_from(std::string_view address) const {
  if (!has_address_list) return true;
  return std::any_of(allowed_addresses.begin(), allowed_addresses.end(),
                     [&](const net::AddressBlock& block) { return block.contains(address); });
}

Task<Result<model::Principal>> Authenticator::authenticate(std::string bearer,
                                                           std::string remote_address) {
  if (bearer.starts_with(kApiKeyPrefix)) {
    co_return co_await authenticate_api_key(std::move(bearer), std::move(remote_address));
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
  ports::Bytes hash(digest.begin(), digest.end());
  ports::Statement select{kSelect, {hash, hash}};
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
  known.expires_at = rows.optional_instant(0, 5);
  known.last_used_written_at = rows.optional_instant(0, 6).value_or(Instant{});
  read_allowed(rows.text(0, 8), known.has_address_list, known.allowed_addresses);
  known.is_previous = rows.bytes(0, 9) != hash;
  if (known.is_previous) {
    auto until = rows.optional_instant(0, 10).value_or(Instant{});
    known.expires_at = std::min(known.expires_at.value_or(until), until);
    known.last_used_written_at = rows.optional_instant(0, 11).value_or(Instant{});
  }
  co_return known;
}

Task<Result<model::Principal>> Authenticator::authenticate_api_key(std::string key,
                                                                   std::string remote_address) {
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
  if (!known->may_come_from(remote_address)) {
    co_return refuse_address(std::move(principal), std::move(remote_address));
  }
  if (now - known->last_used_written_at >= kLastUsedResolution) {
    known->last_used_written_at = now;
    writes_.spawn(
        write_last_used(principal.tenant_id, principal.api_key_id, known->is_previous, now));
  }
  co_return principal;
}

Error Authenticator::refuse_address(model::Principal principal, std::string remote_address) {
  refused_addresses_.add();
  auto now = clock_.now();
  const Instant* written_at = refusals_.find(principal.api_key_id);
  if (written_at == nullptr || now - *written_at >= kRefusalResolution) {
    refusals_.put(principal.api_key_id, now);
    principal.remote_address = remote_address;
    writes_.spawn(write_refusal(std::move(principal)));
  }
  return Error{ErrorCode::permission_denied,
               fmt::format("This API key may not be used from {}. Its list of addresses says from "
                           "where it may.",
                           remote_address.empty() ? "an unknown address" : remote_address),
               "address_refused"};
}

Task<void> Authenticator::write_refusal(model::Principal principal) {
  auto scope = ports::Scope::tenant(principal.tenant_id);
  auto audit = model::audit_event(principal, clock_.now(), "api_key.address_refused", "api_key",
                                  principal.api_key_id.str());
  std::vector<ports::Statement> nothing_else;
  auto written =
      co_await ports::audited_batch(database_, scope, std::move(nothing_else), std::move(audit));
  if (!written) {
    log_warning("could not record a refused address", {{"error", written.error().message}});
  }
}

Task<void> Authenticator::write_last_used(model::TenantId tenant_id, model::ApiKeyId id,
                                          bool is_previous, Instant at) {
  ports::Statement update{kTouch, {to_micros(at), tenant_id.uuid, id.uuid}};
  if (is_previous) {
    update = {kTouchPrevious, {to_micros(at), to_micros(at), tenant_id.uuid, id.uuid}};
  }
  auto written = co_await database_.query(ports::Scope::tenant(tenant_id), std::move(update));
  if (!written) {
    log_warning("could not record the use of an API key", {{"error", written.error().message}});
  }
}

void Authenticator::forget_api_keys() { known_keys_.clear(); }

Task<void> Authenticator::stop() { co_await writes_.join(); }

}  // namespace elevaite::identity
