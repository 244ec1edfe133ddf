// Signatures of webhooks as Standard Webhooks 1.0 has them, the symmetric kind: `v1,` and the
// base64 of HMAC-SHA256 over "id.timestamp.body".
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace elevaite::jobs {

inline constexpr std::string_view kSecretPrefix = "whsec_";

// 32 random bytes.
std::string new_webhook_secret();

// The value of webhook-signature: one signature a secret, with spaces between. `timestamp` in
// seconds. internal when a secret is none.
Result<std::string> sign_webhook(std::span<const std::string> secrets, std::string_view id,
                                 std::int64_t timestamp, std::string_view body);

}  // namespace elevaite::jobs
