#include "apps/secret_references.hpp"

#include <gmock/gmock.h>

namespace elevaite::apps {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(secret_reference, names_a_secret_and_perhaps_a_member) {
  auto whole = parse_secret_reference("secretsmanager:elevaite-staging/database_url").value();
  EXPECT_EQ(whole.secret, "elevaite-staging/database_url");
  EXPECT_EQ(whole.json_key, "");
  auto member =
      parse_secret_reference("secretsmanager:arn:aws:secretsmanager:eu-central-1:1:secret:a-b#url")
          .value();
  EXPECT_EQ(member.secret, "arn:aws:secretsmanager:eu-central-1:1:secret:a-b");
  EXPECT_EQ(member.json_key, "url");
  for (const char* text : {"secretsmanager:", "secretsmanager:#url", "secretsmanager:name#"}) {
    EXPECT_TRUE(parse_secret_reference(text).has_error()) << text;
  }
}

TEST(secret_reference, selects_what_it_names_and_repeats_nothing_of_the_rest) {
  SecretReference whole{"name", ""};
  SecretReference member{"name", "url"};
  EXPECT_EQ(select_secret(whole, R"({"url":1})").value(), R"({"url":1})");
  EXPECT_EQ(select_secret(member, R"({"url":"postgres:"})").value(), "postgres:");
  EXPECT_EQ(select_secret(member, R"({"url":7})").value(), "7");
  for (const char* secret : {"hidden", R"({"other":"hidden"})", R"({"url":["hidden"]})"}) {
    auto selected = select_secret(member, secret);
    ASSERT_TRUE(selected.has_error()) << secret;
    EXPECT_THAT(selected.error().message, HasSubstr("name"));
    EXPECT_THAT(selected.error().message, Not(HasSubstr("hidden")));
  }
}

}  // namespace
}  // namespace elevaite::apps
