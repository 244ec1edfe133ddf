#include <atomic>

#include "core/net/client.hpp"
#include "core/net/loopback_test.hpp"

namespace elevaite::net {
namespace {

using Answer = Result<ClientResponse>;

Task<Answer> send_one(Executor executor, ClientRequest request) {
  HttpClient client(executor);
  auto answer = co_await client.send(std::move(request));
  co_return answer;
}

Answer send(ClientRequest request) {
  LoopThread loop;
  return loop.start(send_one(loop.executor(), std::move(request))).get();
}

// "/<status>/<location>" redirects; everything else answers with method, fields and body.
Task<HttpResponse> redirect_or_echo(HttpRequest request) {
  HttpResponse response;
  auto slash = request.target.find('/', 1);
  if (slash == 4 && request.target[1] == '3') {
    response.status = std::stoi(request.target.substr(1, 3));
    response.headers.add("Location", request.target.substr(slash + 1));
    response.body = "moved";
    co_return response;
  }
  response.body = request.method + " " + request.target + "\n";
  for (const auto& [name, value] : request.headers) response.body += name + ": " + value + "\n";
  response.body += "\n" + request.body;
  co_return response;
}

ClientRequest request_to(std::string url, int max_redirects) {
  ClientRequest request;
  request.url = std::move(url);
  request.max_redirects = max_redirects;
  return request;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(HttpClientRedirect, answers_with_the_redirect_itself_when_none_is_wanted) {
  TestServer server(redirect_or_echo);
  auto response = send(request_to(server.url("/302//end"), 0)).value();
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.get("Location"), "/end");
  EXPECT_EQ(response.body, "moved");
}

TEST(HttpClientRedirect, changes_the_method_only_where_it_should) {
  TestServer server(redirect_or_echo);
  struct Case {
    int status;
    std::string method;
    std::string arrives;
  };
  for (const Case& c : std::vector<Case>{{301, "POST", "GET"},
                                         {302, "POST", "GET"},
                                         {303, "POST", "GET"},
                                         {303, "PUT", "GET"},
                                         {302, "PUT", "PUT"},
                                         {307, "POST", "POST"},
                                         {308, "POST", "POST"}}) {
    auto request = request_to(server.url("/" + std::to_string(c.status) + "//end"), 1);
    request.method = c.method;
    request.body = "payload";
    request.headers = {{"Content-Type", "text/x"}};
    auto body = send(std::move(request)).value().body;
    EXPECT_TRUE(body.starts_with(c.arrives + " /end\n")) << c.status << c.method << body;
    EXPECT_EQ(body.ends_with("\n\npayload"), c.arrives != "GET") << body;
    EXPECT_EQ(contains(body, "text/x"), c.arrives != "GET") << body;
  }
}

TEST(HttpClientRedirect, stops_after_as_many_as_were_allowed) {
  TestServer server(redirect_or_echo);
  auto chain = "/302//302//302//end";
  EXPECT_EQ(send(request_to(server.url(chain), 3)).value().status, 200);
  auto result = send(request_to(server.url(chain), 2));
  EXPECT_EQ(result.error().code, ErrorCode::limit_exceeded);
  EXPECT_EQ(result.error().reason, "too_many_redirects");
}

TEST(HttpClientRedirect, follows_only_to_http) {
  TestServer server(redirect_or_echo);
  for (std::string target : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://"}) {
    EXPECT_EQ(send(request_to(server.url("/302/" + target), 3)).error().code,
              ErrorCode::invalid_argument)
        << target;
  }
}

TEST(HttpClientRedirect, keeps_credentials_at_their_origin) {
  TestServer first(redirect_or_echo), second(redirect_or_echo);
  Headers headers{{"Authorization", "Bearer a"},
                  {"Cookie", "b=c"},
                  {"X-Api-Key", "d"},
                  {"X-Auth-Token", "e"},
                  {"X-Plain", "plain"}};
  auto same = request_to(first.url("/302//end"), 1);
  same.headers = headers;
  auto body = send(std::move(same)).value().body;
  for (std::string name : {"Authorization", "Cookie", "X-Api-Key", "X-Auth-Token", "X-Plain"}) {
    EXPECT_TRUE(contains(body, name + ": ")) << name;
  }
  auto other = request_to(first.url("/302/" + second.url("/end")), 1);
  other.headers = headers;
  body = send(std::move(other)).value().body;
  for (std::string name : {"Authorization", "Cookie", "X-Api-Key", "X-Auth-Token"}) {
    EXPECT_FALSE(contains(body, name)) << name;
  }
  EXPECT_TRUE(contains(body, "X-Plain: plain"));
}

TEST(HttpClientRedirect, streams_only_the_final_answer) {
  TestServer server(redirect_or_echo);
  std::string streamed;
  auto request = request_to(server.url("/302//end"), 1);
  request.on_body = [&streamed](std::string_view piece) -> Result<void> {
    streamed += piece;
    return {};
  };
  EXPECT_EQ(send(std::move(request)).value().body, "");
  EXPECT_TRUE(streamed.starts_with("GET /end\n")) << streamed;
}

TEST(HttpClientRedirect, measures_the_total_timeout_over_all_hops) {
  RawListener silent;
  TestServer server(redirect_or_echo);
  auto request = request_to(server.url("/302/" + silent.url()), 1);
  request.total_timeout = 50ms;
  EXPECT_EQ(send(std::move(request)).error().code, ErrorCode::timeout);
}

TEST(HttpClientGuard, refuses_a_redirect_to_a_denied_address_and_never_connects_to_it) {
  TestServer allowed(redirect_or_echo);
  RawListener denied;
  EgressGuard guard({"127.0.0.1:" + std::to_string(allowed.port())});
  std::string port = std::to_string(denied.port());
  for (const std::string& target :
       {denied.url(), "http://localhost:" + port + "/", "http://2130706433:" + port + "/",
        "http://[::ffff:127.0.0.1]:" + port + "/", "//127.0.0.1:" + port + "/"}) {
    auto request = request_to(allowed.url("/302/" + target), 3);
    request.guard = &guard;
    auto result = send(std::move(request));
    ASSERT_TRUE(result.has_error()) << target;
    EXPECT_EQ(result.error().code, ErrorCode::permission_denied) << target;
  }
  EXPECT_FALSE(denied.has_connection_waiting());
  auto request = request_to(allowed.url("/302//end"), 3);
  request.guard = &guard;
  EXPECT_EQ(send(std::move(request)).value().status, 200);
}

// A path that is not ASCII goes to libcurl, others do not: the guard holds on both ways.
constexpr const char* kPaths[] = {"/plain", "/libcurl-\xC3\xA9"};

TEST(HttpClientGuard, judges_the_address_that_a_name_resolves_to) {
  TestServer server(redirect_or_echo);
  RawListener denied;
  EgressGuard guard(
      {"127.0.0.1:" + std::to_string(server.port()), "[::1]:" + std::to_string(server.port())});
  for (std::string path : kPaths) {
    auto request = request_to("http://localhost:" + std::to_string(server.port()) + path, 0);
    request.guard = &guard;
    EXPECT_EQ(send(request).value().status, 200);
    request.url = "http://localhost:" + std::to_string(denied.port()) + path;
    EXPECT_EQ(send(request).error().code, ErrorCode::permission_denied);
  }
  EXPECT_FALSE(denied.has_connection_waiting());
}

Task<Answer> send_unguarded_then_guarded(Executor executor, std::string url,
                                         const EgressGuard& guard) {
  HttpClient client(executor);
  auto first_request = request_to(url, 0);
  auto first = co_await client.send(std::move(first_request));
  if (first.has_error()) co_return first;
  auto second_request = request_to(url, 0);
  second_request.guard = &guard;
  auto second = co_await client.send(std::move(second_request));
  co_return second;
}

TEST(HttpClientGuard, never_rides_on_a_connection_of_another_guard) {
  TestServer server(redirect_or_echo);
  LoopThread loop;
  EgressGuard strict;
  EgressGuard lenient({"127.0.0.1"});
  for (std::string path : kPaths) {
    auto url = server.url(path);
    auto denied = loop.start(send_unguarded_then_guarded(loop.executor(), url, strict)).get();
    EXPECT_EQ(denied.error().code, ErrorCode::permission_denied);
    auto allowed = loop.start(send_unguarded_then_guarded(loop.executor(), url, lenient)).get();
    EXPECT_EQ(allowed.value().status, 200);
  }
}

TEST(HttpClientGuard, ignores_the_proxy_of_the_environment) {
  TestServer server(redirect_or_echo);
  RawListener proxy;
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  EgressGuard guard({"127.0.0.1"});
  auto request = request_to(server.url("/direct"), 0);
  request.guard = &guard;
  auto guarded = send(request);
  EXPECT_TRUE(guarded.value().body.starts_with("GET /direct\n"));
  EXPECT_FALSE(proxy.has_connection_waiting());
  request.guard = nullptr;
  request.total_timeout = 50ms;
  EXPECT_EQ(send(request).error().code, ErrorCode::timeout);
  EXPECT_TRUE(proxy.has_connection_waiting());
  ::setenv("no_proxy", "127.0.0.1", 1);
  EXPECT_EQ(send(request).value().status, 200);
  ::unsetenv("http_proxy");
  ::unsetenv("no_proxy");
}

}  // namespace
}  // namespace elevaite::net
