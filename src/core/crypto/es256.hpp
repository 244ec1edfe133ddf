// ECDSA on P-256 with SHA-256 (RFC 7518 "ES256"), keys as JWK (RFC 7517). Values are cheap to copy
// and may be used from any thread.
#pragma once
#include <memory>
#include <string>

#include "core/crypto/encoding.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

struct evp_pkey_st;

namespace elevaite::crypto {

class Es256PublicKey {
 public:
  // Accepts {"kty":"EC","crv":"P-256","x","y"} whose point is on the curve; other members are
  // ignored, but an "alg" other than ES256 or a "use" other than "sig" is refused.
  static Result<Es256PublicKey> from_jwk(const Json& jwk);

  // {"kty","crv","x","y","kid","alg","use"}, public members only.
  Json to_jwk() const;
  // The RFC 7638 thumbprint (SHA-256, base64url): the key's id follows from the key.
  const std::string& kid() const { return kid_; }
  // `signature` is r ‖ s, 64 bytes; anything else is false.
  bool verify(ByteView message, ByteView signature) const;

 private:
  friend class Es256SigningKey;
  explicit Es256PublicKey(std::shared_ptr<evp_pkey_st> key);
  std::shared_ptr<evp_pkey_st> key_;
  std::string x_;
  std::string y_;
  std::string kid_;
};

class Es256SigningKey {
 public:
  static Es256SigningKey generate();
  // What private_bytes() gave (PKCS #8 DER).
  static Result<Es256SigningKey> from_private_bytes(ByteView bytes);

  Bytes private_bytes() const;
  const Es256PublicKey& public_key() const { return public_key_; }
  const std::string& kid() const { return public_key_.kid(); }
  // r ‖ s, 64 bytes.
  Bytes sign(ByteView message) const;

 private:
  explicit Es256SigningKey(std::shared_ptr<evp_pkey_st> key);
  std::shared_ptr<evp_pkey_st> key_;
  Es256PublicKey public_key_;
};

}  // namespace elevaite::crypto
