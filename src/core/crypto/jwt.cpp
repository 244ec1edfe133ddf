#include "core/crypto/jwt.hpp"

#include "core/crypto/jws.hpp"

namespace elevaite::crypto {
namespace {

Error bad_token(std::string_view why) {
  return Error{ErrorCode::unauthenticated, "The access token is not valid: " + std::string(why),
               "token_invalid"};
}

Result<void> check_header(const ParsedJws& token) {
  if (token.algorithm != "ES256") return bad_token("its algorithm is not ES256.");
  if (token.header.contains("x5t")) return bad_token("its header has x5t.");
  if (token.kid.empty() || token.kid.size() > 128) return bad_token("its header names no key.");
  if (!find_string(token.header, "typ")) return bad_token("its header names no type.");
  return {};
}

// Media types compare without regard to case, and "application/" may be left out (RFC 7515 §4.1.9).
bool is_type(std::string_view given, std::string_view expected) {
  constexpr std::string_view prefix = "application/";
  auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  auto equals = [&](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
  };
  if (given.size() > prefix.size() && equals(given.substr(0, prefix.size()), prefix)) {
    given.remove_prefix(prefix.size());
  }
  return equals(given, expected);
}

Result<std::optional<Instant>> time_claim(const JsonObject& claims, std::string_view name) {
  auto claim = instant_claim(claims, name);
  if (!claim) return bad_token(claim.error().message);
  return claim;
}

}  // namespace

Result<ParsedToken> parse_token(std::string_view token) {
  auto taken = parse_jws(token, kMaxTokenBytes);
  if (!taken) return bad_token(taken.error().message);
  CHECK(check_header(*taken));
  if (taken->signature.size() != 64) return bad_token("its signature is not 64 bytes.");
  ParsedToken parsed;
  parsed.kid = std::move(taken->kid);
  parsed.type = std::move(taken->type);
  parsed.claims = std::move(taken->claims);
  parsed.signing_input = taken->signing_input;
  parsed.signature = std::move(taken->signature);
  return parsed;
}

std::string sign_token(const Es256SigningKey& key, std::string_view type,
                       const JsonObject& claims) {
  JsonObject header{{"alg", "ES256"}, {"kid", key.kid()}, {"typ", type}};
  std::string token = base64url_encode(to_text(header)) + "." + base64url_encode(to_text(claims));
  auto signature = key.sign(bytes_of(token));
  return token + "." + base64url_encode(signature);
}

TokenVerifier::TokenVerifier(TokenRules rules, const Clock& clock, std::size_t max_remembered)
    : rules_(std::move(rules)), clock_(clock), remembered_(max_remembered) {}

void TokenVerifier::set_keys(std::vector<Es256PublicKey> keys) {
  std::unordered_map<std::string, Es256PublicKey> next;
  for (Es256PublicKey& key : keys) next.emplace(key.kid(), key);
  bool lost_one = std::any_of(keys_.begin(), keys_.end(),
                              [&](const auto& entry) { return !next.contains(entry.first); });
  keys_ = std::move(next);
  if (lost_one) remembered_.clear();
}

bool TokenVerifier::knows_key(std::string_view kid) const {
  return keys_.contains(std::string(kid));
}

Result<Instant> TokenVerifier::check_claims(const JsonObject& claims) const {
  auto now = clock_.now();
  const Json* issuer = claims.if_contains("iss");
  if (issuer == nullptr || !issuer->is_string() || view(issuer->get_string()) != rules_.issuer) {
    return bad_token("another issuer made it.");
  }
  if (!is_for_audience(claims, rules_.audience)) return bad_token("it is for another audience.");
  TRY(auto expires_at, time_claim(claims, "exp"));
  TRY(auto issued_at, time_claim(claims, "iat"));
  TRY(auto not_before, time_claim(claims, "nbf"));
  if (!expires_at || !issued_at) return bad_token("it has no exp or no iat.");
  if (*expires_at <= now) {
    return Error{ErrorCode::unauthenticated, "The access token has expired. Refresh it.",
                 "token_expired"};
  }
  if (*issued_at > now + rules_.clock_skew) return bad_token("it was made in the future.");
  if (not_before && *not_before > now + rules_.clock_skew) return bad_token("it is not valid yet.");
  return *expires_at;
}

Result<std::shared_ptr<const JsonObject>> TokenVerifier::verify(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return bad_token("it is too long.");
  auto digest = sha256(token);
  if (Entry* entry = remembered_.find(digest)) {
    if (entry->expires_at > clock_.now()) return entry->claims;
    remembered_.erase(digest);
  }
  TRY(auto parsed, parse_token(token));
  if (!is_type(parsed.type, rules_.type)) return bad_token("it is of another type.");
  auto key = keys_.find(parsed.kid);
  if (key == keys_.end()) {
    return Error{ErrorCode::unauthenticated,
                 "The access token is not valid: it was signed by an unknown key.", "key_unknown"};
  }
  if (!key->second.verify(bytes_of(parsed.signing_input), parsed.signature)) {
    return bad_token("its signature is wrong.");
  }
  TRY(auto expires_at, check_claims(parsed.claims));
  auto claims = std::make_shared<const JsonObject>(std::move(parsed.claims));
  remembered_.put(digest, Entry{expires_at, claims});
  return claims;
}

}  // namespace elevaite::crypto
