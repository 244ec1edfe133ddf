#include "core/crypto/aead.hpp"

#include <sodium.h>

#include "core/assert.hpp"
#include "core/crypto/random.hpp"

namespace elevaite::crypto {
namespace {
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kAeadKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* data_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
}  // namespace

Bytes seal(ByteView key, ByteView plain, std::string_view associated) {
  ASSERT(key.size() == kAeadKeyBytes);
  initialise();
  Bytes out(kNonceBytes + plain.size() + kTagBytes);
  randombytes_buf(out.data(), kNonceBytes);
  unsigned long long written = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonceBytes, &written, plain.data(),
                                             plain.size(), data_of(associated), associated.size(),
                                             nullptr, out.data(), key.data());
  return out;
}

Result<Bytes> open(ByteView key, ByteView sealed, std::string_view associated) {
  ASSERT(key.size() == kAeadKeyBytes);
  auto failed = [] {
    return Error{
        ErrorCode::internal,
        "A stored secret could not be decrypted: the master key is another one, or the row "
        "was changed.",
        "decryption_failed"};
  };
  if (sealed.size() < kNonceBytes + kTagBytes) return failed();
  Bytes plain(sealed.size() - kNonceBytes - kTagBytes);
  unsigned long long written = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          plain.data(), &written, nullptr, sealed.data() + kNonceBytes, sealed.size() - kNonceBytes,
          data_of(associated), associated.size(), sealed.data(), key.data()) != 0) {
    return failed();
  }
  return plain;
}

}  // namespace elevaite::crypto
