#include "core/net/address_block.hpp"

#include <gtest/gtest.h>

namespace elevaite::net {
namespace {

TEST(AddressBlock, has_one_spelling) {
  const std::pair<const char*, const char*> cases[] = {
      {"192.0.2.0/24", "192.0.2.0/24"},
      {"192.0.2.7", "192.0.2.7/32"},
      {"0.0.0.0/0", "0.0.0.0/0"},
      {"2001:DB8:0::/32", "2001:db8::/32"},
      {"::1", "::1/128"},
      {"::ffff:192.0.2.7", "192.0.2.7/32"},
      {"::ffff:192.0.2.0/120", "192.0.2.0/24"},
      {"198.51.100.128/25", "198.51.100.128/25"},
  };
  for (const auto& [text, written] : cases) {
    auto block = AddressBlock::parse(text);
    ASSERT_TRUE(block.has_value()) << text;
    EXPECT_EQ(block->text(), written);
  }
}

TEST(AddressBlock, refuses_what_is_none) {
  for (const char* text : {"",
                           "/",
                           "/24",
                           "192.0.2.0/",
                           "192.0.2.0/33",
                           "192.0.2.0/-1",
                           "192.0.2.0/+8",
                           "192.0.2.0/08",
                           "192.0.2.0/8/8",
                           "192.0.2/24",
                           "192.0.2.256",
                           "0300.0.2.1",
                           "1",
                           "example.com",
                           "2001:db8::/129",
                           "2001:db8",
                           "[2001:db8::1]",
                           "fe80::1%eth0",
                           " 192.0.2.1",
                           "192.0.2.1 ",
                           "::ffff:192.0.2.0/24",
                           "192.0.2.1:443",
                           "*"}) {
    EXPECT_FALSE(AddressBlock::parse(text).has_value()) << text;
  }
  EXPECT_FALSE(AddressBlock::parse(std::string_view("192.0.2.1\0/8", 12)).has_value());
}

TEST(AddressBlock, names_the_block_that_was_probably_meant) {
  auto refused = AddressBlock::parse("10.1.2.3/8");
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("10.0.0.0/8"), std::string::npos);
  refused = AddressBlock::parse("2001:db8::1/64");
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("2001:db8::/64"), std::string::npos);
}

TEST(AddressBlock, holds_its_addresses_and_no_others) {
  struct Case {
    const char* block;
    const char* address;
    bool is_inside;
  };
  const Case cases[] = {
      {"192.0.2.0/25", "192.0.2.0", true},
      {"192.0.2.0/25", "192.0.2.127", true},
      {"192.0.2.0/25", "192.0.2.128", false},
      {"192.0.2.0/25", "::ffff:192.0.2.5", true},
      {"192.0.2.0/25", "::ffff:192.0.2.200", false},
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.6", false},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "2001:db8::1", true},
      {"::/0", "192.0.2.1", false},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"0.0.0.0/0", "", false},
      {"0.0.0.0/0", "unknown", false},
      {"0.0.0.0/0", "192.0.2.1, 10.0.0.1", false},
  };
  for (const Case& item : cases) {
    auto block = AddressBlock::parse(item.block);
    ASSERT_TRUE(block.has_value()) << item.block;
    EXPECT_EQ(block->contains(item.address), item.is_inside) << item.block << " " << item.address;
  }
}

}  // namespace
}  // namespace elevaite::net
