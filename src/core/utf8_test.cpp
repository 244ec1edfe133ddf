#include "core/utf8.hpp"

#include <gtest/gtest.h>

namespace elevaite {

TEST(Utf8, accepts_every_length_of_sequence) { EXPECT_TRUE(is_utf8("a\u00e9\u20ac\U0001f600")); }

TEST(Utf8, refuses_overlong_forms_surrogates_and_cut_sequences) {
  EXPECT_FALSE(is_utf8("\xc0\x80"));
  EXPECT_FALSE(is_utf8("\xe0\x80\x80"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(is_utf8("\xe2\x82"));
  EXPECT_FALSE(is_utf8("\x80"));
}

TEST(Utf8, replaces_only_what_is_wrong) {
  EXPECT_EQ(replace_invalid_utf8("a\xff\u00e9"), "a\ufffd\u00e9");
  EXPECT_EQ(replace_invalid_utf8("\xe2\x82"), "\ufffd\ufffd");
}

TEST(Utf8, clips_before_a_sequence) {
  EXPECT_EQ(clip_utf8("a\u20acb", 3), "a");
  EXPECT_EQ(clip_utf8("a\u20acb", 4), "a\u20ac");
  EXPECT_EQ(clip_utf8("abc", 10), "abc");
}

}  // namespace elevaite
