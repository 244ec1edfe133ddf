// Signing up where the address is proved first, and what it tells about addresses: nothing.
#include "identity/sign_ups.hpp"

#include "identity/password_reset.hpp"
#include "tests/identity/counting_database.hpp"
#include "tests/identity/fixture.hpp"
#include "tests/identity/outbox.hpp"

namespace elevaite::test {
namespace {

class SignUps : public IdentityTest {
 protected:
  Outbox outbox;
  identity::AccountMailer mailer{db.executor(), "https://auth.example"};
  identity::UserTokens tokens{*db, master_keys, clock};
  identity::PasswordReset reset{*db, hasher, tokens, sessions, mailer, clock, account_options()};
  identity::SignUps sign_ups{*db, hasher, accounts, master_keys, mailer, clock};

  void SetUp() override {
    IdentityTest::SetUp();
    mailer.set_mailer(outbox);
  }
  void TearDown() override {
    settle();
    IdentityTest::TearDown();
  }
  void settle() { db.await(mailer.stop(Duration(30s))); }

  Result<identity::SignUps::Begun> begin(const std::string& email,
                                         const std::string& password = kPassword) {
    identity::SignUp request{email, password, "Ada", "Engines", {"test", "192.0.2.1"}};
    auto begun = db.await(sign_ups.begin(std::move(request)));
    settle();
    return begun;
  }
  Result<identity::SignedIn> confirm(const std::string& token, const std::string& code) {
    return db.await(sign_ups.confirm(token, code, {"test", "192.0.2.1"}));
  }
  std::string code_to(const std::string& address) {
    auto text = outbox.text_to(address);
    auto at = text.find("code is ");
    return at == std::string::npos ? "" : text.substr(at + 8, 6);
  }
  static std::string other_code(std::string code) {
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }
  std::int64_t count(std::string_view sql) { return db.query(sql).integer(0, 0); }
};
ELEVAITE_ON_BOTH_DATABASES(SignUps);

TEST_P(SignUps, the_code_of_the_mail_makes_the_account) {
  auto begun = begin("Ada@Example.com").value();
  EXPECT_EQ(count("SELECT count(*) FROM users"), 0);
  auto code = code_to("ada@example.com");
  ASSERT_EQ(code.size(), 6u);
  EXPECT_EQ(outbox.mails.back().text.find("Engines"), std::string::npos)
      << "no words that somebody typed in";
  EXPECT_EQ(reason(confirm(begun.token, other_code(code))), "code_wrong");
  EXPECT_EQ(reason(confirm("another", code)), "code_wrong");
  auto signed_in = confirm(begun.token, code).value();
  auto profile = db.await(accounts.profile(signed_in.principal)).value();
  EXPECT_EQ(profile.email, "ada@example.com");
  EXPECT_EQ(profile.tenant.tenant_name, "Engines");
  EXPECT_TRUE(profile.is_email_verified);
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "ok");
  EXPECT_EQ(reason(confirm(begun.token, code)), "code_wrong");
  EXPECT_EQ(count("SELECT count(*) FROM pending_sign_ups"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE action = 'tenant.created'"), 1);
}

TEST_P(SignUps, an_address_that_has_an_account_is_answered_like_any_other) {
  sign_up();
  auto taken = begin("ada@example.com", "nine loud badgers sing");
  auto fresh = begin("eve@example.com", "nine loud badgers sing");
  ASSERT_TRUE(taken.has_value() && fresh.has_value());
  EXPECT_EQ(taken->token.size(), fresh->token.size());
  EXPECT_EQ(taken->expires_at, fresh->expires_at);
  // Only who reads the mail knows.
  EXPECT_EQ(code_to("ada@example.com"), "");
  EXPECT_NE(outbox.text_to("ada@example.com").find("has an account already"), std::string::npos);
  EXPECT_NE(code_to("eve@example.com"), "");
  // Guesses are refused alike, until there are no tries left.
  for (int i = 0; i < 7; ++i) {
    auto of_taken = confirm(taken->token, "000000");
    auto of_fresh = confirm(fresh->token, other_code(code_to("eve@example.com")));
    ASSERT_TRUE(of_taken.has_error() && of_fresh.has_error());
    EXPECT_EQ(of_taken.error().message, of_fresh.error().message) << i;
    EXPECT_EQ(of_taken.error().reason, of_fresh.error().reason) << i;
    EXPECT_EQ(of_taken.error().code, of_fresh.error().code) << i;
  }
  EXPECT_EQ(reason(confirm(fresh->token, code_to("eve@example.com"))), "code_wrong");
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "ok");
  EXPECT_EQ(count("SELECT count(*) FROM users"), 1);
}

TEST_P(SignUps, whoever_proves_the_address_gets_it) {
  // Somebody signs up with an address that is not theirs, and waits.
  auto theirs = begin("ada@example.com", "the password of a thief").value();
  auto code_of_theirs = code_to("ada@example.com");
  auto hers = begin("ada@example.com").value();
  auto code = code_to("ada@example.com");
  EXPECT_NE(code, code_of_theirs);
  ASSERT_TRUE(confirm(hers.token, code).has_value());
  EXPECT_EQ(reason(confirm(theirs.token, code_of_theirs)), "code_wrong");
  EXPECT_EQ(reason(sign_in("ada@example.com", "the password of a thief")), "sign_in_failed");
  EXPECT_EQ(reason(sign_in("ada@example.com", kPassword)), "ok");
}

TEST_P(SignUps, a_code_ends_after_an_hour) {
  auto begun = begin("ada@example.com").value();
  clock.advance(1h);
  EXPECT_EQ(reason(confirm(begun.token, code_to("ada@example.com"))), "code_wrong");
  clock.advance(1h + 1s);
  begin("eve@example.com").value();
  EXPECT_EQ(count("SELECT count(*) FROM pending_sign_ups"), 1) << "old ones are forgotten";
}

TEST_P(SignUps, five_mails_an_hour_go_to_one_address_and_the_answer_stays_the_same) {
  sign_up();
  for (int i = 0; i < 8; ++i) {
    EXPECT_TRUE(begin("ada@example.com").has_value());
    EXPECT_TRUE(begin("eve@example.com").has_value());
  }
  EXPECT_EQ(outbox.mails.size(), 10u);
}

TEST_P(SignUps, bad_fields_and_closed_doors_are_said_before_anything_is_written) {
  EXPECT_EQ(begin("nonsense", "short").error().fields.size(), 2u);
  auto closed = account_options();
  closed.allow_sign_up = false;
  identity::Accounts strict(*db, hasher, sessions, clock, closed);
  identity::SignUps none(*db, hasher, strict, master_keys, mailer, clock);
  identity::SignUp request{"ada@example.com", kPassword, "", "", {}};
  EXPECT_EQ(reason(db.await(none.begin(std::move(request)))), "sign_up_closed");
  EXPECT_EQ(count("SELECT count(*) FROM pending_sign_ups"), 0);
  EXPECT_TRUE(outbox.mails.empty());
}

// What an answer takes is its password hashes and its round trips to the database; the rest is
// below what a network hides. Both are counted, which no busy machine can disturb.
TEST_P(SignUps, known_and_unknown_addresses_cost_the_same) {
  sign_up();
  struct Cost {
    std::uint64_t hashes;
    std::uint64_t statements;
    bool operator==(const Cost&) const = default;
  };
  CountingDatabase counted(*db);
  identity::Accounts people(counted, hasher, sessions, clock, account_options());
  identity::SignUps ups(counted, hasher, people, master_keys, mailer, clock);
  identity::PasswordReset resets(counted, hasher, tokens, sessions, mailer, clock,
                                 account_options());
  auto cost_of = [&](auto&& ask) {
    auto hashes = hasher.computed();
    auto statements = counted.statements();
    ask();
    Cost cost{hasher.computed() - hashes, counted.statements() - statements};
    settle();
    return cost;
  };
  auto signing_in = [&](const std::string& email, const std::string& password) {
    return cost_of([&] {
      identity::SignIn request{email, password, {}, {"test", "192.0.2.9"}};
      EXPECT_EQ(reason(db.await(people.authenticate(std::move(request)))), "sign_in_failed");
    });
  };
  auto signing_up = [&](const std::string& email) {
    return cost_of([&] {
      identity::SignUp request{email, kPassword, "", "", {"test", "192.0.2.9"}};
      EXPECT_TRUE(db.await(ups.begin(std::move(request))).has_value());
    });
  };
  auto forgetting = [&](const std::string& email) {
    return cost_of([&] { EXPECT_TRUE(resets.request(email, "192.0.2.9").has_value()); });
  };
  // Interleaved, and often: what is remembered of an address must not show either.
  for (int i = 0; i < 20; ++i) {
    clock.advance(5min);
    auto nobody = "nobody" + std::to_string(i % 3) + "@example.com";
    for (std::string password : {"wrong", "caf\u00E9 e\u0301 wrong", ""}) {
      EXPECT_EQ(signing_in("ada@example.com", password), signing_in(nobody, password)) << i;
      clock.advance(5min);
    }
    EXPECT_EQ(signing_up("ada@example.com"), signing_up(nobody)) << i;
    EXPECT_EQ(forgetting("ada@example.com"), forgetting(nobody)) << i;
  }
  EXPECT_GE(signing_in("ada@example.com", "wrong").hashes, 1u);
  EXPECT_EQ(signing_up("eve@example.com").hashes, 1u);
  EXPECT_EQ(forgetting("ada@example.com"), (Cost{0, 0})) << "looked up after the answer";
}

}  // namespace
}  // namespace elevaite::test
