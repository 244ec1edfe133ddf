// Tokens from strangers: parsing never crashes, and nothing is accepted that our key did not sign.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/crypto/jwt.hpp"

using elevaite::crypto::Es256SigningKey;
using elevaite::crypto::TokenVerifier;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Es256SigningKey key = Es256SigningKey::generate();
  static TokenVerifier verifier = [] {
    TokenVerifier made({"issuer", "audience"}, elevaite::system_clock(), 0);
    made.set_keys({key.public_key()});
    return made;
  }();
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parsed = elevaite::crypto::parse_token(text);
  if (parsed && (parsed->signature.size() != 64 || parsed->signing_input.size() >= size))
    std::abort();
  if (verifier.verify(text)) std::abort();
  return 0;
}
