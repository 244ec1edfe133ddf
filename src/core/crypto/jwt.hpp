// JSON Web Tokens, as narrow as RFC 8725 advises: compact JWS, ES256 only, an expected type, issuer
// and audience, strict parsing before any cryptography.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/crypto/es256.hpp"
#include "core/crypto/random.hpp"
#include "core/json.hpp"
#include "core/lru_cache.hpp"
#include "core/time.hpp"

namespace elevaite::crypto {

constexpr std::size_t kMaxTokenBytes = 8192;

// header.payload.signature, decoded and syntactically sound; nothing is verified yet.
struct ParsedToken {
  std::string kid;
  std::string type;
  JsonObject claims;
  std::string_view signing_input;  // into the text given
  Bytes signature;                 // 64 bytes
};

// Refuses: more than kMaxTokenBytes, other than three parts, loose base64url, duplicate members, an
// alg other than ES256, crit, b64, zip, and any key or key address in the header (jwk, jku, x5u,
// x5c). Error: unauthenticated, reason "token_invalid".
Result<ParsedToken> parse_token(std::string_view token);

// The header is {"alg":"ES256","kid","typ"}.
std::string sign_token(const Es256SigningKey& key, std::string_view type, const JsonObject& claims);

struct TokenRules {
  std::string issuer;
  std::string audience;
  std::string type = "at+jwt";
  // How far iat and nbf may lie in the future. An expired token has no grace.
  Duration clock_skew = 60s;
};

// Verifies tokens by a set of keys and remembers those it has verified (bounded, least recently
// used go first, never beyond their exp). Loop thread only.
class TokenVerifier {
 public:
  TokenVerifier(TokenRules rules, const Clock& clock, std::size_t max_remembered = 10000);

  // Tokens signed by a key that is no longer in the set are forgotten.
  void set_keys(std::vector<Es256PublicKey> keys);
  bool knows_key(std::string_view kid) const;

  // The claims. Errors: unauthenticated with reason "token_invalid", "token_expired", or
  // "key_unknown" (the caller may fetch newer keys and try again).
  Result<std::shared_ptr<const JsonObject>> verify(std::string_view token);
  std::size_t remembered() const { return remembered_.size(); }

 private:
  struct Entry {
    Instant expires_at;
    std::shared_ptr<const JsonObject> claims;
  };

  Result<Instant> check_claims(const JsonObject& claims) const;

  TokenRules rules_;
  const Clock& clock_;
  std::unordered_map<std::string, Es256PublicKey> keys_;
  LruCache<Digest, Entry, DigestHash> remembered_;
};

}  // namespace elevaite::crypto
