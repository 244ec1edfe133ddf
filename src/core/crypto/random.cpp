#include "core/crypto/random.hpp"

#include <sodium.h>

#include "core/assert.hpp"

namespace elevaite::crypto {
namespace {

// An empty container's data() may be null, which libsodium declares it is never given.
const unsigned char* start_of(ByteView bytes) {
  static constexpr unsigned char kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

}  // namespace

void initialise() {
  static const int outcome = sodium_init();
  ASSERT(outcome >= 0);
}

Bytes random_bytes(std::size_t count) {
  initialise();
  Bytes bytes(count);
  if (count > 0) randombytes_buf(bytes.data(), count);
  return bytes;
}

std::string random_token(std::size_t count) { return base64url_encode(random_bytes(count)); }

Digest sha256(ByteView bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), start_of(bytes), bytes.size());
  return digest;
}

Digest hmac_sha256(ByteView key, ByteView message) {
  // The incremental form takes a key of any length; the one-shot form only 32 bytes.
  Digest digest;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, start_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, start_of(message), message.size());
  crypto_auth_hmacsha256_final(&state, digest.data());
  return digest;
}

double random_fraction() {
  std::uint32_t bits = 0;
  for (auto byte : random_bytes(4)) bits = bits << 8 | byte;
  return static_cast<double>(bits) / 4294967296.0;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(start_of(a), start_of(b), a.size()) == 0;
}

void wipe(Bytes& bytes) {
  if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}
void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

}  // namespace elevaite::crypto
