#include "identity/mailed_code.hpp"

#include <fmt/format.h>

#include "core/crypto/random.hpp"

namespace elevaite::identity {

std::string random_code() {
  constexpr std::uint32_t kCodes = 1000000;
  // What would favour the low ones is drawn again.
  constexpr std::uint32_t kLimit = UINT32_MAX / kCodes * kCodes;
  while (true) {
    std::uint32_t number = 0;
    for (std::uint8_t byte : crypto::random_bytes(4)) number = number << 8 | byte;
    if (number < kLimit) return fmt::format("{:06}", number % kCodes);
  }
}

}  // namespace elevaite::identity
