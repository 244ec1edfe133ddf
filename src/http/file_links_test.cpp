#include "http/file_links.hpp"

#include <gtest/gtest.h>

namespace elevaite::http {
namespace {

identity::MasterKeys keys(char fill) {
  std::string bytes(32, fill);
  return identity::MasterKeys::parse("k1:" + crypto::base64_encode(crypto::bytes_of(bytes)))
      .value();
}

class FileLinks : public testing::Test {
 protected:
  Instant now = system_clock().now();
  FileLink link{model::TenantId::generate(), model::FileId::generate(), now + 1min};
};

TEST_F(FileLinks, are_opened_until_their_time_has_passed) {
  auto ours = keys('a');
  auto token = seal_file_link(ours, link);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                    "-_."),
            std::string::npos);
  auto opened = open_file_link(ours, token, now);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->tenant_id, link.tenant_id);
  EXPECT_EQ(opened->file_id, link.file_id);
  EXPECT_EQ(open_file_link(ours, token, now + 1min).error().reason, "gone");
}

TEST_F(FileLinks, that_we_did_not_seal_are_not_found) {
  auto ours = keys('a');
  auto token = seal_file_link(ours, link);
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto changed = token;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_EQ(open_file_link(ours, changed, now).error().code, ErrorCode::not_found) << i;
  }
  for (const std::string& wrong :
       {std::string(), std::string("."), std::string("k1."), token + "A", std::string(5000, 'a')}) {
    EXPECT_EQ(open_file_link(ours, wrong, now).error().code, ErrorCode::not_found) << wrong;
  }
  EXPECT_EQ(open_file_link(keys('b'), token, now).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace elevaite::http
