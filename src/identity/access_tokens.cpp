#include "identity/access_tokens.hpp"

namespace elevaite::identity {
namespace {

std::int64_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

template <class IdType>
std::optional<IdType> id_claim(const JsonObject& claims, std::string_view name) {
  const Json* value = claims.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  auto id = IdType::parse(view(value->get_string()));
  if (!id) return std::nullopt;
  return *id;
}

}  // namespace

std::string make_access_token(const crypto::Es256SigningKey& key, const model::Principal& principal,
                              const TokenOptions& options, Instant now) {
  JsonObject claims;
  claims["iss"] = options.issuer;
  claims["aud"] = options.audience;
  claims["sub"] = principal.user_id.str();
  claims["tid"] = principal.tenant_id.str();
  claims["sid"] = principal.session_id.str();
  claims["role"] = to_string(principal.role);
  claims["iat"] = seconds_of(now);
  claims["exp"] = seconds_of(now + options.access_ttl);
  claims["jti"] = Uuid::generate().base32();
  return crypto::sign_token(key, kAccessTokenType, claims);
}

Result<model::Principal> principal_of(const JsonObject& claims) {
  auto user_id = id_claim<model::UserId>(claims, "sub");
  auto tenant_id = id_claim<model::TenantId>(claims, "tid");
  auto session_id = id_claim<model::SessionId>(claims, "sid");
  const Json* role_claim = claims.if_contains("role");
  std::optional<model::Role> role;
  if (role_claim != nullptr && role_claim->is_string()) {
    role = model::parse_role(view(role_claim->get_string()));
  }
  if (!user_id || !tenant_id || !session_id || !role) {
    return Error{ErrorCode::unauthenticated,
                 "The access token is not valid: it does not say who it is for.", "token_invalid"};
  }
  model::Principal principal;
  principal.kind = model::Principal::Kind::session;
  principal.tenant_id = *tenant_id;
  principal.user_id = *user_id;
  principal.session_id = *session_id;
  principal.role = *role;
  principal.permissions = model::permissions_of(*role);
  return principal;
}

}  // namespace elevaite::identity
