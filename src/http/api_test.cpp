#include "http/api.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "core/test_loop.hpp"
#include "http/page.hpp"

namespace elevaite::http {
namespace {

Task<Result<net::HttpResponse>> echo(RequestContext& context) {
  JsonObject out;
  out["body"] = context.body;
  out["user"] = context.principal.user_id.str();
  out["traceparent"] = context.traceparent;
  out["remote_address"] = context.request.remote_address;
  out["limit"] = context.query_int("limit").value_or(-1);
  out["flag"] = context.query_bool("flag").value_or(false);
  co_return json_response(200, out);
}

Task<Result<net::HttpResponse>> fail(RequestContext& context) {
  auto how = std::string(context.query("how").value_or(""));
  if (how == "throw") throw std::runtime_error("sentinel detail");
  if (how == "internal") co_return internal_error("sentinel detail");
  Error error{ErrorCode::rate_limited, "Slow down.", "too_many_attempts"};
  error.retry_after = 1500ms;
  co_return error;
}

class ApiTest : public testing::Test {
 protected:
  Metrics metrics;
  bool is_ready = true;
  std::unique_ptr<Api> api;

  static Task<Result<model::Principal>> authenticate(std::string bearer, std::string) {
    model::Principal principal;
    principal.user_id = model::UserId{Uuid::generate()};
    principal.role = model::Role::viewer;
    if (bearer == "owner") principal.role = model::Role::owner;
    if (bearer == "key") principal.kind = model::Principal::Kind::api_key;
    principal.permissions = permissions_of(principal.role);
    if (bearer == "bad") co_return Error{ErrorCode::unauthenticated, "No.", "token_invalid"};
    co_return principal;
  }
  static Task<Result<void>> check(bool* ready) {
    if (*ready) co_return Result<void>{};
    co_return Error{ErrorCode::unavailable, "sentinel detail"};
  }

  void SetUp() override {
    Router router;
    RouteSpec spec;
    spec.method = "POST";
    spec.path = "/v1/echo/{id}";
    spec.operation_id = "echo";
    spec.summary = "Echo";
    spec.permission = model::Permission::agents_write;
    spec.query = page_parameters();
    spec.query.push_back({"flag", "", schema(R"({"type":"boolean"})")});
    spec.request_schema =
        schema(R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})");
    spec.max_body_bytes = 1000;
    router.add(std::move(spec), &echo);
    RouteSpec open;
    open.method = "GET";
    open.path = "/v1/fail";
    open.operation_id = "fail";
    open.is_public = true;
    open.query = {{"how", "How."}};
    router.add(std::move(open), &fail);
    RouteSpec person;
    person.method = "GET";
    person.path = "/v1/person";
    person.operation_id = "person";
    person.allows_api_keys = false;
    router.add(std::move(person), &echo);
    ApiOptions options;
    options.title = "Test";
    options.cors_origins = {"https://app.example"};
    options.trusted_proxies = 1;
    auto ready = [this]() { return check(&is_ready); };
    api = std::make_unique<Api>(options, std::move(router), &authenticate, metrics,
                                std::vector<ReadinessCheck>{{"thing", ready}});
  }

