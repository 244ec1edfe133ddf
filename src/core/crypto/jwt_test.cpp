#include "core/crypto/jwt.hpp"

#include <gtest/gtest.h>

namespace elevaite::crypto {
namespace {

class Jwt : public testing::Test {
 protected:
  ManualClock clock;
  Es256SigningKey key = Es256SigningKey::generate();
  TokenVerifier verifier{{"issuer", "audience"}, clock, 3};

  void SetUp() override { verifier.set_keys({key.public_key()}); }

  std::int64_t now() const {
    return std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count();
  }
  JsonObject claims() const {
    return {{"iss", "issuer"},
            {"aud", "audience"},
            {"sub", "usr_1"},
            {"iat", now()},
            {"exp", now() + 900}};
  }
  std::string token() const { return sign_token(key, "at+jwt", claims()); }
  // Signed properly, whatever the header and payload say.
  std::string signed_text(std::string_view header, std::string_view payload) const {
    auto input = base64url_encode(header) + "." + base64url_encode(payload);
    return input + "." + base64url_encode(key.sign(bytes_of(input)));
  }
  std::string header(std::string_view more = "") const {
    return R"({"alg":"ES256","typ":"at+jwt","kid":")" + key.kid() + "\"" + std::string(more) + "}";
  }
  std::string reason(std::string_view text) {
    auto verdict = verifier.verify(text);
    return verdict ? "accepted" : verdict.error().reason;
  }
  std::string reason_with(std::string_view name, Json value) {
    auto changed = claims();
    if (value.is_null()) {
      changed.erase(name);
    } else {
      changed[name] = std::move(value);
    }
    return reason(sign_token(key, "at+jwt", changed));
  }
};

TEST_F(Jwt, accepts_a_sound_token_and_gives_its_claims) {
  auto verdict = verifier.verify(token());
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ((*verdict)->at("sub"), "usr_1");
  EXPECT_EQ(reason_with("aud", JsonArray{"other", "audience"}), "accepted");
}

TEST_F(Jwt, refuses_every_other_algorithm) {
  auto payload = to_text(claims());
  for (std::string alg :
       {"none", "None", "HS256", "RS256", "ES384", "PS256", "EdDSA", "es256", ""}) {
    auto text = R"({"alg":")" + alg + R"(","typ":"at+jwt","kid":")" + key.kid() + "\"}";
    EXPECT_EQ(reason(signed_text(text, payload)), "token_invalid") << alg;
    auto unsigned_text = base64url_encode(text) + "." + base64url_encode(payload) + ".";
    EXPECT_EQ(reason(unsigned_text), "token_invalid") << alg;
  }
  // The published key taken for an HMAC secret: RFC 8725, section 2.1.
  auto hs = R"({"alg":"HS256","typ":"at+jwt","kid":")" + key.kid() + "\"}";
  auto input = base64url_encode(hs) + "." + base64url_encode(payload);
  auto mac = hmac_sha256(bytes_of(to_text(key.public_key().to_jwk())), bytes_of(input));
  EXPECT_EQ(reason(input + "." + base64url_encode(mac)), "token_invalid");
}

TEST_F(Jwt, refuses_keys_and_extensions_in_the_header) {
  auto own_key = ",\"jwk\":" + to_text(key.public_key().to_jwk());
  for (const std::string& more :
       {own_key, std::string(R"(,"jku":"https://evil.example/jwks")"),
        std::string(R"(,"x5u":"https://evil.example/cert")"), std::string(R"(,"x5c":["AAAA"])"),
        std::string(R"(,"crit":["exp"])"), std::string(R"(,"b64":false)"),
        std::string(R"(,"zip":"DEF")")}) {
    EXPECT_EQ(reason(signed_text(header(more), to_text(claims()))), "token_invalid") << more;
  }
  EXPECT_EQ(reason(signed_text(header(), to_text(claims()))), "accepted");
}

TEST_F(Jwt, refuses_repeated_members) {
  auto payload = to_text(claims());
  auto twice = payload.substr(0, payload.size() - 1) + R"(,"sub":"usr_2"})";
  EXPECT_EQ(reason(signed_text(header(), twice)), "token_invalid");
  auto nested = payload.substr(0, payload.size() - 1) + R"(,"act":{"sub":"a","sub":"b"}})";
  EXPECT_EQ(reason(signed_text(header(), nested)), "token_invalid");
  EXPECT_EQ(reason(signed_text(header(R"(,"alg":"ES256")"), payload)), "token_invalid");
}

TEST_F(Jwt, refuses_every_single_changed_character) {
  auto text = token();
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(reason(changed), "accepted") << i;
  }
  EXPECT_EQ(reason(text), "accepted");
}

TEST_F(Jwt, refuses_malformed_texts) {
  auto text = token();
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), text + ".",
        "." + text, text + "=", text + "\n", " " + text, text.substr(0, text.rfind('.')),
        text.substr(0, text.size() - 1), text + "AA", std::string(10000, 'a')}) {
    EXPECT_EQ(reason(bad), "token_invalid") << bad.substr(0, 80);
  }
  EXPECT_EQ(reason(signed_text(header(), "[]")), "token_invalid");
  EXPECT_EQ(reason(signed_text(header(), "{\"a\":\"\xff\"}")), "token_invalid");
  EXPECT_EQ(reason(signed_text(header(), std::string(1000, '['))), "token_invalid");
}

