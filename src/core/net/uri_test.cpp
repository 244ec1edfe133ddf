#include "core/net/uri.hpp"

#include <gtest/gtest.h>

namespace elevaite::net {
namespace {

TEST(Uri, decodes_what_it_encodes) {
  std::string text = "a b+c/d?e=f&g%h~-._\xC3\xBC\xF0\x9F\x8C\x8D";
  std::string encoded = percent_encode(text);
  EXPECT_EQ(encoded, "a%20b%2Bc%2Fd%3Fe%3Df%26g%25h~-._%C3%BC%F0%9F%8C%8D");
  EXPECT_EQ(percent_decode(encoded).value(), text);
  EXPECT_EQ(percent_decode("a+b").value(), "a+b");
}

TEST(Uri, refuses_escapes_that_are_malformed_or_not_text) {
  for (std::string bad :
       {"%", "%4", "%zz", "a%00b", "%ff", "%C3", "%C0%AF", "%ED%A0%80", "%F5%80%80%80"}) {
    EXPECT_EQ(percent_decode(bad).error().code, ErrorCode::invalid_argument) << bad;
    EXPECT_TRUE(parse_query("a=" + bad).has_error()) << bad;
  }
}

TEST(Uri, reads_a_query_into_ordered_pairs) {
  auto pairs = parse_query("b=1&a=x+y%20z&&flag&b=2&=empty&c==").value();
  QueryParameters expected{{"b", "1"}, {"a", "x y z"}, {"flag", ""},
                           {"b", "2"}, {"", "empty"},  {"c", "="}};
  EXPECT_EQ(pairs, expected);
  EXPECT_EQ(*find_parameter(pairs, "b"), "1");
  EXPECT_EQ(find_parameter(pairs, "none"), nullptr);
  EXPECT_TRUE(parse_query("").value().empty());
  QueryParameters odd{{"a&b", "c=d e"}};
  EXPECT_EQ(parse_query(format_query(odd)).value(), odd);
}

TEST(Uri, splits_a_url_into_what_is_dialled) {
  auto parts = parse_url("HTTPS://Example.COM/Path?q#f").value();
  EXPECT_EQ(parts.origin(), "https://example.com:443");
  EXPECT_FALSE(parts.has_userinfo);
  EXPECT_EQ(parse_url("http://0x7f.1:8080").value().origin(), "http://127.0.0.1:8080");
  EXPECT_EQ(parse_url("http://[::1]:81/").value().origin(), "http://[::1]:81");
  EXPECT_TRUE(parse_url("http://u:p@h/").value().has_userinfo);
  EXPECT_TRUE(parse_url("http://@h/").value().has_userinfo);
  EXPECT_FALSE(parse_url("http://h/@").value().has_userinfo);
  EXPECT_TRUE(parse_url("http://[fe80::1%25eth0]/").value().has_zone);
}

// A scheme in capitals is left to libcurl's parser, the usual one is not: both must agree.
TEST(Uri, reads_usual_urls_as_the_full_parser_does) {
  for (std::string rest :
       {"h", "h/", "h:81", "a.b-c.example:8080/x?y#z", "1.2.3.4/", "127.0.0.1:80", "h?q", "h#f",
        "h:65535/%41", "h/a@b:c", "xn--bcher-kva.example/", "h:0/", "h:65536/", "h:080/"}) {
    auto usual = parse_url("http://" + rest);
    auto full = parse_url("HTTP://" + rest);
    ASSERT_EQ(usual.has_value(), full.has_value()) << rest;
    if (!usual) continue;
    EXPECT_EQ(usual->origin(), full->origin()) << rest;
    EXPECT_EQ(usual->has_userinfo, full->has_userinfo) << rest;
  }
}

TEST(Uri, refuses_what_is_not_an_absolute_url) {
  for (std::string bad : {"", "/path", "example.com", "http://", "http:///x", "http://a b/",
                          "http://h:99999/", "http://h:x/", "http://a\nb/", "http://[::1/"}) {
    EXPECT_EQ(parse_url(bad).error().code, ErrorCode::invalid_argument) << bad;
  }
}

TEST(Uri, resolves_a_reference_against_its_base) {
  std::string base = "http://h:81/a/b?q=1";
  EXPECT_EQ(resolve_url(base, "c").value(), "http://h:81/a/c");
  EXPECT_EQ(resolve_url(base, "/c?d").value(), "http://h:81/c?d");
  EXPECT_EQ(resolve_url(base, "//x/y").value(), "http://x/y");
  EXPECT_EQ(resolve_url(base, "https://z/").value(), "https://z/");
}

}  // namespace
}  // namespace elevaite::net
