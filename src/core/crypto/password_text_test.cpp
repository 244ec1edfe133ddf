#include "core/crypto/password_text.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace elevaite::crypto {
namespace {

// Pairs of the Unicode standard's own normalisation tests, and what keyboards send.
TEST(password_text, is_one_for_one_password) {
  const std::pair<const char*, const char*> cases[] = {
      {"seven tidy wombats", "seven tidy wombats"},
      {"e\u0301", "\u00E9"},                 // composed
      {"\u212B", "\u00C5"},                  // ångström sign
      {"\uFF21\uFF22\u3000\uFF11", "AB 1"},  // full width
      {"\u1100\u1161\u11A8", "\uAC01"},      // Hangul jamo
      {"\uFB01", "fi"},                      // ligature
      {"a\u0323\u0307", "\u1EA1\u0307"},     // order of accents
      {"a\u0307\u0323", "\u1EA1\u0307"},     // … whatever was typed first
      {"\U0001F600 \u043F\u0430\u0440\u043E\u043B\u044C",
       "\U0001F600 \u043F\u0430\u0440\u043E\u043B\u044C"},
  };
  for (const auto& [typed, text] : cases) {
    EXPECT_EQ(normalised_password(typed), text);
    EXPECT_EQ(normalised_password(text), text) << "stable";
  }
}

TEST(password_text, leaves_alone_what_is_no_text) {
  EXPECT_EQ(normalised_password(""), "");
  EXPECT_EQ(normalised_password("\xff\xfe\u00E9"), "\xff\xfe\u00E9");
  std::string with_zero("e\u0301\0x", 5);
  EXPECT_EQ(normalised_password(with_zero), with_zero);
}

}  // namespace
}  // namespace elevaite::crypto
