#include "jobs/notifications/webhook_signature.hpp"

#include "core/crypto/random.hpp"

namespace elevaite::jobs {

std::string new_webhook_secret() {
  auto bytes = crypto::random_bytes(32);
  std::string secret = std::string(kSecretPrefix) + crypto::base64_encode(bytes);
  crypto::wipe(bytes);
  return secret;
}

Result<std::string> sign_webhook(std::span<const std::string> secrets, std::string_view id,
                                 std::int64_t timestamp, std::string_view body) {
  std::string content(id);
  content += '.';
  content += std::to_string(timestamp);
  content += '.';
  content += body;
  std::string value;
  for (std::string_view secret : secrets) {
    if (!secret.starts_with(kSecretPrefix)) return internal_error("A webhook secret is malformed.");
    auto key = crypto::base64_decode(secret.substr(kSecretPrefix.size()));
    if (!key) return internal_error("A webhook secret is malformed.");
    auto signature = crypto::hmac_sha256(*key, crypto::bytes_of(content));
    crypto::wipe(*key);
    if (!value.empty()) value += ' ';
    value += "v1," + crypto::base64_encode(signature);
  }
  return value;
}

}  // namespace elevaite::jobs
