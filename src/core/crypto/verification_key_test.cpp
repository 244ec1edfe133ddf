#include "core/crypto/verification_key.hpp"

#include <gtest/gtest.h>

namespace elevaite::crypto {
namespace {

Json jwk(std::string_view text) { return parse_json(text).value(); }

// RFC 8037, appendix A.4.
constexpr std::string_view kEdKey =
    R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr std::string_view kEdInput = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
constexpr std::string_view kEdSignature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

TEST(VerificationKey, verifies_ed25519_as_rfc_8037_shows) {
  auto key = VerificationKey::from_jwk(jwk(kEdKey)).value();
  auto signature = base64url_decode(kEdSignature).value();
  EXPECT_TRUE(key.verify("EdDSA", bytes_of(kEdInput), signature));
  EXPECT_FALSE(key.verify("EdDSA", bytes_of("another text"), signature));
  signature[5] ^= 1;
  EXPECT_FALSE(key.verify("EdDSA", bytes_of(kEdInput), signature));
}

TEST(VerificationKey, verifies_only_by_the_algorithms_of_its_kind) {
  auto key = VerificationKey::from_jwk(jwk(kEdKey)).value();
  auto signature = base64url_decode(kEdSignature).value();
  for (const char* algorithm : {"none", "", "HS256", "RS256", "ES256", "eddsa", "Ed448"}) {
    EXPECT_FALSE(key.verify(algorithm, bytes_of(kEdInput), signature)) << algorithm;
  }
}

TEST(VerificationKey, takes_es256_keys) {
  auto signing = Es256SigningKey::generate();
  auto key = VerificationKey::from_jwk(signing.public_key().to_jwk()).value();
  EXPECT_EQ(key.kid(), signing.kid());
  auto signature = signing.sign(bytes_of("text"));
  EXPECT_TRUE(key.verify("ES256", bytes_of("text"), signature));
  EXPECT_FALSE(key.verify("ES256", bytes_of("texts"), signature));
}

TEST(VerificationKey, refuses_what_cannot_be_trusted_with_a_signature) {
  auto weak = std::string(R"({"kty":"RSA","e":"AQAB","n":")") + std::string(170, 'w') + "\"}";
  auto even = std::string(R"({"kty":"RSA","e":"Ag","n":")") + std::string(342, 'w') + "\"}";
  auto huge = std::string(R"({"kty":"RSA","e":"AQAB","n":")") + std::string(2000, 'w') + "\"}";
  for (const std::string& text :
       {std::string(R"({"kty":"oct","k":"c2VjcmV0"})"), std::string(R"({})"), weak, even, huge,
        std::string(R"({"kty":"RSA","n":"AQAB"})"),
        std::string(R"({"kty":"OKP","crv":"X25519","x":"AAAA"})"),
        std::string(R"({"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"})"),
        std::string(R"({"kty":"OKP","crv":"Ed25519","use":"enc",)") +
            R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
        std::string(R"({"kty":"OKP","crv":"Ed25519","alg":"HS256",)") +
            R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"}) {
    EXPECT_FALSE(VerificationKey::from_jwk(jwk(text)).has_value()) << text;
  }
}

TEST(VerificationKey, leaves_out_of_a_set_what_it_cannot_use) {
  auto set = jwk(std::string(R"({"keys":[{"kty":"oct","k":"AAAA"},)") + std::string(kEdKey) + "]}");
  EXPECT_EQ(verification_keys_of(set).value().size(), 1u);
  EXPECT_FALSE(verification_keys_of(jwk(R"({"key":[]})")).has_value());
}

}  // namespace
}  // namespace elevaite::crypto
