// Against a server of this process, on loopback.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/net/server.hpp"
#include "nodes/fake_step_context.hpp"

namespace elevaite::nodes {
namespace {

using testing::HasSubstr;

// One loop runs the node and the server.
struct HttpRequestNode : testing::Test {
  NodeBench bench{{"127.0.0.1"}};
  std::vector<net::HttpRequest> seen;
  net::HttpResponse answer{200, {{"Content-Type", "application/json"}}, R"({"ok":true})", {}};
  std::unique_ptr<net::HttpServer> server;

  HttpRequestNode() {
    auto handler = [this](net::HttpRequest request) { return handle(std::move(request)); };
    server =
        std::make_unique<net::HttpServer>(bench.loop.get_executor(), net::ServerOptions{}, handler);
    server->start().value();
  }
  ~HttpRequestNode() override {
    run_task(bench.loop, stop());
    server.reset();
  }
  Task<Result<void>> stop() {
    co_await server->stop(0s);
    co_return Result<void>{};
  }
  Task<net::HttpResponse> handle(net::HttpRequest request) {
    seen.push_back(std::move(request));
    co_return answer;
  }
  std::string url(std::string_view path = "/") const {
    return fmt::format("http://127.0.0.1:{}{}", server->port(), path);
  }
  Json config(std::string_view rest = "{}", std::string_view path = "/") const {
    Json out = json(rest);
    out.get_object()["url"] = url(path);
    return out;
  }
  Json get(std::string_view rest = "{}") {
    return bench.output("http_request", config(rest)).value;
  }
  Error failure(std::string_view rest = "{}") { return bench.error("http_request", config(rest)); }
};

}  // namespace

TEST_F(HttpRequestNode, reads_json_and_lower_case_headers) {
  Json value = get();
  EXPECT_EQ(find_int(value, "status"), 200);
  EXPECT_EQ(to_text(*find(value, "body")), R"({"ok":true})");
  EXPECT_EQ(find_string(*find(value, "headers"), "content-type"), "application/json");
  EXPECT_FALSE(seen.at(0).headers.has("Idempotency-Key"));
}

TEST_F(HttpRequestNode, encodes_the_query_and_keeps_the_one_that_is_there) {
  bench.output("http_request",
               config(R"({"query":{"q":"a b&c","list":[1,2],"none":null}})", "/x?y=1#part"));
  EXPECT_EQ(seen.at(0).target, "/x?y=1&q=a%20b%26c&list=1&list=2");
}

TEST_F(HttpRequestNode, sends_an_idempotency_key_and_the_trace_with_writes) {
  bench.context.trace = "00-11111111111111111111111111111111-2222222222222222-01";
  bench.context.repeated = true;
  get(R"({"method":"POST","body":{"a":1}})");
  const auto& request = seen.at(0);
  EXPECT_EQ(request.headers.get("Idempotency-Key"), "run_1/step/1");
  EXPECT_EQ(request.headers.get("traceparent"), bench.context.trace);
  EXPECT_EQ(request.headers.get("Content-Type"), "application/json");
  EXPECT_EQ(request.body, R"({"a":1})");
}

TEST_F(HttpRequestNode, stops_after_a_crash_when_told_so) {
  bench.context.repeated = true;
  Error error = failure(R"({"method":"POST","after_crash":"stop"})");
  EXPECT_EQ(error.reason, "outcome_unknown");
  EXPECT_FALSE(is_retryable(error.code));
  EXPECT_TRUE(seen.empty());
  get(R"({"after_crash":"stop"})");
  EXPECT_EQ(seen.size(), 1U);
}

TEST_F(HttpRequestNode, writes_forms_and_text) {
  get(R"({"method":"POST","body_type":"form","body":{"a":"x y","b":[1,2]}})");
  EXPECT_EQ(seen.at(0).body, "a=x%20y&b=1&b=2");
  EXPECT_EQ(seen.at(0).headers.get("Content-Type"), "application/x-www-form-urlencoded");
  get(R"({"method":"PUT","body_type":"text","body":"plain",
          "headers":{"Content-Type":"text/csv"}})");
  EXPECT_EQ(seen.at(1).body, "plain");
  EXPECT_EQ(seen.at(1).headers.get("Content-Type"), "text/csv");
}

