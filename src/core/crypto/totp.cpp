#include "core/crypto/totp.hpp"

#include <openssl/hmac.h>

#include <array>

#include "core/assert.hpp"

namespace elevaite::crypto {

std::int64_t totp_step(Instant instant) {
  auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch();
  return seconds / kTotpPeriod;
}

std::string totp_code(ByteView secret, std::int64_t step, int digits) {
  std::array<std::uint8_t, 8> message{};
  for (std::size_t i = message.size(); i-- > 0; step >>= 8) {
    message[i] = static_cast<std::uint8_t>(step & 0xff);
  }
  std::array<std::uint8_t, 20> mac{};
  unsigned size = 0;
  auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(),
                    message.size(), mac.data(), &size);
  ASSERT(made != nullptr && size == mac.size());
  // RFC 4226, 5.3: four bytes from where the last nibble says, without the sign.
  std::size_t at = mac.back() & 0x0f;
  std::uint32_t number = (std::uint32_t{mac[at]} & 0x7f) << 24 | std::uint32_t{mac[at + 1]} << 16 |
                         std::uint32_t{mac[at + 2]} << 8 | std::uint32_t{mac[at + 3]};
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10) {
    *digit = static_cast<char>('0' + number % 10);
  }
  return code;
}

std::string base32_encode(ByteView bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (std::uint8_t byte : bytes) {
    buffer = (buffer << 8 | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) text += kAlphabet[buffer << (5 - bits) & 31];
  return text;
}

}  // namespace elevaite::crypto
