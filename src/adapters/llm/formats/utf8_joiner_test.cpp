#include "adapters/llm/formats/utf8_joiner.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::llm {
namespace {

TEST(utf8_joiner, joins_text_cut_at_every_byte) {
  const std::string text = "aé☃🚚z";
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (std::size_t j = i; j <= text.size(); ++j) {
      Utf8Joiner joiner;
      std::string out = joiner.push(text.substr(0, i));
      EXPECT_EQ(to_valid_utf8(out), out);
      out += joiner.push(text.substr(i, j - i));
      out += joiner.push(text.substr(j));
      out += joiner.finish();
      EXPECT_EQ(out, text) << i << " " << j;
    }
  }
}

TEST(utf8_joiner, joins_surrogate_halves_cut_at_every_byte) {
  const std::string halves = "<\xED\xA0\xBD\xED\xBA\x9A>";
  for (std::size_t i = 0; i <= halves.size(); ++i) {
    Utf8Joiner joiner;
    std::string out = joiner.push(halves.substr(0, i));
    out += joiner.push(halves.substr(i));
    out += joiner.finish();
    EXPECT_EQ(out, "<🚚>") << i;
  }
}

TEST(utf8_joiner, replaces_what_is_not_utf8) {
  EXPECT_EQ(to_valid_utf8("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(to_valid_utf8("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xE2\x98"), "\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xED\xA0\xBDx"), "\uFFFDx");
  EXPECT_EQ(to_valid_utf8("\xED\xBA\x9A"), "\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xF4\x90\x80\x80").find("\xF4"), std::string::npos);
}

TEST(utf8_joiner, everything_that_comes_out_is_valid) {
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525u + 1013904223u;
      constexpr unsigned char kInteresting[] = {0x41, 0x80, 0xA0, 0xBD, 0xED, 0xE2, 0xF0, 0xC3};
      bytes += static_cast<char>(kInteresting[(state >> 24) % 8]);
    }
    std::string json = to_text(Json(to_valid_utf8(bytes)));
    EXPECT_TRUE(parse_json(json).has_value()) << json;
  }
}

TEST(utf8_joiner, vendor_json_lets_lone_surrogates_through) {
  auto value = parse_vendor_json(R"({"a":"\ud83d","b":"\\ud83d","c":"\ude9a\n"})");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(find_string(*value, "a"), "\xED\xA0\xBD");
  EXPECT_EQ(find_string(*value, "b"), "\\ud83d");
  EXPECT_EQ(find_string(*value, "c"), "\xED\xBA\x9A\n");
  EXPECT_FALSE(parse_vendor_json("{").has_value());
  EXPECT_FALSE(parse_vendor_json(std::string(1000, '[')).has_value());
}

}  // namespace
}  // namespace elevaite::adapters::llm
