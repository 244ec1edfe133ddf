#include "core/crypto/es256.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

#include "core/assert.hpp"
#include "core/crypto/openssl.hpp"
#include "core/crypto/random.hpp"

namespace elevaite::crypto {
namespace {

constexpr std::size_t kHalf = 32;  // bytes of a coordinate, of r and of s

std::shared_ptr<EVP_PKEY> own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  std::size_t length = 0;
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
         EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
         std::string_view(group, length) == "prime256v1";
}

std::string coordinate(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  int found = EVP_PKEY_get_bn_param(key, name, &number);
  ASSERT(found == 1);
  Bytes bytes(kHalf);
  BN_bn2binpad(number, bytes.data(), static_cast<int>(kHalf));
  BN_free(number);
  return base64url_encode(bytes);
}

std::shared_ptr<EVP_PKEY> import_point(ByteView point) {
  ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  auto owned = own(key);
  KeyContext check(EVP_PKEY_CTX_new(key, nullptr));
  return EVP_PKEY_public_check(check.get()) == 1 ? owned : nullptr;
}

Error bad_jwk(std::string_view what) {
  return invalid_argument("The JWK is not a P-256 public key for ES256: " + std::string(what));
}

}  // namespace

Es256PublicKey::Es256PublicKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {
  x_ = coordinate(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X);
  y_ = coordinate(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y);
  // RFC 7638: the required members in lexical order, without white space.
  auto canonical = fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})", x_, y_);
  kid_ = base64url_encode(sha256(canonical));
}

Result<Es256PublicKey> Es256PublicKey::from_jwk(const Json& jwk) {
  if (find_string(jwk, "kty") != "EC") return bad_jwk("kty must be EC.");
  if (find_string(jwk, "crv") != "P-256") return bad_jwk("crv must be P-256.");
  if (find_string(jwk, "alg").value_or("ES256") != "ES256") return bad_jwk("alg must be ES256.");
  if (find_string(jwk, "use").value_or("sig") != "sig") return bad_jwk("use must be sig.");
  auto x = base64url_decode(find_string(jwk, "x").value_or(""));
  auto y = base64url_decode(find_string(jwk, "y").value_or(""));
  if (!x || !y || x->size() != kHalf || y->size() != kHalf) {
    return bad_jwk("x and y must be 32 bytes each.");
  }
  Bytes point{4};  // SEC 1: uncompressed
  point.insert(point.end(), x->begin(), x->end());
  point.insert(point.end(), y->begin(), y->end());
  auto key = import_point(point);
  if (!key) return bad_jwk("the point is not on the curve.");
  return Es256PublicKey(std::move(key));
}

Json Es256PublicKey::to_jwk() const {
  return JsonObject{{"kty", "EC"}, {"crv", "P-256"}, {"x", x_},     {"y", y_},
                    {"kid", kid_}, {"alg", "ES256"}, {"use", "sig"}};
}

bool Es256PublicKey::verify(ByteView message, ByteView signature) const {
  if (signature.size() != 2 * kHalf) return false;
  EcdsaSignature parts(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(signature.data(), static_cast<int>(kHalf), nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + kHalf, static_cast<int>(kHalf), nullptr);
  ECDSA_SIG_set0(parts.get(), r, s);
  unsigned char* der = nullptr;
  int length = i2d_ECDSA_SIG(parts.get(), &der);
  if (length <= 0) return false;
  std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
      der, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  DigestContext context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
         EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(length), message.data(),
                          message.size()) == 1;
}

Es256SigningKey::Es256SigningKey(std::shared_ptr<evp_pkey_st> key)
    : key_(std::move(key)), public_key_(key_) {}

Es256SigningKey Es256SigningKey::generate() {
  auto key = own(EVP_EC_gen("P-256"));
  ASSERT(key != nullptr);
  return Es256SigningKey(std::move(key));
}

Result<Es256SigningKey> Es256SigningKey::from_private_bytes(ByteView bytes) {
  const unsigned char* position = bytes.data();
  auto key = own(d2i_AutoPrivateKey(nullptr, &position, static_cast<long>(bytes.size())));
  if (!key || !is_p256(key.get())) {
    return internal_error("A stored signing key is not a P-256 private key.");
  }
  return Es256SigningKey(std::move(key));
}

Bytes Es256SigningKey::private_bytes() const {
  std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>> info(
      EVP_PKEY2PKCS8(key_.get()));
  unsigned char* der = nullptr;
  int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  ASSERT(length > 0);
  Bytes bytes(der, der + length);
  OPENSSL_clear_free(der, static_cast<std::size_t>(length));
  return bytes;
}

Bytes Es256SigningKey::sign(ByteView message) const {
  DigestContext context(EVP_MD_CTX_new());
  Bytes der(80);
  std::size_t length = der.size();
  bool is_signed =
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), der.data(), &length, message.data(), message.size()) == 1;
  ASSERT(is_signed);
  const unsigned char* position = der.data();
  EcdsaSignature parts(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(length)));
  Bytes out(2 * kHalf);
  BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), out.data(), static_cast<int>(kHalf));
  BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), out.data() + kHalf, static_cast<int>(kHalf));
  return out;
}

}  // namespace elevaite::crypto
