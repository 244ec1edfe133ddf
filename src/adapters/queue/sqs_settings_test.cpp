#include "adapters/queue/sqs_settings.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::queue {
namespace {

std::string fault_of(std::string_view url) {
  auto settings = parse_sqs_url(url, "");
  return settings ? "" : settings.error().message;
}

TEST(SqsSettings, names_the_queue_and_where_it_is) {
  auto settings = parse_sqs_url("sqs://elevaite-long?region=eu-central-1", "");
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->queue, "elevaite-long");
  EXPECT_EQ(settings->service.base_url, "https://sqs.eu-central-1.amazonaws.com");
  EXPECT_EQ(settings->service.host, "sqs.eu-central-1.amazonaws.com");
  settings = parse_sqs_url("sqs://q?endpoint=http%3A%2F%2F127.0.0.1%3A9324", "us-east-1");
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->service.region, "us-east-1");
  EXPECT_EQ(settings->service.host, "127.0.0.1:9324");
}

TEST(SqsSettings, says_which_part_is_wrong) {
  EXPECT_NE(fault_of("sqs://?region=us-east-1").find("sqs://NAME"), std::string::npos);
  EXPECT_NE(fault_of("sqs://a/b?region=us-east-1").find("sqs://NAME"), std::string::npos);
  EXPECT_NE(fault_of("sqs://q.fifo?region=us-east-1").find("FIFO"), std::string::npos);
  EXPECT_NE(fault_of("sqs://q").find("The region is missing"), std::string::npos);
  EXPECT_NE(fault_of("sqs://q?region=r&colour=red").find("colour"), std::string::npos);
  EXPECT_NE(fault_of("sqs://q?region=r&endpoint=ftp%3A%2F%2Fx").find("endpoint"),
            std::string::npos);
}

}  // namespace
}  // namespace elevaite::adapters::queue
