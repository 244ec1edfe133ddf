// Time-based one-time passwords (RFC 6238) as every authenticator app knows them: HMAC-SHA-1, six
// digits, a new one every 30 seconds.
#pragma once
#include <string>

#include "core/crypto/encoding.hpp"
#include "core/time.hpp"

namespace elevaite::crypto {

constexpr std::size_t kTotpSecretBytes = 20;
constexpr std::chrono::seconds kTotpPeriod{30};

std::int64_t totp_step(Instant instant);
// The code of a step; `digits` is 6 but for the vectors of the RFC.
std::string totp_code(ByteView secret, std::int64_t step, int digits = 6);
// RFC 4648, section 6, without padding: how apps take a secret that is typed in.
std::string base32_encode(ByteView bytes);

}  // namespace elevaite::crypto
