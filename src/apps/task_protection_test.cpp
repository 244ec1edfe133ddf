#include "apps/task_protection.hpp"

#include <gtest/gtest.h>

#include "core/json.hpp"
#include "core/net/server.hpp"
#include "core/test_loop.hpp"

namespace elevaite::apps {
namespace {

// The agent of ECS, which answers as it is told and remembers what it was asked.
class TaskOfEcs : public testing::Test {
 protected:
  TaskOfEcs() {
    auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
    server = std::make_unique<net::HttpServer>(loop.get_executor(), net::ServerOptions{}, handler);
    EXPECT_TRUE(server->start().has_value());
    options.agent_url = "http://127.0.0.1:" + std::to_string(server->port()) + "/api/some-id";
    options.look_interval = 1ms;
    options.idle = 5ms;
    options.pause = 1ms;
  }
  ~TaskOfEcs() override {
    if (protection) stop();
    protection.reset();
    server.reset();
    loop.poll();
  }

  Task<net::HttpResponse> answer(net::HttpRequest request) {
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.path, "/api/some-id/task-protection/v1/state");
    asked.push_back(request.body);
    net::HttpResponse response;
    response.status = status;
    response.body = body;
    co_return response;
  }
  void start() {
    protection =
        std::make_unique<TaskProtection>(loop.get_executor(), options, [this] { return is_busy; });
    protection->start();
  }
  template <class Done>
  void run_until(Done done) {
    for (int i = 0; i < 10'000 && !done(); ++i) {
      loop.restart();
      loop.run_for(std::chrono::milliseconds(1));
    }
    EXPECT_TRUE(done());
  }
  void stop() {
    bool is_over = false;
    auto end = [](TaskProtection& that, bool& over) -> Task<void> {
      co_await that.stop();
      over = true;
    };
    start_task(loop.get_executor(), end(*protection, is_over), [](std::exception_ptr) {});
    run_until([&] { return is_over; });
  }

  asio::io_context loop{1};
  std::unique_ptr<net::HttpServer> server;
  TaskProtectionOptions options;
  std::unique_ptr<TaskProtection> protection;
  std::vector<std::string> asked;
  int status = 200;
  std::string body = R"({"protection":{"ProtectionEnabled":true,"TaskArn":"arn"}})";
  bool is_busy = false;
};

TEST_F(TaskOfEcs, is_protected_while_it_works_and_not_after) {
  start();
  is_busy = true;
  run_until([&] { return protection->is_protected(); });
  EXPECT_EQ(asked.back(), R"({"ProtectionEnabled":true,"ExpiresInMinutes":60})");
  const auto before = asked.size();
  is_busy = false;
  run_until([&] { return !protection->is_protected(); });
  EXPECT_EQ(asked.size(), before + 1);
  EXPECT_EQ(asked.back(), R"({"ProtectionEnabled":false})");
}

TEST_F(TaskOfEcs, asks_for_nothing_while_it_is_idle) {
  start();
  for (int i = 0; i < 20; ++i) {
    loop.restart();
    loop.run_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(asked.empty());
}

TEST_F(TaskOfEcs, renews_the_protection_before_it_ends) {
  options.lasts = 4ms;
  is_busy = true;
  start();
  run_until([&] { return asked.size() >= 3; });
  EXPECT_EQ(asked[2], R"({"ProtectionEnabled":true,"ExpiresInMinutes":1})");
}

TEST_F(TaskOfEcs, gives_the_protection_back_when_it_stops) {
  is_busy = true;
  start();
  run_until([&] { return protection->is_protected(); });
  stop();
  EXPECT_EQ(asked.back(), R"({"ProtectionEnabled":false})");
}

TEST_F(TaskOfEcs, works_on_and_asks_again_when_it_is_refused) {
  body = R"({"failure":{"Reason":"DEPLOYMENT_BLOCKED"}})";
  is_busy = true;
  start();
  run_until([&] { return asked.size() >= 2; });
  EXPECT_FALSE(protection->is_protected());
  status = 400;
  body = R"({"error":{"Code":"AccessDeniedException","Message":"no"}})";
  const auto before = asked.size();
  run_until([&] { return asked.size() > before; });
  EXPECT_FALSE(protection->is_protected());
  status = 200;
  body = R"({"protection":{"ProtectionEnabled":true}})";
  run_until([&] { return protection->is_protected(); });
}

}  // namespace
}  // namespace elevaite::apps
