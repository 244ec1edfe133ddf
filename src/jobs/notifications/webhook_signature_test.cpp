#include "jobs/notifications/webhook_signature.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace elevaite::jobs {

// The example of the specification's own libraries.
constexpr std::string_view kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t kTimestamp = 1614265330;
constexpr std::string_view kBody = R"({"test": 2432232314})";

TEST(WebhookSignature, is_that_of_the_specification) {
  std::vector<std::string> secrets{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
  EXPECT_EQ(sign_webhook(secrets, kId, kTimestamp, kBody).value(),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, has_one_signature_a_secret) {
  std::vector<std::string> secrets{new_webhook_secret(), new_webhook_secret()};
  EXPECT_NE(secrets[0], secrets[1]);
  auto both = sign_webhook(secrets, kId, kTimestamp, kBody).value();
  auto first = sign_webhook(std::span(secrets).first(1), kId, kTimestamp, kBody).value();
  auto second = sign_webhook(std::span(secrets).last(1), kId, kTimestamp, kBody).value();
  EXPECT_EQ(both, first + " " + second);
}

TEST(WebhookSignature, refuses_what_is_no_secret) {
  for (const char* text : {"", "whsec", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"}) {
    std::vector<std::string> secrets{text};
    EXPECT_FALSE(sign_webhook(secrets, kId, kTimestamp, kBody)) << text;
  }
}

}  // namespace elevaite::jobs
