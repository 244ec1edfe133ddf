#include "apps/health_command.hpp"

#include <gmock/gmock.h>

#include "apps/config_keys.hpp"
#include "core/net/server.hpp"
#include "core/test_loop.hpp"

namespace elevaite::apps {
namespace {

using testing::HasSubstr;

// A service that answers as it is told.
class HealthOfAService : public testing::Test {
 protected:
  HealthOfAService() {
    auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
    server = std::make_unique<net::HttpServer>(loop.get_executor(), net::ServerOptions{}, handler);
    EXPECT_TRUE(server->start().has_value());
    open_port = std::to_string(server->port());
  }
  ~HealthOfAService() override {
    server.reset();
    loop.poll();
  }

  Task<net::HttpResponse> answer(net::HttpRequest request) {
    net::HttpResponse response;
    asked.push_back(request.path);
    response.status = status;
    response.body = body;
    co_return response;
  }
  Result<std::string> ask(std::vector<std::string> arguments,
                          std::vector<std::string> settings = {}) {
    ConfigSources sources;
    sources.settings = {"auth.port=" + open_port, "engine.port=" + closed_port,
                        "worker.port=" + closed_port};
    sources.settings.insert(sources.settings.end(), settings.begin(), settings.end());
    auto config = Config::load(config_keys(), sources).value();
    return run_task(loop, ask_health(config, read_health_question(arguments).value()));
  }

  asio::io_context loop{1};
  std::unique_ptr<net::HttpServer> server;
  std::string open_port;
  std::string closed_port = "1";  // tcpmux, which nobody has
  std::vector<std::string> asked;
  int status = 200;
  std::string body = R"({"status":"ready","checks":[]})";
};

TEST_F(HealthOfAService, is_asked_whether_it_can_serve) {
  auto said = ask({"auth"});
  ASSERT_TRUE(said.has_value()) << said.error().message;
  EXPECT_EQ(*said, "auth on port " + open_port + ": ready.");
  EXPECT_EQ(asked, std::vector<std::string>{"/readyz"});
}

TEST_F(HealthOfAService, may_be_asked_only_whether_it_lives) {
  EXPECT_THAT(ask({"auth", "--live"}).value(), HasSubstr("alive"));
  EXPECT_EQ(asked, std::vector<std::string>{"/healthz"});
}

TEST_F(HealthOfAService, says_what_is_wrong) {
  status = 503;
  body = R"({"checks":[{"name":"engine","ok":true},
                       {"name":"database","ok":false,"detail":"timeout"}]})";
  auto said = ask({"auth"});
  ASSERT_TRUE(said.has_error());
  EXPECT_EQ(said.error().message,
            "auth on port " + open_port + " answered 503 to /readyz. database: timeout.");
  body = "<html>";
  EXPECT_THAT(ask({"auth"}).error().message, HasSubstr("answered 503 to /readyz."));
}

TEST_F(HealthOfAService, is_bad_where_nobody_answers) {
  EXPECT_THAT(ask({"engine"}).error().message, HasSubstr("engine on port " + closed_port));
  EXPECT_TRUE(ask({"auth", "worker"}).has_error());
}

TEST_F(HealthOfAService, is_found_by_itself_when_no_service_is_named) {
  EXPECT_EQ(ask({}).value(), "auth on port " + open_port + ": ready.");
  EXPECT_EQ(ask({}, {"auth.port=" + closed_port}).error().message, "No service answers /readyz.");
  status = 503;
  EXPECT_TRUE(ask({}).has_error()) << "none that answers may answer badly";
}

TEST_F(HealthOfAService, is_asked_on_loopback_where_it_listens_on_all_addresses) {
  EXPECT_TRUE(ask({"auth"}, {"auth.address=0.0.0.0"}).has_value());
}

TEST_F(HealthOfAService, cannot_be_asked_on_a_port_that_the_system_chose) {
  EXPECT_THAT(ask({"auth"}, {"auth.port=0"}).error().message, HasSubstr("auth.port is 0"));
}

TEST(read_health_question, refuses_what_it_does_not_know) {
  EXPECT_TRUE(read_health_question({"engine", "--live"}).value().is_only_life);
  EXPECT_THAT(read_health_question({"migrate"}).error().message, HasSubstr("not migrate."));
}

}  // namespace
}  // namespace elevaite::apps