  net::HttpRequest post(std::string body) {
    net::HttpRequest request;
    request.method = "POST";
    request.path = "/v1/echo/1";
    request.headers = {{"Authorization", "Bearer owner"}, {"Content-Type", "application/json"}};
    request.body = std::move(body);
    return request;
  }
  net::HttpRequest get(std::string path, std::string query = "") {
    net::HttpRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.query = std::move(query);
    return request;
  }
  net::HttpResponse call(net::HttpRequest request) {
    asio::io_context loop;
    return run_task(loop, api->handler()(std::move(request)));
  }
  // "status reason".
  std::string problem(net::HttpRequest request) {
    auto response = call(std::move(request));
    EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json") << response.body;
    auto body = parse_json(response.body).value();
    EXPECT_EQ(find_int(body, "status"), response.status);
    EXPECT_EQ(find_string(body, "request_id"), response.headers.get("X-Request-Id"));
    return std::to_string(response.status) + " " +
           std::string(find_string(body, "reason").value_or(""));
  }
};

TEST_F(ApiTest, hands_a_checked_request_to_the_handler) {
  auto request = post(R"({"a":1})");
  request.query = "limit=7&flag=true";
  request.headers.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  auto response = call(std::move(request));
  EXPECT_EQ(response.status, 200) << response.body;
  auto body = parse_json(response.body).value();
  EXPECT_EQ(to_text(*find(body, "body")), R"({"a":1})");
  EXPECT_EQ(find_int(body, "limit"), 7);
  EXPECT_EQ(find_bool(body, "flag"), true);
  EXPECT_EQ(find_string(body, "traceparent"),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
}

TEST_F(ApiTest, refuses_who_it_does_not_know) {
  auto with = [&](std::string authorization) {
    auto request = post(R"({"a":1})");
    request.headers.remove("Authorization");
    if (!authorization.empty()) request.headers.add("Authorization", authorization);
    return request;
  };
  EXPECT_EQ(problem(with("")), "401 credentials_missing");
  EXPECT_EQ(problem(with("Bearer")), "401 credentials_missing");
  EXPECT_EQ(problem(with("Basic YTpi")), "401 credentials_missing");
  EXPECT_EQ(problem(with("Bearer bad")), "401 token_invalid");
  EXPECT_EQ(problem(with("Bearer viewer")), "403 permission_missing");
  EXPECT_EQ(call(with("bearer owner")).status, 200);
  EXPECT_EQ(call(with("")).headers.get("WWW-Authenticate"), "Bearer");
}

TEST_F(ApiTest, keeps_api_keys_from_what_needs_a_person) {
  auto request = get("/v1/person");
  request.headers.add("Authorization", "Bearer key");
  EXPECT_EQ(problem(request), "403 session_required");
}

TEST_F(ApiTest, refuses_bodies_that_are_not_what_the_route_declares) {
  EXPECT_EQ(problem(post("")), "400 malformed_json");
  EXPECT_EQ(problem(post("{")), "400 malformed_json");
  EXPECT_EQ(problem(post("{\"a\":1} x")), "400 malformed_json");
  EXPECT_EQ(problem(post("{\"a\":\"\xff\"}")), "400 malformed_json");
  EXPECT_EQ(problem(post(std::string(500, '['))), "400 malformed_json");
  EXPECT_EQ(problem(post(R"({"a":"1"})")), "400 ");
  EXPECT_EQ(problem(post(R"({"a":1,"b":2})")), "400 ");
  EXPECT_EQ(problem(post("[]")), "400 ");
  EXPECT_EQ(problem(post(std::string(2000, ' '))), "413 body_too_large");
  auto plain = post(R"({"a":1})");
  plain.headers.set("Content-Type", "text/plain");
  EXPECT_EQ(problem(plain), "415 unsupported_media_type");
  plain.headers.set("Content-Type", "Application/JSON ; charset=utf-8");
  EXPECT_EQ(call(plain).status, 200);
}

TEST_F(ApiTest, lists_every_fault_of_a_body) {
  auto response = call(post(R"({"a":"x","b":1})"));
  auto body = parse_json(response.body).value();
  ASSERT_NE(find_array(body, "errors"), nullptr) << response.body;
  EXPECT_EQ(find_array(body, "errors")->size(), 2u) << response.body;
}

TEST_F(ApiTest, refuses_queries_that_the_route_does_not_declare) {
  for (const char* query : {"limt=5", "limit=0", "limit=201", "limit=five", "limit=5&limit=0",
                            "flag=yes", "cursor=", "limit=%zz"}) {
    auto request = post(R"({"a":1})");
    request.query = query;
    EXPECT_EQ(call(request).status, 400) << query;
  }
}

TEST_F(ApiTest, answers_unknown_paths_and_methods) {
  EXPECT_EQ(problem(get("/v2/echo")), "404 no_route");
  auto response = call(get("/v1/echo/1"));
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.get("Allow"), "POST");
}

TEST_F(ApiTest, shows_nothing_of_an_internal_error) {
  for (const char* how : {"how=throw", "how=internal"}) {
    auto response = call(get("/v1/fail", how));
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("sentinel"), std::string::npos) << response.body;
  }
}

TEST_F(ApiTest, says_when_to_come_back) {
  auto response = call(get("/v1/fail"));
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.headers.get("Retry-After"), "2");
  EXPECT_EQ(find_int(parse_json(response.body).value(), "retry_after_ms"), 1500);
}

TEST_F(ApiTest, keeps_a_sound_request_id_and_replaces_others) {
  auto request = get("/healthz");
  request.headers.add("X-Request-Id", "abc-1.2_3");
  EXPECT_EQ(call(request).headers.get("X-Request-Id"), "abc-1.2_3");
  for (const std::string& bad : {std::string("a b"), std::string("a\"b"), std::string(65, 'a')}) {
    request.headers.set("X-Request-Id", bad);
    EXPECT_TRUE(call(request).headers.get("X-Request-Id").starts_with("req_"));
  }
}

