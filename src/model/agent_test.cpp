#include "model/agent.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

TEST(Slug, is_made_from_what_a_person_writes) {
  EXPECT_EQ(slug_of("Order desk!"), "order-desk");
  EXPECT_EQ(slug_of("  A  --  b "), "a-b");
  EXPECT_EQ(slug_of("Bücher"), "b-cher");
}

TEST(Slug, is_always_valid_whatever_the_name) {
  for (std::string name : {"", "日本", "x", "---", "Z", "Import"})
    EXPECT_TRUE(is_slug(slug_of(name))) << name;
  EXPECT_TRUE(is_slug(slug_of(std::string(62, 'a') + " b")));
  EXPECT_EQ(slug_of(std::string(100, 'a')).size(), kMaxSlugBytes);
}

TEST(Slug, refuses_capitals_underscores_and_wrong_lengths) {
  EXPECT_TRUE(is_slug("order-desk-2"));
  for (std::string text : {"", "a", "Order", "order_desk", "order desk", "ä-b", "import"}) {
    EXPECT_FALSE(is_slug(text)) << text;
  }
  EXPECT_FALSE(is_slug(std::string(64, 'a')));
}

TEST(AgentStatus, is_read_as_it_is_written) {
  for (auto status : {AgentStatus::draft, AgentStatus::deployed, AgentStatus::changed}) {
    EXPECT_EQ(agent_status_from(to_string(status)), status);
  }
  EXPECT_EQ(agent_status_from("gone"), std::nullopt);
}

}  // namespace
}  // namespace elevaite::model
