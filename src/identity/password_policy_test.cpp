#include "identity/password_policy.hpp"

#include <gtest/gtest.h>

namespace elevaite::identity {
namespace {

std::string verdict(std::string_view password, std::string_view email = "ada@example.com",
                    std::string_view name = "Ada Lovelace") {
  auto faults = check_password(password, {8, 64}, email, name);
  return faults.empty() ? "accepted" : faults.front().code;
}

TEST(password_policy, asks_for_length_counted_in_characters) {
  PasswordRules rules;
  EXPECT_EQ(check_password("fourteen chars", rules, "", "").front().code, "too_short");
  EXPECT_TRUE(check_password("fifteen chars ok", rules, "", "").empty());
  EXPECT_TRUE(check_password("åäö-åäö-åäö-åäö-x", rules, "", "").empty());
  EXPECT_EQ(verdict(std::string(65, 'k') + "1"), "too_long");
}

TEST(password_policy, refuses_what_attackers_try_first) {
  for (const char* password :
       {"password", "Password123!", "P@ssw0rd2024", "qwertyuiop", "1234567890", "iloveyou!!!!",
        "aaaaaaaaaaaa", "abcdefghijkl", "987654321098", "passwordpassword", "abcabcabcabc",
        "administrator1", "!!!!LetMeIn!!!!", "correcthorsebatterystaple", "Welcome2024!!",
        "123456789012345"}) {
    EXPECT_EQ(verdict(password), "common") << password;
  }
}

TEST(password_policy, refuses_what_is_little_more_than_the_person) {
  EXPECT_EQ(verdict("ada@example.com"), "personal");
  EXPECT_EQ(verdict("adalovelace99", "adalovelace@example.com"), "personal");
  EXPECT_EQ(verdict("Ada Lovelace!1"), "personal");
  EXPECT_EQ(verdict("ada lovelace writes engines"), "accepted");
}

TEST(password_policy, accepts_ordinary_passphrases) {
  for (const char* password : {"seven tidy wombats", "tractor-lemon-4-pianos", "Xk29!fQzz81a",
                               "пароль для машины", "the password is a lie indeed"}) {
    EXPECT_EQ(verdict(password), "accepted") << password;
  }
}

TEST(password_policy, looks_at_the_normalised_text) {
  // Full-width letters, which an input method leaves behind.
  EXPECT_EQ(verdict("\uFF50\uFF41\uFF53\uFF53\uFF57\uFF4F\uFF52\uFF44\uFF11\uFF12\uFF13"),
            "common");
  // Seven letters, each typed as two: a letter and its accent.
  EXPECT_EQ(verdict("e\u0301a\u0300o\u0302u\u0308i\u0301n\u0303c\u0327"), "too_short");
  // One sign that is eighteen characters in the normalised text.
  EXPECT_EQ(verdict("seven tidy \uFDFA\uFDFA\uFDFA"), "too_long");
}

TEST(password_policy, refuses_what_is_no_text) {
  EXPECT_EQ(verdict("bad\xff utf eight"), "malformed");
  EXPECT_EQ(verdict(std::string_view("nul\0inside it", 13)), "malformed");
}

TEST(email, is_lowered_and_checked) {
  EXPECT_EQ(normalise_email("Ada.Lovelace+x@Example.COM").value(), "ada.lovelace+x@example.com");
  EXPECT_EQ(normalise_email("root@localhost").value(), "root@localhost");
  for (std::string bad :
       {"", "ada", "@example.com", "ada@", "ada@com", "ada@ex ample.com", "a da@example.com",
        ".ada@example.com", "ada.@example.com", "a..da@example.com", "ada@-x.com", "ada@x-.com",
        "ada@.com", "ada@example..com", "ada@example.com\r\nBcc: x", "a\"b@example.com",
        "ada@example.com,", "<ada@example.com>", "\xff@example.com"}) {
    EXPECT_FALSE(normalise_email(bad).has_value()) << bad;
  }
  EXPECT_FALSE(normalise_email(std::string(65, 'a') + "@example.com").has_value());
  EXPECT_FALSE(normalise_email("a@" + std::string(64, 'b') + ".com").has_value());
}

}  // namespace
}  // namespace elevaite::identity
