#include "identity/refresh_token.hpp"

#include <gtest/gtest.h>

namespace elevaite::identity {
namespace {

TEST(refresh_token, reads_what_it_writes) {
  auto family_key = crypto::random_bytes(32);
  auto token = RefreshToken::make(model::SessionId::generate(), 70000, family_key);
  auto again = RefreshToken::parse(token.str());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->session_id, token.session_id);
  EXPECT_EQ(again->generation, 70000);
  EXPECT_EQ(again->secret_hash(), token.secret_hash());
  EXPECT_TRUE(again->is_genuine(family_key));
}

TEST(refresh_token, is_genuine_only_unchanged_and_in_its_family) {
  auto family_key = crypto::random_bytes(32);
  auto token = RefreshToken::make(model::SessionId::generate(), 3, family_key);
  EXPECT_FALSE(token.is_genuine(crypto::random_bytes(32)));
  auto text = token.str();
  for (std::size_t i = 5; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    auto parsed = RefreshToken::parse(changed);
    EXPECT_FALSE(parsed && parsed->is_genuine(family_key)) << i;
  }
}

TEST(refresh_token, refuses_other_texts) {
  auto text = RefreshToken::make(model::SessionId::generate(), 0, crypto::random_bytes(32)).str();
  for (const std::string& bad :
       {std::string(), std::string("elvr_"), "elv_" + text.substr(5), text + "A",
        text.substr(0, text.size() - 1), "elvr_" + std::string(5000, 'A')}) {
    EXPECT_FALSE(RefreshToken::parse(bad)) << bad.substr(0, 60);
  }
}

}  // namespace
}  // namespace elevaite::identity