TEST_F(HttpRequestNode, signs_with_each_kind_of_credential) {
  bench.vault.credentials["bearer"] = json(R"({"kind":"http_bearer","token":"t"})");
  bench.vault.credentials["basic"] = json(R"({"kind":"http_basic","username":"u","password":"p"})");
  bench.vault.credentials["header"] = json(R"({"kind":"http_header","name":"X-Key","value":"v"})");
  get(R"({"credential":"bearer","headers":{"Authorization":"mine"}})");
  EXPECT_EQ(seen.at(0).headers.get("Authorization"), "Bearer t");
  get(R"({"credential":"basic"})");
  EXPECT_EQ(seen.at(1).headers.get("Authorization"), "Basic dTpw");
  get(R"({"credential":"header"})");
  EXPECT_EQ(seen.at(2).headers.get("X-Key"), "v");
}

TEST_F(HttpRequestNode, maps_statuses_to_errors) {
  const std::pair<int, ErrorCode> cases[] = {
      {400, ErrorCode::invalid_argument},  {401, ErrorCode::unauthenticated},
      {403, ErrorCode::permission_denied}, {404, ErrorCode::not_found},
      {409, ErrorCode::conflict},          {429, ErrorCode::rate_limited},
      {500, ErrorCode::unavailable},       {504, ErrorCode::timeout}};
  for (auto [status, code] : cases) {
    answer.status = status;
    Error error = failure();
    EXPECT_EQ(error.code, code) << status;
    EXPECT_EQ(error.reason, fmt::format("http_{}", status));
    EXPECT_THAT(error.message, HasSubstr("127.0.0.1"));
  }
}

TEST_F(HttpRequestNode, passes_on_when_to_try_again) {
  answer.status = 429;
  answer.headers.set("Retry-After", "7");
  EXPECT_EQ(failure().retry_after, 7s);
}

TEST_F(HttpRequestNode, accepts_statuses_that_are_asked_for) {
  answer.status = 404;
  EXPECT_EQ(find_int(get(R"({"accept_status":"404, 500-599"})"), "status"), 404);
  answer.status = 503;
  EXPECT_EQ(find_int(get(R"({"accept_status":"404, 500-599"})"), "status"), 503);
  answer.status = 403;
  EXPECT_EQ(failure(R"({"accept_status":"404, 500-599"})").code, ErrorCode::permission_denied);
  EXPECT_EQ(failure(R"({"accept_status":"4xx"})").fields.at(0).field, "config.accept_status");
}

TEST_F(HttpRequestNode, follows_no_redirect_to_a_denied_address_and_none_for_writes) {
  answer.status = 302;
  answer.headers.set("Location", "http://169.254.169.254/latest/meta-data/");
  EXPECT_EQ(failure().code, ErrorCode::permission_denied);
  EXPECT_EQ(failure(R"({"method":"POST"})").reason, "http_302");
  EXPECT_EQ(failure(R"({"follow_redirects":false})").reason, "http_302");
}

TEST_F(HttpRequestNode, dials_only_what_the_guard_permits) {
  NodeBench strict;
  Error error = strict.error("http_request", {{"url", url()}});
  EXPECT_EQ(error.code, ErrorCode::permission_denied);
  for (std::string_view wrong : {"file:///etc/passwd", "ftp://x", "http://u:p@example.com/", "x"}) {
    EXPECT_FALSE(strict.run("http_request", {{"url", wrong}}).has_value()) << wrong;
  }
  EXPECT_TRUE(seen.empty());
}

