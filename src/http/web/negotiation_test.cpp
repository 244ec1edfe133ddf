#include "http/web/negotiation.hpp"

#include <gtest/gtest.h>

namespace elevaite::http::web {
namespace {

TEST(negotiation, takes_a_coding_that_is_named_and_not_refused) {
  struct Case {
    std::string_view header;
    bool accepts_br;
  };
  for (const Case& c : {Case{"gzip, deflate, br", true},
                        {"br", true},
                        {"BR;q=0.5", true},
                        {"gzip;q=1.0, br ; q=0.001", true},
                        {"*", true},
                        {"gzip, *;q=0.1", true},
                        {"", false},
                        {"gzip", false},
                        {"brotli", false},
                        {"xbr, br2", false},
                        {"br;q=0", false},
                        {"br;q=0.000", false},
                        {"br;q=0, *", false},
                        {"*;q=0", false},
                        {"gzip, *;q=0", false},
                        {",,;,", false}}) {
    EXPECT_EQ(accepts_coding(c.header, "br"), c.accepts_br) << c.header;
  }
}

TEST(negotiation, compares_etags_weakly_and_in_lists) {
  for (std::string_view same : {"\"a\"", "W/\"a\"", "\"x\", \"a\"", "*", " \"a\" "}) {
    EXPECT_TRUE(names_etag(same, "\"a\"")) << same;
  }
  for (std::string_view other : {"", "a", "\"A\"", "\"ab\"", "w/\"a\"", "\"b\",\"c\""}) {
    EXPECT_FALSE(names_etag(other, "\"a\"")) << other;
  }
}

}  // namespace
}  // namespace elevaite::http::web
