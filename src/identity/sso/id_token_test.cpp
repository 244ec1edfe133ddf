#include "identity/sso/id_token.hpp"

#include <gtest/gtest.h>

#include "core/crypto/jwt.hpp"

namespace elevaite::identity {
namespace {

class IdToken : public testing::Test {
 protected:
  crypto::Es256SigningKey key = crypto::Es256SigningKey::generate();
  std::vector<crypto::VerificationKey> keys{
      crypto::VerificationKey::from_jwk(key.public_key().to_jwk()).value()};
  ManualClock clock;
  std::int64_t now =
      std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count();

  IdTokenRules rules() const {
    IdTokenRules out;
    out.issuer = "https://id.example";
    out.client_id = "client";
    out.nonce = "nonce";
    out.access_token = "access";
    out.now = clock.now();
    return out;
  }
  JsonObject claims() const {
    return {{"iss", "https://id.example"},
            {"aud", "client"},
            {"sub", "ada"},
            {"nonce", "nonce"},
            {"iat", now},
            {"exp", now + 300}};
  }
  std::string reason(const JsonObject& set, const IdTokenRules& by) {
    auto checked = check_id_token(crypto::sign_token(key, "JWT", set), keys, by);
    return checked ? "ok" : checked.error().reason;
  }
  std::string reason_with(std::string_view name, Json value) {
    auto set = claims();
    set[name] = std::move(value);
    return reason(set, rules());
  }
};

TEST_F(IdToken, is_taken_within_the_clock_skew) {
  EXPECT_EQ(reason(claims(), rules()), "ok");
  EXPECT_EQ(reason_with("exp", now - 59), "ok");
  EXPECT_EQ(reason_with("exp", now - 60), "provider_token_invalid");
  EXPECT_EQ(reason_with("iat", now + 60), "ok");
  EXPECT_EQ(reason_with("iat", now + 62), "provider_token_invalid");
  EXPECT_EQ(reason_with("nbf", now + 62), "provider_token_invalid");
}

TEST_F(IdToken, is_for_this_client_alone_or_given_to_it) {
  EXPECT_EQ(reason_with("aud", JsonArray{"client"}), "ok");
  EXPECT_EQ(reason_with("aud", JsonArray{"client", "other"}), "provider_token_invalid");
  EXPECT_EQ(reason_with("azp", "other"), "provider_token_invalid");
  EXPECT_EQ(reason_with("azp", "client"), "ok");
}

TEST_F(IdToken, belongs_to_its_access_token) {
  auto half = crypto::base64url_encode(crypto::ByteView(crypto::sha256("access")).first(16));
  EXPECT_EQ(reason_with("at_hash", Json(std::string_view(half))), "ok");
  EXPECT_EQ(reason_with("at_hash", Json(std::string_view(half + "A"))), "provider_token_invalid");
}

TEST_F(IdToken, of_all_directories_names_its_own) {
  auto by = rules();
  by.issuer = "https://login.example/{tenantid}/v2.0";
  auto set = claims();
  set["tid"] = "11111111-2222-3333-4444-555555555555";
  set["iss"] = "https://login.example/11111111-2222-3333-4444-555555555555/v2.0";
  EXPECT_EQ(reason(set, by), "ok");
  set["tid"] = "22222222-2222-3333-4444-555555555555";
  EXPECT_EQ(reason(set, by), "provider_token_invalid");
  set["tid"] = "../evil";
  set["iss"] = "https://login.example/../evil/v2.0";
  EXPECT_EQ(reason(set, by), "provider_token_invalid");
}

TEST_F(IdToken, by_an_unknown_key_asks_for_newer_ones) {
  auto other = crypto::Es256SigningKey::generate();
  auto token = crypto::sign_token(other, "JWT", claims());
  EXPECT_EQ(check_id_token(token, keys, rules()).error().reason, "key_unknown");
  EXPECT_EQ(check_id_token(token, {}, rules()).error().reason, "key_unknown");
}

}  // namespace
}  // namespace elevaite::identity
