// Authenticated encryption: XChaCha20-Poly1305 (24-byte random nonces, so one key serves any number
// of messages). A sealed value is nonce ‖ ciphertext ‖ tag.
#pragma once
#include "core/crypto/encoding.hpp"
#include "core/result.hpp"

namespace elevaite::crypto {

constexpr std::size_t kAeadKeyBytes = 32;

// `associated` is bound but not stored: open() needs the very same. The key has kAeadKeyBytes
// (asserted).
Bytes seal(ByteView key, ByteView plain, std::string_view associated);
// Any wrong key, changed byte or other associated data is the same error, `internal` with reason
// "decryption_failed".
Result<Bytes> open(ByteView key, ByteView sealed, std::string_view associated);

}  // namespace elevaite::crypto
