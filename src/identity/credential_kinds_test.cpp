#include "identity/credential_kinds.hpp"

#include <gtest/gtest.h>

namespace elevaite::identity {
namespace {

Result<SplitFields> split(std::string_view kind, JsonObject fields) {
  return split_fields(*find_credential_kind(kind), fields);
}

TEST(credential_kinds, have_unique_names_and_fields) {
  std::map<std::string, int> kinds;
  for (const auto& kind : credential_kinds()) {
    EXPECT_EQ(kinds[kind.kind]++, 0) << kind.kind;
    std::map<std::string, int> fields;
    for (const auto& field : kind.fields) EXPECT_EQ(fields[field.name]++, 0) << field.name;
  }
  for (const char* expected : {"http_bearer", "http_basic", "http_header", "postgres", "sqlite",
                               "smtp", "slack", "openai", "anthropic", "openai_compatible"}) {
    EXPECT_NE(find_credential_kind(expected), nullptr) << expected;
  }
  EXPECT_EQ(find_credential_kind("nonsense"), nullptr);
}

TEST(credential_kinds, part_what_may_be_shown_from_what_may_not) {
  auto parts = split("http_basic", {{"username", "ada"}, {"password", "s3cret"}}).value();
  EXPECT_EQ(to_text(parts.shown), R"({"username":"ada"})");
  EXPECT_EQ(to_text(parts.secret), R"({"password":"s3cret"})");
}

TEST(credential_kinds, list_every_fault_without_repeating_values) {
  auto refused =
      split("smtp",
            {{"port", 99999}, {"password", 5}, {"frm", "sentinel"}, {"username", "a\r\nsentinel"}});
  ASSERT_FALSE(refused.has_value());
  std::map<std::string, std::string> codes;
  for (const auto& fault : refused.error().fields) codes[fault.field] = fault.code;
  EXPECT_EQ(codes["fields.host"], "required");
  EXPECT_EQ(codes["fields.port"], "invalid");
  EXPECT_EQ(codes["fields.password"], "invalid");
  EXPECT_EQ(codes["fields.username"], "invalid");
  EXPECT_EQ(codes["fields.frm"], "unknown");
  EXPECT_EQ(codes.size(), 5u);
  EXPECT_EQ(refused.error().message.find("sentinel"), std::string::npos);
}

TEST(credential_kinds, check_formats) {
  EXPECT_FALSE(split("http_header", {{"name", "X Bad"}, {"value", "v"}}).has_value());
  EXPECT_TRUE(split("http_header", {{"name", "X-Good"}, {"value", "v"}}).has_value());
  EXPECT_FALSE(split("openai_compatible", {{"base_url", "file:///etc/passwd"}}).has_value());
  EXPECT_TRUE(split("openai_compatible", {{"base_url", "http://llm.local/v1"}}).has_value());
  EXPECT_FALSE(split("slack", {}).has_value());
  EXPECT_TRUE(split("slack", {{"bot_token", "xoxb-1"}}).has_value());
  EXPECT_FALSE(split("http_bearer", {{"token", ""}}).has_value());
  EXPECT_FALSE(split("http_bearer", {{"token", std::string(20000, 'x')}}).has_value());
}

}  // namespace
}  // namespace elevaite::identity
