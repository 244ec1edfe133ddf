#include "http/web/web_app.hpp"

#include "core/net/loopback_test.hpp"
#include "core/test_loop.hpp"
#include "http/web/site_fixture_test.hpp"

namespace elevaite::http::web {
namespace {

Task<void> count_to_three(net::ResponseStream& stream) {
  for (std::string piece : {"one", "two", "three"}) {
    auto sent = co_await stream.write(piece);
    if (!sent) co_return;
  }
}

Task<void> break_after_two(net::ResponseStream& stream) {
  for (std::string piece : {"one", "two"}) {
    auto sent = co_await stream.write(piece);
    if (!sent) co_return;
  }
  throw std::runtime_error("deliberate");
}

// An API that tells what it was asked, and streams at /v1/stream.
Task<net::HttpResponse> echo(net::HttpRequest request) {
  net::HttpResponse response;
  response.headers.add("X-Seen", request.method + " " + request.path + " ?" + request.query + " " +
                                     request.target + " " + request.remote_address);
  response.body = request.body;
  if (request.path == "/v1/stream") response.stream = &count_to_three;
  if (request.path == "/v1/broken") response.stream = &break_after_two;
  co_return response;
}

class WebAppTest : public testing::Test {
 protected:
  TemporarySite site;
  ThreadPool pool{1, 16};
  asio::io_context loop;
  std::unique_ptr<WebApp> app;

  void SetUp() override {
    site.write("/index.html", "home");
    site.write("/agents.html", "agents");
    site.write("/agents.html.br", "br");
    site.write("/agents.html.gz", "gzip");
    site.write("/agents/_.html", "agent");
    site.write("/404.html", "lost");
    site.write("/_next/static/a.js", "code");
    site.write("/routes.json", R"([{"pattern":"/agents/[agent]","file":"/agents/_.html"}])");
    std::vector<Mount> mounts{{"/api/auth", &echo}, {"/api/engine", &echo}};
    app = std::make_unique<WebApp>(SiteIndex::read(site.folder()).value(), pool, mounts);
    app->set_addresses({"https://in.example", "", 3005, 3001});
  }

  net::HttpResponse ask(std::string path, net::Headers headers = {}, std::string method = "GET") {
    net::HttpRequest request;
    request.method = std::move(method);
    request.target = path;
    auto mark = path.find('?');
    if (mark != std::string::npos) request.query = path.substr(mark + 1);
    request.path = path.substr(0, mark);
    request.headers = std::move(headers);
    request.remote_address = "192.0.2.7";
    return run_task(loop, app->handler()(std::move(request)));
  }
  std::string body(std::string path) { return ask(std::move(path)).body; }
  static std::string header(const net::HttpResponse& response, std::string_view name) {
    return std::string(response.headers.get(name));
  }
};

TEST_F(WebAppTest, serves_pages_with_type_policy_and_no_cache) {
  auto page = ask("/agents/agt_1?tab=runs");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "agent");
  EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header(page, "Cache-Control"), "no-cache");
  EXPECT_EQ(header(page, "Vary"), "Accept-Encoding");
  auto policy = header(page, "Content-Security-Policy");
  EXPECT_NE(policy.find("script-src 'self';"), std::string::npos) << policy;
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << policy;
  EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(page, "Referrer-Policy"), "same-origin");
  EXPECT_EQ(body("/"), "home");
}

TEST_F(WebAppTest, lets_hashed_files_be_kept_for_ever) {
  auto script = ask("/_next/static/a.js");
  EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(script, "Content-Type"), "text/javascript; charset=utf-8");
  auto missing = ask("/_next/static/b.js");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(header(missing, "Cache-Control"), "no-cache");
}

TEST_F(WebAppTest, sends_the_smallest_form_that_is_accepted) {
  struct Case {
    std::string accepted, body;
  };
  for (const Case& c : {Case{"gzip, deflate, br", "br"},
                        {"gzip", "gzip"},
                        {"br;q=0, gzip", "gzip"},
                        {"", "agents"},
                        {"zstd", "agents"},
                        {"identity;q=0", "agents"}}) {
    auto page = ask("/agents", {{"Accept-Encoding", c.accepted}});
    EXPECT_EQ(page.body, c.body) << c.accepted;
    EXPECT_EQ(header(page, "Content-Encoding"), c.body == "agents" ? "" : c.body);
    EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
  }
  EXPECT_EQ(ask("/", {{"Accept-Encoding", "br"}}).body, "home");
}

TEST_F(WebAppTest, answers_304_while_a_form_stays_the_same) {
  auto first = ask("/agents", {{"Accept-Encoding", "br"}});
  auto etag = header(first, "ETag");
  ASSERT_FALSE(etag.empty());
  EXPECT_NE(header(ask("/agents"), "ETag"), etag) << "each form has its own";
  net::Headers again{{"Accept-Encoding", "br"}, {"If-None-Match", etag}};
  auto second = ask("/agents", again);
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(header(second, "ETag"), etag);
  EXPECT_EQ(ask("/agents", {{"If-None-Match", etag}}).status, 200);
  site.write("/agents.html.br", "changed");
  EXPECT_EQ(ask("/agents", again).body, "changed");
}

