#include "core/aws/credential_source.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/net/server.hpp"
#include "core/test_loop.hpp"

namespace elevaite::aws {
namespace {

TEST(credential_settings, come_from_the_standard_variables) {
  std::map<std::string, std::string> variables{{"AWS_ACCESS_KEY_ID", "AKID"},
                                               {"AWS_SECRET_ACCESS_KEY", "secret"},
                                               {"AWS_SESSION_TOKEN", "token"}};
  auto read = [&variables](const char* name) { return variables[name]; };
  auto settings = credential_settings(read);
  EXPECT_EQ(settings.fixed.access_key_id, "AKID");
  EXPECT_EQ(settings.fixed.secret_access_key, "secret");
  EXPECT_EQ(settings.fixed.session_token, "token");
  EXPECT_EQ(settings.endpoint, "");
  variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1"},
               {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/other"}};
  EXPECT_EQ(credential_settings(read).endpoint, "http://169.254.170.2/v2/credentials/1");
}

// An endpoint that counts how often it was asked, as ECS has one.
class Role : public testing::Test {
 protected:
  Role() {
    auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
    server = std::make_unique<net::HttpServer>(loop.get_executor(), net::ServerOptions{}, handler);
    EXPECT_TRUE(server->start().has_value());
    CredentialSettings settings;
    settings.endpoint = "http://127.0.0.1:" + std::to_string(server->port()) + "/role";
    settings.authorization = "Basic of-the-task";
    source = std::make_unique<CredentialSource>(http, clock, settings);
  }
  ~Role() override {
    server.reset();
    loop.poll();
  }

  Task<net::HttpResponse> answer(net::HttpRequest request) {
    net::HttpResponse response;
    EXPECT_EQ(request.headers.get("Authorization"), "Basic of-the-task");
    ++asked;
    if (is_broken) response.status = 500;
    response.body = R"({"AccessKeyId":"AKID)" + std::to_string(asked) +
                    R"(","SecretAccessKey":"s","Token":"t","Expiration":")" +
                    to_rfc3339(clock.now() + 1h) + R"("})";
    co_return response;
  }
  Result<Credentials> get() { return run_task(loop, source->get()); }

  asio::io_context loop{1};
  ManualClock clock;
  net::HttpClient http{loop.get_executor()};
  std::unique_ptr<net::HttpServer> server;
  std::unique_ptr<CredentialSource> source;
  int asked = 0;
  bool is_broken = false;
};

TEST_F(Role, is_asked_again_before_its_credentials_expire) {
  EXPECT_EQ(get()->access_key_id, "AKID1");
  clock.advance(50min);
  EXPECT_EQ(get()->access_key_id, "AKID1");
  clock.advance(6min);
  EXPECT_EQ(get()->access_key_id, "AKID2");
  EXPECT_EQ(get()->session_token, "t");
}

TEST_F(Role, is_believed_while_its_endpoint_fails_and_no_longer_than_it_said) {
  EXPECT_TRUE(get().has_value());
  is_broken = true;
  clock.advance(57min);
  EXPECT_EQ(get()->access_key_id, "AKID1");
  EXPECT_EQ(get()->access_key_id, "AKID1");
  EXPECT_EQ(asked, 2) << "a failing endpoint is left alone for a while";
  clock.advance(4min);
  EXPECT_EQ(get().error().code, ErrorCode::unavailable);
}

TEST_F(Role, missing_is_said) {
  CredentialSource none(http, clock, {});
  EXPECT_EQ(run_task(loop, none.get()).error().reason, "no_aws_credentials");
}

}  // namespace
}  // namespace elevaite::aws
