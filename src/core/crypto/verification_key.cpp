#include "core/crypto/verification_key.hpp"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <algorithm>

#include "core/crypto/openssl.hpp"

namespace elevaite::crypto {
namespace {

constexpr std::size_t kMaxKeys = 100;
constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;
constexpr std::size_t kEd25519Bytes = 32;

using Key = std::shared_ptr<EVP_PKEY>;

Error unusable(std::string_view why) {
  return invalid_argument("The JWK cannot verify signatures: " + std::string(why));
}

Result<Key> rsa_key(const Json& jwk) {
  auto modulus = base64url_decode(find_string(jwk, "n").value_or(""));
  auto exponent = base64url_decode(find_string(jwk, "e").value_or(""));
  if (!modulus || !exponent || modulus->empty() || exponent->empty() ||
      modulus->size() > kMaxRsaBits / 8 || exponent->size() > 8) {
    return unusable("n and e must be an RSA modulus and exponent.");
  }
  BigNumber n(BN_bin2bn(modulus->data(), static_cast<int>(modulus->size()), nullptr));
  BigNumber e(BN_bin2bn(exponent->data(), static_cast<int>(exponent->size()), nullptr));
  if (BN_num_bits(n.get()) < kMinRsaBits) return unusable("RSA keys have at least 2048 bits.");
  if (BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) == 1) return unusable("e is no RSA exponent.");
  ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return unusable("it is no RSA key.");
  }
  return Key(key, EVP_PKEY_free);
}

Result<Key> ed25519_key(const Json& jwk) {
  auto x = base64url_decode(find_string(jwk, "x").value_or(""));
  if (find_string(jwk, "crv") != "Ed25519" || !x || x->size() != kEd25519Bytes) {
    return unusable("crv must be Ed25519 and x 32 bytes.");
  }
  Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x->data(), x->size()),
          EVP_PKEY_free);
  if (!key) return unusable("x is no point of Ed25519.");
  return key;
}

bool verify_with(EVP_PKEY* key, const EVP_MD* digest, bool is_pss, ByteView message,
                 ByteView signature) {
  DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  if (EVP_DigestVerifyInit(context.get(), &options, digest, nullptr, key) != 1) return false;
  if (is_pss && (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
                 EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return false;
  }
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

}  // namespace

Result<VerificationKey> VerificationKey::from_jwk(const Json& jwk) {
  if (find_string(jwk, "use").value_or("sig") != "sig") return unusable("use must be sig.");
  VerificationKey out;
  out.kid_ = find_string(jwk, "kid").value_or("");
  auto type = find_string(jwk, "kty").value_or("");
  if (type == "RSA") {
    TRY(out.key_, rsa_key(jwk));
    out.algorithms_ = {"RS256", "PS256"};
  } else if (type == "EC") {
    TRY(auto key, Es256PublicKey::from_jwk(jwk));
    out.es256_ = std::move(key);
    out.algorithms_ = {"ES256"};
  } else if (type == "OKP") {
    TRY(out.key_, ed25519_key(jwk));
    out.algorithms_ = {"EdDSA"};
  } else {
    return unusable("kty must be RSA, EC or OKP.");
  }
  if (auto algorithm = find_string(jwk, "alg")) {
    std::erase_if(out.algorithms_, [&](const std::string& one) { return one != *algorithm; });
    if (out.algorithms_.empty()) return unusable("its alg is none of RS256, PS256, ES256, EdDSA.");
  }
  return out;
}

bool VerificationKey::verify(std::string_view algorithm, ByteView message,
                             ByteView signature) const {
  if (std::find(algorithms_.begin(), algorithms_.end(), algorithm) == algorithms_.end()) {
    return false;
  }
  if (algorithm == "ES256") return es256_->verify(message, signature);
  const EVP_MD* digest = algorithm == "EdDSA" ? nullptr : EVP_sha256();
  return verify_with(key_.get(), digest, algorithm == "PS256", message, signature);
}

Result<std::vector<VerificationKey>> verification_keys_of(const Json& jwks) {
  const auto* list = find_array(jwks, "keys");
  if (list == nullptr) return invalid_argument("The JWKS document has no keys.");
  std::vector<VerificationKey> keys;
  for (const Json& jwk : *list) {
    if (keys.size() == kMaxKeys) break;
    auto key = VerificationKey::from_jwk(jwk);
    if (key) keys.push_back(std::move(*key));
  }
  return keys;
}

}  // namespace elevaite::crypto
