#include "core/crypto/es256.hpp"

#include <gtest/gtest.h>

#include "core/crypto/random.hpp"

namespace elevaite::crypto {
namespace {

// RFC 7515, appendix A.3.
constexpr std::string_view kJwk =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr std::string_view kSigningInput =
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr std::string_view kSignature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

Json jwk() { return parse_json(kJwk).value(); }

TEST(es256, verifies_the_example_of_the_rfc) {
  auto key = Es256PublicKey::from_jwk(jwk()).value();
  auto signature = base64url_decode(kSignature).value();
  EXPECT_TRUE(key.verify(bytes_of(kSigningInput), signature));
  EXPECT_FALSE(key.verify(bytes_of("another text"), signature));
  signature[5] ^= 1;
  EXPECT_FALSE(key.verify(bytes_of(kSigningInput), signature));
}

TEST(es256, refuses_signatures_of_other_shapes) {
  auto key = Es256PublicKey::from_jwk(jwk()).value();
  EXPECT_FALSE(key.verify(bytes_of(kSigningInput), Bytes{}));
  EXPECT_FALSE(key.verify(bytes_of(kSigningInput), Bytes(64, 0)));
  EXPECT_FALSE(key.verify(bytes_of(kSigningInput), Bytes(64, 0xff)));
  EXPECT_FALSE(key.verify(bytes_of(kSigningInput), Bytes(72, 1)));
}

TEST(es256, verifies_what_it_signs_after_every_round_trip) {
  auto key = Es256SigningKey::generate();
  auto again = Es256SigningKey::from_private_bytes(key.private_bytes()).value();
  auto published = Es256PublicKey::from_jwk(key.public_key().to_jwk()).value();
  EXPECT_EQ(again.kid(), key.kid());
  EXPECT_EQ(published.kid(), key.kid());
  // Often enough that r or s has a leading zero byte now and then.
  for (int i = 0; i < 600; ++i) {
    auto message = std::to_string(i);
    auto signature = again.sign(bytes_of(message));
    ASSERT_EQ(signature.size(), 64u);
    ASSERT_TRUE(published.verify(bytes_of(message), signature));
  }
  EXPECT_FALSE(
      Es256SigningKey::generate().public_key().verify(bytes_of("1"), key.sign(bytes_of("1"))));
}

TEST(es256, names_a_key_by_its_thumbprint) {
  auto key = Es256PublicKey::from_jwk(jwk()).value();
  auto expected = sha256(std::string_view(
      R"({"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
      R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})"));
  EXPECT_EQ(key.kid(), base64url_encode(expected));
}

TEST(es256, publishes_no_private_member) {
  auto text = to_text(Es256SigningKey::generate().public_key().to_jwk());
  EXPECT_EQ(text.find("\"d\""), std::string::npos);
  EXPECT_NE(text.find("\"alg\":\"ES256\""), std::string::npos);
}

TEST(es256, refuses_keys_of_other_kinds_and_points_off_the_curve) {
  auto with = [](std::string_view name, Json value) {
    auto changed = jwk();
    changed.as_object()[name] = std::move(value);
    return Es256PublicKey::from_jwk(changed).has_value();
  };
  EXPECT_FALSE(with("kty", "RSA"));
  EXPECT_FALSE(with("crv", "P-384"));
  EXPECT_FALSE(with("alg", "HS256"));
  EXPECT_FALSE(with("use", "enc"));
  EXPECT_FALSE(with("x", "AAAA"));
  EXPECT_FALSE(with("x", 5));
  EXPECT_FALSE(with("y", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
  EXPECT_FALSE(Es256PublicKey::from_jwk(Json(nullptr)).has_value());
  EXPECT_FALSE(Es256SigningKey::from_private_bytes(bytes_of("junk")).has_value());
}

}  // namespace
}  // namespace elevaite::crypto
