#include "core/crypto/totp.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class SecondFactors : public IdentityTest {
 protected:
  identity::SignedIn ada = sign_up_now();
  model::UserId user = ada.principal.user_id;

  identity::SignedIn sign_up_now() {
    db.await(signing_keys.refresh()).value();
    return sign_up();
  }
  // What an app shows, out of the key that is typed in.
  std::string code(const std::string& secret, std::int64_t steps = 0) const {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    crypto::Bytes bytes;
    unsigned buffer = 0;
    int bits = 0;
    for (char c : secret) {
      buffer = (buffer << 5 | static_cast<unsigned>(alphabet.find(c))) & 0xfff;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(buffer >> bits & 0xff));
    }
    return crypto::totp_code(bytes, crypto::totp_step(clock.now()) + steps);
  }
  std::string enrol() {
    auto secret = db.await(factors.begin(user)).value().secret;
    db.await(factors.confirm(user, code(secret))).value();
    clock.advance(60s);
    return secret;
  }
  std::string verdict(const std::string& given) {
    return reason(db.await(factors.verify(user, given)));
  }
};
ELEVAITE_ON_BOTH_DATABASES(SecondFactors);

TEST_P(SecondFactors, a_code_counts_once_and_never_after_a_newer_one) {
  auto secret = enrol();
  auto older = code(secret, -1);
  auto present = code(secret);
  EXPECT_EQ(verdict(present), "ok");
  EXPECT_EQ(verdict(present), "code_wrong");
  EXPECT_EQ(verdict(older), "code_wrong");
  clock.advance(30s);
  EXPECT_EQ(verdict(code(secret)), "ok");
}

TEST_P(SecondFactors, a_clock_may_differ_by_one_step) {
  auto secret = enrol();
  EXPECT_EQ(verdict(code(secret, -2)), "code_wrong");
  EXPECT_EQ(verdict(code(secret, 2)), "code_wrong");
  EXPECT_EQ(verdict(code(secret, -1)), "ok");
  EXPECT_EQ(verdict(code(secret, 1)), "ok");
}

TEST_P(SecondFactors, waits_grow_and_a_right_code_ends_them) {
  auto secret = enrol();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(verdict("000000"), "code_wrong");
  EXPECT_EQ(verdict(code(secret)), "codes_slowed");
  clock.advance(31s);
  EXPECT_EQ(verdict("000000"), "code_wrong");
  clock.advance(31s);
  EXPECT_EQ(verdict(code(secret)), "codes_slowed");
  clock.advance(30s);
  EXPECT_EQ(verdict(code(secret)), "ok");
  clock.advance(30s);
  EXPECT_EQ(verdict("000000"), "code_wrong");
  EXPECT_EQ(verdict(code(secret)), "ok");
}

TEST_P(SecondFactors, secrets_lie_sealed_and_move_to_a_newer_master_key) {
  auto secret = enrol();
  auto newer =
      identity::MasterKeys::parse(master_key("k2", 'b') + "," + master_key("k1", 'a')).value();
  identity::SecondFactors resealed(*db, newer, clock, "ElevAIte");
  EXPECT_EQ(db.await(resealed.reseal_all()).value(), 1);
  EXPECT_EQ(db.await(resealed.reseal_all()).value(), 0);
  EXPECT_EQ(reason(db.await(resealed.verify(user, code(secret)))), "ok");
  auto rows = db.query("SELECT master_key_id FROM second_factors");
  EXPECT_EQ(rows.text(0, 0), "k2");
}

TEST_P(SecondFactors, a_challenge_lives_ten_minutes) {
  enrol();
  identity::SignIn request{"ada@example.com", kPassword, std::nullopt, {}};
  auto admitted = db.await(admission.sign_in(request)).value();
  ASSERT_TRUE(admitted.challenge.has_value());
  EXPECT_FALSE(admitted.signed_in.has_value());
  clock.advance(601s);
  EXPECT_EQ(reason(db.await(admission.answer(admitted.challenge->token, "000000", {}))),
            "challenge_unknown");
}

}  // namespace
}  // namespace elevaite::test
