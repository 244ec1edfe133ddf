// What is done by mail: verifying an address, a new password, another address.
#include "identity/email_change.hpp"
#include "identity/email_verification.hpp"
#include "identity/password_reset.hpp"
#include "tests/identity/fixture.hpp"
#include "tests/identity/outbox.hpp"

namespace elevaite::test {
namespace {

class AccountMail : public IdentityTest {
 protected:
  Outbox outbox;
  identity::AccountMailer mailer{db.executor(), "https://auth.example"};
  identity::UserTokens tokens{*db, master_keys, clock};
  identity::EmailVerification verification{*db, tokens, mailer, clock};
  identity::PasswordReset reset{*db, hasher, tokens, sessions, mailer, clock, account_options()};
  identity::EmailChange change{*db, hasher, tokens, mailer, clock};

  void SetUp() override {
    IdentityTest::SetUp();
    mailer.set_mailer(outbox);
  }
  void TearDown() override {
    settle();
    IdentityTest::TearDown();
  }
  // Until nothing is on its way any more.
  void settle() { db.await(mailer.stop(Duration(30s))); }

  // What the newest mail to the address says; asserts that there is one.
  std::string mail_to(const std::string& address) {
    settle();
    auto text = outbox.text_to(address);
    EXPECT_NE(text, "") << "no mail to " << address;
    return text;
  }
  static std::string token_in(const std::string& text) { return Outbox::token_in(text); }
  static std::string code_in(const std::string& text) {
    auto at = text.find("code is ");
    return at == std::string::npos ? "" : text.substr(at + 8, 6);
  }
  static std::string other_code(std::string code) {
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }
  bool is_verified(const identity::SignedIn& person) {
    return db.await(accounts.profile(person.principal)).value().is_email_verified;
  }
  Result<void> confirm(const std::string& token) {
    auto found = db.await(tokens.find(token)).value();
    if (!found) return invalid_argument("void");
    if (found->purpose == identity::TokenPurpose::verify_email) {
      return db.await(verification.confirm(*found));
    }
    auto changed = db.await(change.confirm(*found, "192.0.2.1"));
    if (!changed) return changed.error();
    return {};
  }
  Result<void> complete(const std::string& token, const std::string& password) {
    return db.await(reset.complete(token, password, "192.0.2.1"));
  }
};
ELEVAITE_ON_BOTH_DATABASES(AccountMail);

TEST_P(AccountMail, verifies_an_address_by_code_once) {
  auto ada = sign_up();
  EXPECT_FALSE(is_verified(ada));
  verification.request(ada.principal.user_id).value();
  auto text = mail_to("ada@example.com");
  EXPECT_EQ(text.find("Ada"), std::string::npos) << "no words that somebody typed in";
  auto code = code_in(text);
  auto id = ada.principal.user_id;
  EXPECT_EQ(reason(db.await(verification.confirm_code(id, other_code(code)))), "code_wrong");
  EXPECT_TRUE(db.await(verification.confirm_code(id, code)).has_value());
  EXPECT_TRUE(is_verified(ada));
  EXPECT_EQ(reason(db.await(verification.confirm_code(id, code))), "code_wrong");
  EXPECT_FALSE(confirm(token_in(text)).has_value()) << "the link of the same mail is void, too";
  verification.request(id).value();
  settle();
  EXPECT_EQ(outbox.mails.size(), 1u) << "a verified address gets no code";
}

TEST_P(AccountMail, verifies_an_address_by_link) {
  auto ada = sign_up();
  verification.request(ada.principal.user_id).value();
  auto token = token_in(mail_to("ada@example.com"));
  EXPECT_TRUE(confirm(token).has_value());
  EXPECT_TRUE(is_verified(ada));
  EXPECT_FALSE(confirm(token).has_value());
}

TEST_P(AccountMail, ends_a_code_after_five_tries_and_after_an_hour) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto id = ada.principal.user_id;
  verification.request(id).value();
  auto code = code_in(mail_to("ada@example.com"));
  EXPECT_EQ(reason(db.await(verification.confirm_code(eve.principal.user_id, code))), "code_wrong");
  for (int i = 0; i < identity::UserTokens::kTriesOfCode; ++i) {
    db.await(verification.confirm_code(id, other_code(code)));
  }
  EXPECT_EQ(reason(db.await(verification.confirm_code(id, code))), "code_wrong");
  clock.advance(1min);
  verification.request(id).value();
  code = code_in(mail_to("ada@example.com"));
  clock.advance(61min);
  EXPECT_EQ(reason(db.await(verification.confirm_code(id, code))), "code_wrong");
  EXPECT_FALSE(is_verified(ada));
}

TEST_P(AccountMail, mails_one_person_at_most_five_codes_an_hour) {
  auto ada = sign_up();
  for (int i = 0; i < 8; ++i) {
    verification.request(ada.principal.user_id).value();
    settle();
  }
  EXPECT_EQ(outbox.mails.size(), 5u);
  clock.advance(61min);
  verification.request(ada.principal.user_id).value();
  settle();
  EXPECT_EQ(outbox.mails.size(), 6u);
}

TEST_P(AccountMail, resets_a_password_once_and_ends_every_session) {
  auto ada = sign_up();
  for (int i = 0; i < 7; ++i) sign_in("ada@example.com", "wrong");
  reset.request("Ada@Example.com", "192.0.2.1").value();
  auto token = token_in(mail_to("ada@example.com"));
  EXPECT_EQ(complete(token, "short").error().fields.at(0).code, "too_short");
  EXPECT_TRUE(complete(token, "eight calm otters swim").has_value());
  EXPECT_EQ(reason(complete(token, "nine calm otters swim")), "token_invalid");
  EXPECT_EQ(reason(refresh(ada.refresh_token)), "session_ended");
  EXPECT_TRUE(sign_in("ada@example.com", "eight calm otters swim").has_value()) << "and no wait";
  EXPECT_FALSE(sign_in("ada@example.com", kPassword).has_value());
  EXPECT_TRUE(is_verified(ada)) << "who got the mail reads the address";
  EXPECT_NE(mail_to("ada@example.com").find("was changed"), std::string::npos);
}

TEST_P(AccountMail, voids_older_links_when_a_password_has_been_reset) {
  sign_up();
  reset.request("ada@example.com", "192.0.2.1").value();
  auto first = token_in(mail_to("ada@example.com"));
  reset.request("ada@example.com", "192.0.2.1").value();
  auto second = token_in(mail_to("ada@example.com"));
  EXPECT_TRUE(complete(second, "eight calm otters swim").has_value());
  EXPECT_EQ(reason(complete(first, "nine calm otters swim")), "token_invalid");
  reset.request("ada@example.com", "192.0.2.1").value();
  auto late = token_in(mail_to("ada@example.com"));
  clock.advance(31min);
  EXPECT_EQ(reason(complete(late, "nine calm otters swim")), "token_invalid");
  EXPECT_EQ(reason(complete("nonsense", "nine calm otters swim")), "token_invalid");
}

TEST_P(AccountMail, answers_for_an_unknown_address_as_for_a_known_one) {
  sign_up();
  for (const char* address : {"ada@example.com", "nobody@example.com"}) {
    // The answer is there before anything has been looked up: the loop has not run yet.
    EXPECT_TRUE(reset.request(address, "192.0.2.1").has_value());
    EXPECT_EQ(outbox.mails.size(), 0u);
  }
  settle();
  ASSERT_EQ(outbox.mails.size(), 1u);
  EXPECT_EQ(outbox.mails[0].to.front(), "ada@example.com");
  EXPECT_EQ(reset.request("no address", "192.0.2.1").error().code, ErrorCode::invalid_argument);
}

TEST_P(AccountMail, changes_an_address_when_both_have_confirmed) {
  auto ada = sign_up();
  auto id = ada.principal.user_id;
  EXPECT_EQ(reason(db.await(change.request(id, "new@example.com", "wrong"))), "password_wrong");
  db.await(change.request(id, "New@example.com", kPassword)).value();
  auto to_old = mail_to("ada@example.com");
  auto to_new = mail_to("new@example.com");
  EXPECT_NE(token_in(to_old), token_in(to_new));
  EXPECT_TRUE(confirm(token_in(to_new)).has_value());
  EXPECT_FALSE(confirm(token_in(to_new)).has_value()) << "one link is not both";
  EXPECT_FALSE(sign_in("new@example.com", kPassword).has_value());
  reset.request("ada@example.com", "192.0.2.1").value();
  auto old_link = token_in(mail_to("ada@example.com"));
  EXPECT_TRUE(confirm(token_in(to_old)).has_value());
  EXPECT_TRUE(sign_in("new@example.com", kPassword).has_value());
  EXPECT_FALSE(sign_in("ada@example.com", kPassword).has_value());
  EXPECT_TRUE(is_verified(ada));
  EXPECT_EQ(reason(complete(old_link, "nine calm otters swim")), "token_invalid");
}

TEST_P(AccountMail, tells_only_its_reader_that_an_address_has_an_account) {
  auto ada = sign_up();
  sign_up("bob@example.com");
  EXPECT_TRUE(
      db.await(change.request(ada.principal.user_id, "bob@example.com", kPassword)).has_value());
  EXPECT_NE(mail_to("bob@example.com").find("has an account already"), std::string::npos);
  EXPECT_EQ(outbox.mails.size(), 1u);
  // Somebody takes the address between the mails and the links.
  db.await(change.request(ada.principal.user_id, "cleo@example.com", kPassword)).value();
  auto to_old = token_in(mail_to("ada@example.com"));
  auto to_new = token_in(mail_to("cleo@example.com"));
  sign_up("cleo@example.com");
  EXPECT_TRUE(confirm(to_old).has_value());
  EXPECT_EQ(reason(confirm(to_new)), "email_taken");
  EXPECT_TRUE(sign_in("ada@example.com", kPassword).has_value());
}

TEST_P(AccountMail, stores_nothing_that_opens_an_account) {
  auto ada = sign_up();
  verification.request(ada.principal.user_id).value();
  auto text = mail_to("ada@example.com");
  auto rows = db.query("SELECT token_hash, sealed_code FROM user_tokens");
  auto stored = rows.bytes(0, 0);
  stored.insert(stored.end(), rows.bytes(0, 1).begin(), rows.bytes(0, 1).end());
  auto view = crypto::text_of(stored);
  EXPECT_EQ(view.find(code_in(text)), std::string_view::npos);
  EXPECT_EQ(view.find(token_in(text)), std::string_view::npos);
}

}  // namespace
}  // namespace elevaite::test