TEST_F(Jwt, refuses_too_long_a_token_even_when_it_is_signed) {
  auto payload = claims();
  payload["padding"] = std::string(kMaxTokenBytes, 'x');
  EXPECT_EQ(reason(sign_token(key, "at+jwt", payload)), "token_invalid");
}

TEST_F(Jwt, refuses_another_type_issuer_and_audience) {
  EXPECT_EQ(reason(sign_token(key, "JWT", claims())), "token_invalid");
  EXPECT_EQ(reason(sign_token(key, "id+jwt", claims())), "token_invalid");
  EXPECT_EQ(reason(sign_token(key, "application/AT+JWT", claims())), "accepted");
  EXPECT_EQ(reason_with("iss", "other"), "token_invalid");
  EXPECT_EQ(reason_with("iss", nullptr), "token_invalid");
  EXPECT_EQ(reason_with("iss", JsonArray{"issuer"}), "token_invalid");
  EXPECT_EQ(reason_with("aud", "other"), "token_invalid");
  EXPECT_EQ(reason_with("aud", nullptr), "token_invalid");
  EXPECT_EQ(reason_with("aud", JsonArray{}), "token_invalid");
}

TEST_F(Jwt, checks_times_strictly) {
  EXPECT_EQ(reason_with("exp", now()), "token_expired");
  EXPECT_EQ(reason_with("exp", now() + 1), "accepted");
  EXPECT_EQ(reason_with("exp", nullptr), "token_invalid");
  EXPECT_EQ(reason_with("exp", Json(std::to_string(now() + 900))), "token_invalid");
  EXPECT_EQ(reason_with("exp", 1e300), "token_invalid");
  EXPECT_EQ(reason_with("exp", -1), "token_invalid");
  EXPECT_EQ(reason_with("iat", nullptr), "token_invalid");
  EXPECT_EQ(reason_with("iat", now() + 60), "accepted");
  EXPECT_EQ(reason_with("iat", now() + 61), "token_invalid");
  EXPECT_EQ(reason_with("nbf", now() + 61), "token_invalid");
  EXPECT_EQ(reason_with("nbf", now() + 60), "accepted");
}

TEST_F(Jwt, tells_an_unknown_key_from_a_wrong_signature) {
  auto stranger = Es256SigningKey::generate();
  EXPECT_EQ(reason(sign_token(stranger, "at+jwt", claims())), "key_unknown");
  // The stranger's signature under our key's id.
  auto input = base64url_encode(header()) + "." + base64url_encode(to_text(claims()));
  EXPECT_EQ(reason(input + "." + base64url_encode(stranger.sign(bytes_of(input)))),
            "token_invalid");
}

TEST_F(Jwt, remembers_verified_tokens_until_they_expire) {
  auto text = token();
  EXPECT_EQ(reason(text), "accepted");
  EXPECT_EQ(verifier.remembered(), 1u);
  EXPECT_EQ(reason(text), "accepted");
  clock.advance(899s);
  EXPECT_EQ(reason(text), "accepted");
  clock.advance(1s);
  EXPECT_EQ(reason(text), "token_expired");
  EXPECT_EQ(verifier.remembered(), 0u);
}

TEST_F(Jwt, remembers_no_more_than_it_may) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(reason_with("jti", i), "accepted");
  EXPECT_EQ(verifier.remembered(), 3u);
}

TEST_F(Jwt, forgets_tokens_of_a_key_that_was_withdrawn) {
  auto text = token();
  auto next = Es256SigningKey::generate();
  EXPECT_EQ(reason(text), "accepted");
  verifier.set_keys({key.public_key(), next.public_key()});
  EXPECT_EQ(verifier.remembered(), 1u);
  verifier.set_keys({next.public_key()});
  EXPECT_EQ(reason(text), "key_unknown");
}

}  // namespace
}  // namespace elevaite::crypto