TEST_F(ApiTest, drops_a_malformed_traceparent) {
  for (const char* bad : {"00-0-0-0", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                          "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"}) {
    auto request = post(R"({"a":1})");
    request.headers.add("traceparent", bad);
    auto response = call(request);
    EXPECT_EQ(find_string(parse_json(response.body).value(), "traceparent"), "") << bad;
  }
}

TEST_F(ApiTest, takes_the_address_that_its_own_proxy_vouches_for) {
  auto request = post(R"({"a":1})");
  request.remote_address = "10.0.0.1";
  request.headers.add("X-Forwarded-For", "6.6.6.6, 192.0.2.7");
  auto body = parse_json(call(request).body).value();
  EXPECT_EQ(find_string(body, "remote_address"), "192.0.2.7");
}

TEST_F(ApiTest, lets_only_known_origins_read_answers) {
  auto request = get("/healthz");
  request.headers.add("Origin", "https://app.example");
  auto response = call(request);
  EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_EQ(response.headers.get("Access-Control-Allow-Credentials"), "true");
  request.headers.set("Origin", "https://app.example.evil");
  EXPECT_FALSE(call(request).headers.has("Access-Control-Allow-Origin"));

  net::HttpRequest preflight;
  preflight.method = "OPTIONS";
  preflight.path = "/v1/echo/1";
  preflight.headers = {{"Origin", "https://app.example"}};
  response = call(preflight);
  EXPECT_EQ(response.status, 204);
  EXPECT_TRUE(response.headers.has("Access-Control-Allow-Methods"));
  preflight.headers = {{"Origin", "https://evil.example"}};
  EXPECT_FALSE(call(preflight).headers.has("Access-Control-Allow-Methods"));
}

TEST_F(ApiTest, sets_security_headers_on_every_answer) {
  for (const char* path : {"/healthz", "/nowhere", "/v1/fail"}) {
    auto response = call(get(path));
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
    EXPECT_TRUE(response.headers.has("Content-Security-Policy"));
  }
}

TEST_F(ApiTest, is_ready_only_when_every_check_is) {
  EXPECT_EQ(call(get("/readyz")).status, 200);
  is_ready = false;
  auto response = call(get("/readyz"));
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body.find("sentinel"), std::string::npos);
  EXPECT_EQ(call(get("/healthz")).status, 200);
  is_ready = true;
  api->set_draining(true);
  EXPECT_EQ(call(get("/readyz")).status, 503);
}

TEST_F(ApiTest, counts_requests_by_route) {
  call(post(R"({"a":1})"));
  call(post("{"));
  auto text = call(get("/metrics")).body;
  EXPECT_NE(text.find("elevaite_http_requests_total{route=\"echo\",status=\"2xx\"} 1"),
            std::string::npos);
  EXPECT_NE(text.find("elevaite_http_requests_total{route=\"echo\",status=\"4xx\"} 1"),
            std::string::npos);
  EXPECT_NE(text.find("elevaite_http_request_seconds_count{route=\"echo\"} 2"), std::string::npos);
}

TEST_F(ApiTest, describes_itself) {
  auto document = parse_json(call(get("/openapi.json")).body).value();
  EXPECT_EQ(find_string(document, "openapi"), "3.1.0");
  const auto& echo_route = document.at("paths").at("/v1/echo/{id}").at("post");
  EXPECT_EQ(find_string(echo_route, "operationId"), "echo");
  EXPECT_EQ(echo_route.at("parameters").as_array().size(), 4u);
  EXPECT_EQ(echo_route.at("parameters").at(0).at("in"), "path");
  EXPECT_FALSE(echo_route.as_object().contains("security"));
  EXPECT_TRUE(document.at("paths").at("/v1/fail").at("get").at("security").as_array().empty());
}

TEST_F(ApiTest, answers_head_like_get_without_a_body) {
  auto request = get("/healthz");
  request.method = "HEAD";
  auto response = call(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
}

TEST(pages, read_the_cursor_that_they_wrote) {
  RequestContext context;
  context.query_parameters = {{"limit", "5"}, {"cursor", encode_cursor(Json("key_1"))}};
  auto page = read_page(context);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->limit, 5);
  EXPECT_EQ(page->after, "key_1");
  for (const char* bad : {"!", "bnVsbA", "e30=", "AAAA"}) {
    context.query_parameters = {{"cursor", bad}};
    EXPECT_FALSE(read_page(context).has_value()) << bad;
  }
  EXPECT_EQ(to_text(page_json({}, nullptr)), R"({"data":[],"next_cursor":null})");
}

}  // namespace
}  // namespace elevaite::http