TEST_F(HttpRequestNode, refuses_an_answer_that_is_too_large) {
  answer.body = "\"" + std::string(100'000, 'x') + "\"";
  EXPECT_EQ(failure(R"({"max_response_bytes":50000})").code, ErrorCode::limit_exceeded);
}

TEST_F(HttpRequestNode, says_that_json_is_none) {
  answer.body = "{\"a\":";
  EXPECT_EQ(failure().reason, "invalid_response");
  answer.body = "\"\xff\"";
  EXPECT_EQ(failure().reason, "invalid_response");
  answer.body = "";
  EXPECT_TRUE(find(get(), "body")->is_null());
}

TEST_F(HttpRequestNode, keeps_bytes_that_are_no_text) {
  answer.headers.set("Content-Type", "text/plain; charset=utf-8");
  answer.body = "caf\xe9";
  Json value = get();
  EXPECT_EQ(find_string(value, "encoding"), "base64");
  EXPECT_EQ(find_string(value, "body"), "Y2Fm6Q==");
  EXPECT_EQ(find_string(get(R"({"response":"text"})"), "body"), "caf\ufffd");
  answer.body = "fine";
  EXPECT_EQ(find_string(get(), "body"), "fine");
  answer.headers.set("Content-Type", "image/png");
  EXPECT_EQ(find_string(get(), "body"), "ZmluZQ==");
}

TEST_F(HttpRequestNode, refuses_headers_that_would_break_the_request) {
  Error error = failure(R"({"headers":{"A":"x\r\nB: y","Host":"other","Bad name":"1"}})");
  ASSERT_EQ(error.fields.size(), 3U);
  EXPECT_EQ(error.fields[0].field, "config.headers.A");
  EXPECT_TRUE(seen.empty());
}

TEST_F(HttpRequestNode, is_a_write_unless_it_reads) {
  const auto& kind = *bench.registry.find_kind("http_request");
  auto effect = [&](std::string_view text) {
    return model::effect_of(kind, json(text).get_object());
  };
  EXPECT_EQ(effect("{}"), model::Effect::read);
  EXPECT_EQ(effect(R"({"method":"HEAD"})"), model::Effect::read);
  EXPECT_EQ(effect(R"({"method":"DELETE"})"), model::Effect::write);
  EXPECT_EQ(effect(R"({"method":5})"), model::Effect::write);
}

TEST_F(HttpRequestNode, posts_to_slack_and_maps_its_errors) {
  bench.vault.credentials["bot"] = {
      {"kind", "slack"}, {"bot_token", "xoxb-1"}, {"base_url", url("/api")}};
  answer.body = R"({"ok":true,"channel":"C1","ts":"1.2"})";
  Json config = json(R"({"credential":"bot","channel":"#orders","text":"Hi"})");
  EXPECT_EQ(to_text(bench.output("slack_message", config).value),
            R"({"ok":true,"channel":"C1","ts":"1.2"})");
  EXPECT_EQ(seen.at(0).target, "/api/chat.postMessage");
  EXPECT_EQ(seen.at(0).headers.get("Authorization"), "Bearer xoxb-1");
  EXPECT_EQ(seen.at(0).body, R"({"text":"Hi","channel":"#orders"})");
  answer.body = R"({"ok":false,"error":"channel_not_found"})";
  EXPECT_EQ(bench.error("slack_message", config).code, ErrorCode::not_found);
  answer.body = R"({"ok":false,"error":"invalid_auth"})";
  EXPECT_EQ(bench.error("slack_message", config).code, ErrorCode::unauthenticated);
  answer.status = 429;
  answer.headers.set("Retry-After", "30");
  EXPECT_EQ(bench.error("slack_message", config).retry_after, 30s);
  bench.context.repeated = true;
  EXPECT_EQ(bench.error("slack_message", config).reason, "outcome_unknown");
}

TEST_F(HttpRequestNode, posts_to_slack_through_a_webhook) {
  bench.vault.credentials["hook"] = {{"kind", "slack"}, {"webhook_url", url("/services/T/B/x")}};
  answer.headers.set("Content-Type", "text/plain");
  answer.body = "ok";
  bench.output("slack_message", json(R"({"credential":"hook","text":"Hi"})"));
  EXPECT_EQ(seen.at(0).target, "/services/T/B/x");
  EXPECT_FALSE(seen.at(0).headers.has("Authorization"));
}

}  // namespace elevaite::nodes