TEST_F(WebAppTest, answers_304_to_a_client_that_knows_more_than_a_new_process) {
  auto etag = header(ask("/agents"), "ETag");
  SetUp();
  EXPECT_EQ(ask("/agents", {{"If-None-Match", "\"other\", " + etag}}).status, 304);
}

TEST_F(WebAppTest, leads_nowhere_but_into_the_export) {
  site.write("/../outside.html", "outside");
  for (const char* path :
       {"/../outside.html", "/../outside", "/agents/../../outside.html", "/%2e%2e/outside.html",
        "/%2e%2e%2foutside.html", "/..%2foutside", "/agents/%2e%2e/index.html", "/..\\outside",
        "/%5c..%5coutside", "/agents%2f..%2findex.html", "/etc/passwd", "//etc/passwd", "/.",
        "/routes.json", "/agents.html.br", "/agents.html%20", "/AGENTS"}) {
    auto answer = ask(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.body, "lost") << path;
  }
  for (const char* path : {"/agents%00", "/%00", "/%", "/%zz", "/%ff"}) {
    EXPECT_EQ(ask(path).status, 400) << path;
  }
  std::filesystem::remove(site.folder() + "/../outside.html");
}

TEST_F(WebAppTest, shows_the_page_for_404_with_its_status) {
  EXPECT_EQ(ask("/404").status, 404);
  auto lost = ask("/nowhere", {{"If-None-Match", header(ask("/404"), "ETag")}});
  EXPECT_EQ(lost.status, 404);
  EXPECT_EQ(lost.body, "lost");
}

TEST_F(WebAppTest, takes_a_slash_from_the_end_of_a_page_and_of_nothing_else) {
  auto moved = ask("/agents/?q=1");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(header(moved, "Location"), "/agents?q=1");
  for (const char* path : {"//evil.example/", "/%2fevil.example/", "/nowhere/", "/agents//"}) {
    EXPECT_EQ(ask(path).status, 404) << path;
  }
}

TEST_F(WebAppTest, is_only_read) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"}) {
    auto answer = ask("/agents", {}, method);
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(header(answer, "Allow"), "GET, HEAD");
  }
}

TEST_F(WebAppTest, passes_the_apis_on_below_their_prefix) {
  auto answer = ask("/api/auth/v1/me?a=%20b", {}, "POST");
  EXPECT_EQ(header(answer, "X-Seen"), "POST /v1/me ?a=%20b /v1/me?a=%20b 192.0.2.7");
  EXPECT_EQ(header(answer, "Content-Security-Policy"), "") << "the API says its own";
  EXPECT_EQ(header(ask("/api/engine/openapi.json"), "X-Seen").substr(0, 17), "GET /openapi.json");
}

TEST_F(WebAppTest, shows_nothing_else_of_the_apis) {
  for (const char* path :
       {"/api", "/api/", "/api/auth", "/api/auth/", "/api/auth/metrics", "/api/engine/metrics",
        "/api/engine//metrics", "/api/engine/%6Detrics", "/api/engine/./metrics",
        "/%61pi/engine/v1/runs", "/api/other/v1/x", "/api/authv1/me", "/api/engine/readyz"}) {
    auto answer = ask(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(header(answer, "Content-Type"), "application/problem+json") << path;
    EXPECT_EQ(header(answer, "X-Seen"), "") << path;
  }
}

TEST_F(WebAppTest, tells_the_apps_where_they_are) {
  auto config = ask("/config.json", {{"Host", "127.0.0.1:3001"}});
  EXPECT_EQ(config.body,
            R"({"auth_app":"https://in.example","elevaite_app":"http://127.0.0.1:3001"})");
  auto without = [this](std::string host) { return ask("/config.json", {{"Host", host}}).body; };
  EXPECT_NE(without("[::1]:9").find("http://[::1]:3001"), std::string::npos);
  EXPECT_NE(without("a\"b").find("http://localhost:3001"), std::string::npos);
}

TEST_F(WebAppTest, streams_through_the_prefix_and_says_the_length_to_head) {
  net::TestServer server(app->handler());
  auto peer = server.connect();
  peer.send("GET /api/engine/v1/stream HTTP/1.1\r\nHost: h\r\n\r\n");
  peer.read_until("\r\n\r\n");
  EXPECT_EQ(peer.read_until("0\r\n\r\n"), "3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n");
  peer.send("HEAD /agents HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
  auto head = peer.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 6\r\n"), std::string::npos) << head;
  EXPECT_TRUE(peer.read_response().ends_with("\r\n\r\nhome"));
}

// The browser must be able to tell an answer that was cut off from one that is whole.
TEST_F(WebAppTest, passes_a_broken_stream_on_as_broken) {
  net::TestServer server(app->handler());
  auto peer = server.connect();
  peer.send("GET /api/engine/v1/broken HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(peer.read_to_end().ends_with("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n"));
}

}  // namespace
}  // namespace elevaite::http::web
