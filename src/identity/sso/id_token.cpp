#include "identity/sso/id_token.hpp"

#include <algorithm>

#include "core/crypto/jws.hpp"
#include "core/crypto/random.hpp"
#include "core/net/http.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxSubjectBytes = 255;
constexpr std::string_view kTenantBlank = "{tenantid}";

Error bad_id_token(std::string_view why) {
  return Error{ErrorCode::unauthenticated,
               "The provider's answer is not valid: of its ID token, " + std::string(why),
               "provider_token_invalid"};
}

// Whoever can choose `tid` must not be able to write anything else of an issuer with it.
bool is_directory_id(std::string_view text) {
  return text.size() == 36 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
         });
}

Result<void> check_issuer(const JsonObject& claims, const IdTokenRules& rules) {
  auto expected = rules.issuer;
  if (auto blank = expected.find(kTenantBlank); blank != std::string::npos) {
    auto directory = find_string(claims, "tid").value_or("");
    if (!is_directory_id(directory)) return bad_id_token("its claim tid names no directory.");
    expected.replace(blank, kTenantBlank.size(), directory);
  }
  if (find_string(claims, "iss") != expected) return bad_id_token("another issuer made it.");
  return {};
}

Result<void> check_audience(const JsonObject& claims, const IdTokenRules& rules) {
  if (!crypto::is_for_audience(claims, rules.client_id)) {
    return bad_id_token("it is for another client.");
  }
  const auto* audiences = find_array(claims, "aud");
  bool is_for_several = audiences != nullptr && audiences->size() > 1;
  if ((is_for_several || claims.contains("azp")) && find_string(claims, "azp") != rules.client_id) {
    return bad_id_token("it was given to another client.");
  }
  return {};
}

Result<void> check_times(const JsonObject& claims, const IdTokenRules& rules) {
  auto claim = [&](std::string_view name) -> Result<std::optional<Instant>> {
    auto instant = crypto::instant_claim(claims, name);
    if (!instant) return bad_id_token(instant.error().message);
    return instant;
  };
  TRY(auto expires_at, claim("exp"));
  TRY(auto issued_at, claim("iat"));
  TRY(auto not_before, claim("nbf"));
  if (!expires_at || !issued_at) return bad_id_token("it has no exp or no iat.");
  if (*expires_at + rules.clock_skew <= rules.now) return bad_id_token("it has expired.");
  if (*issued_at > rules.now + rules.clock_skew) return bad_id_token("it was made in the future.");
  if (*issued_at + rules.max_age + rules.clock_skew < rules.now)
    return bad_id_token("it is too old.");
  if (not_before && *not_before > rules.now + rules.clock_skew) {
    return bad_id_token("it is not valid yet.");
  }
  return {};
}

Result<void> check_binding(const JsonObject& claims, const std::string& algorithm,
                           const IdTokenRules& rules) {
  auto nonce = find_string(claims, "nonce").value_or("");
  if (rules.nonce.empty() || !crypto::equal_in_constant_time(nonce, rules.nonce)) {
    return bad_id_token("it was made for another sign-in.");
  }
  if (claims.contains("at_hash") &&
      find_string(claims, "at_hash") != crypto::half_hash(algorithm, rules.access_token)) {
    return bad_id_token("it belongs to another access token.");
  }
  auto subject = find_string(claims, "sub").value_or("");
  if (subject.empty() || subject.size() > kMaxSubjectBytes) return bad_id_token("it names nobody.");
  return {};
}

// A token without a key id is verified by the only key that there is.
std::vector<const crypto::VerificationKey*> candidates(
    const std::string& kid, const std::vector<crypto::VerificationKey>& keys) {
  std::vector<const crypto::VerificationKey*> found;
  for (const auto& key : keys) {
    if (kid.empty() ? keys.size() == 1 : key.kid() == kid) found.push_back(&key);
  }
  return found;
}

}  // namespace

Result<JsonObject> check_id_token(std::string_view token,
                                  const std::vector<crypto::VerificationKey>& keys,
                                  const IdTokenRules& rules) {
  auto parsed = crypto::parse_jws(token, kMaxIdTokenBytes);
  if (!parsed) return bad_id_token(parsed.error().message);
  // An access token ("at+jwt") or a logout token says nothing of who is signing in.
  if (!parsed->type.empty() && !net::equals_ignoring_case(parsed->type, "JWT")) {
    return bad_id_token("it is of another type.");
  }
  auto usable = candidates(parsed->kid, keys);
  if (usable.empty()) {
    return Error{ErrorCode::unauthenticated,
                 "The provider's ID token was signed by a key that it does not publish.",
                 "key_unknown"};
  }
  bool is_signed =
      std::any_of(usable.begin(), usable.end(), [&](const crypto::VerificationKey* key) {
        return key->verify(parsed->algorithm, crypto::bytes_of(parsed->signing_input),
                           parsed->signature);
      });
  if (!is_signed) return bad_id_token("its signature is wrong.");
  CHECK(check_issuer(parsed->claims, rules));
  CHECK(check_audience(parsed->claims, rules));
  CHECK(check_times(parsed->claims, rules));
  CHECK(check_binding(parsed->claims, parsed->algorithm, rules));
  return std::move(parsed->claims);
}

}  // namespace elevaite::identity
