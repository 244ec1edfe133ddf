// The checks of an ID token (OpenID Connect Core 1.0, 3.1.3.7), pure: no clock, no network.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/verification_key.hpp"
#include "core/json.hpp"
#include "core/time.hpp"

namespace elevaite::identity {

constexpr std::size_t kMaxIdTokenBytes = 16 << 10;

struct IdTokenRules {
  // May hold "{tenantid}", as Microsoft's does for all directories: the token's own `tid` then.
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::string access_token{};  // for at_hash
  Instant now;
  Duration clock_skew = std::chrono::seconds(60);
  // The token was made for this very sign-in.
  Duration max_age = std::chrono::minutes(10);
};

// The claims. Errors: unauthenticated with reason "provider_token_invalid", or "key_unknown" (the
// caller may fetch newer keys and try again).
Result<JsonObject> check_id_token(std::string_view token,
                                  const std::vector<crypto::VerificationKey>& keys,
                                  const IdTokenRules& rules);

}  // namespace elevaite::identity
