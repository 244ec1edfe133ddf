// The public key of somebody else's signatures, out of a JWK (RFC 7517). The key says which
// algorithms it verifies; what a token's header says only has to agree.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/es256.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace elevaite::crypto {

class VerificationKey {
 public:
  // RSA of 2048 to 8192 bits (RS256, PS256), EC on P-256 (ES256), OKP Ed25519 (EdDSA). Anything
  // else, a "use" other than "sig" and an "alg" that the key cannot have is refused: symmetric keys
  // among them.
  static Result<VerificationKey> from_jwk(const Json& jwk);

  const std::string& kid() const { return kid_; }  // as the JWK names it; may be empty
  // False also for an algorithm that is not this key's.
  bool verify(std::string_view algorithm, ByteView message, ByteView signature) const;

 private:
  VerificationKey() = default;
  std::optional<Es256PublicKey> es256_;
  std::shared_ptr<evp_pkey_st> key_;  // of the other kinds
  std::string kid_;
  std::vector<std::string> algorithms_;
};

// The keys of a JWKS document that can verify something here; 100 at most.
Result<std::vector<VerificationKey>> verification_keys_of(const Json& jwks);

}  // namespace elevaite::crypto
