#include "core/media_type.hpp"

#include <gtest/gtest.h>

namespace elevaite {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n....";
constexpr std::string_view kZip = "PK\x03\x04....";

TEST(media_type, is_read_without_its_parameters) {
  EXPECT_EQ(media_type_of("Text/CSV; charset=utf-8"), "text/csv");
  EXPECT_EQ(media_type_of(" image/png "), "image/png");
  for (std::string_view wrong :
       {"", "text", "/", "a/", "/b", "a b/c", "text/html\r\nX: 1", "a/b/c"}) {
    EXPECT_EQ(media_type_of(wrong), "") << wrong;
  }
  EXPECT_EQ(media_type_of("a/" + std::string(200, 'b')), "");
}

TEST(media_type, is_found_where_none_is_declared) {
  EXPECT_EQ(settle_media_type("", kPng).value(), "image/png");
  EXPECT_EQ(settle_media_type(kAnyBytes, "%PDF-1.7").value(), "application/pdf");
  EXPECT_EQ(settle_media_type("", "name,amount\nx,1\n").value(), "text/plain");
  EXPECT_EQ(settle_media_type("",
                              "Gr\xc3\xbc\xc3\x9f"
                              "e \xc3\xbc")
                .value(),
            "text/plain");
  EXPECT_EQ(settle_media_type("", "\0\1\2\3\xff"sv).value(), kAnyBytes);
  EXPECT_EQ(settle_media_type("", "").value(), kAnyBytes);
}

TEST(media_type, declared_is_kept_where_nothing_speaks_against_it) {
  struct Case {
    std::string_view declared;
    std::string_view bytes;
  };
  for (auto [declared, bytes] :
       {Case{"image/png", kPng}, Case{"text/csv", "a,b"}, Case{"application/json", "{}"},
        Case{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", kZip},
        Case{"application/x-pdf", "%PDF-1"}, Case{"audio/mp4", "....ftypM4A "},
        Case{"video/quicktime", "....ftypqt  "}, Case{"image/heic", "....ftypheic"},
        Case{"image/png", ""}, Case{"application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}}) {
    auto settled = settle_media_type(declared, bytes);
    EXPECT_TRUE(settled.has_value()) << declared;
    if (settled) {
      EXPECT_EQ(*settled, declared);
    }
  }
}

TEST(media_type, declared_is_refused_where_the_content_is_another) {
  struct Case {
    std::string_view declared;
    std::string_view bytes;
  };
  for (auto [declared, bytes] :
       {Case{"image/png", "<html><script>"}, Case{"image/png", "MZ\x90\0"sv},
        Case{"text/plain", kPng}, Case{"application/pdf", kZip}, Case{"image/jpeg", kPng},
        Case{"text/csv",
             "\x7f"
             "ELF"},
        Case{"application/json", kPng}, Case{"image/png", "....ftypheic"}}) {
    auto settled = settle_media_type(declared, bytes);
    ASSERT_FALSE(settled.has_value()) << declared;
    EXPECT_EQ(settled.error().fields.at(0).code, "mismatch");
  }
}

}  // namespace
}  // namespace elevaite
