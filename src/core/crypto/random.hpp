// Randomness, hashes and comparison. libsodium is initialised on first use; any thread.
#pragma once
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "core/crypto/encoding.hpp"

namespace elevaite::crypto {

using Digest = std::array<std::uint8_t, 32>;

// A digest is already evenly spread.
struct DigestHash {
  std::size_t operator()(const Digest& digest) const {
    std::size_t value = 0;
    std::memcpy(&value, digest.data(), sizeof value);
    return value;
  }
};

// Idempotent; called by every function of this folder that needs it. Aborts when there is no
// randomness.
void initialise();

Bytes random_bytes(std::size_t count);
// `count` random bytes as base64url: 32 gives 43 characters with 256 bits.
std::string random_token(std::size_t count = 32);
// Evenly in [0, 1): what retries are spread by.
double random_fraction();

Digest sha256(ByteView bytes);
inline Digest sha256(std::string_view text) { return sha256(bytes_of(text)); }
Digest hmac_sha256(ByteView key, ByteView message);

// The time it takes depends on the lengths only.
bool equal_in_constant_time(ByteView a, ByteView b);
inline bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return equal_in_constant_time(bytes_of(a), bytes_of(b));
}

// Overwrites, and is not optimised away.
void wipe(Bytes& bytes);
void wipe(std::string& text);

}  // namespace elevaite::crypto
