#include "core/lru_cache.hpp"

#include <gtest/gtest.h>

#include <string>

namespace elevaite {
namespace {

TEST(lru_cache, forgets_what_was_not_used_for_longest) {
  LruCache<std::string, int> cache(2);
  cache.put("a", 1);
  cache.put("b", 2);
  ASSERT_NE(cache.find("a"), nullptr);
  cache.put("c", 3);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_EQ(*cache.find("a"), 1);
  EXPECT_EQ(*cache.find("c"), 3);
  EXPECT_EQ(cache.size(), 2u);
}

TEST(lru_cache, replaces_and_erases) {
  LruCache<std::string, int> cache(4);
  cache.put("a", 1);
  cache.put("a", 2);
  EXPECT_EQ(cache.size(), 1u);
  EXPECT_EQ(*cache.find("a"), 2);
  cache.put("b", 3);
  cache.erase_if([](const std::string&, int value) { return value == 2; });
  EXPECT_EQ(cache.find("a"), nullptr);
  cache.erase("b");
  cache.erase("never there");
  EXPECT_EQ(cache.size(), 0u);
}

TEST(lru_cache, keeps_nothing_when_it_may_hold_nothing) {
  LruCache<std::string, int> cache(0);
  cache.put("a", 1);
  EXPECT_EQ(cache.find("a"), nullptr);
}

}  // namespace
}  // namespace elevaite
