#include "core/net/server.hpp"

#include <atomic>

#include "core/json.hpp"
#include "core/net/loopback_test.hpp"

namespace elevaite::net {
namespace {

bool includes(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Answers with what it received: method, target, remote address and body.
Task<HttpResponse> echo_body(HttpRequest request) {
  HttpResponse response;
  response.headers.add("Content-Type", "text/plain");
  response.body = request.method + " " + request.path + " ?" + request.query + " " + request.body;
  co_return response;
}

Task<HttpResponse> misbehave(HttpRequest request) {
  if (request.path == "/throw") throw std::runtime_error("secret detail");
  if (request.path == "/throw-number") throw 42;
  HttpResponse response;
  if (request.path == "/status") response.status = 17;
  if (request.path == "/no-content") response.status = 204;
  response.headers.add("X-Value", "a\r\nX-Injected: 1");
  response.headers.add("bad name", "x");
  response.headers.add("X\r\nY", "x");
  response.headers.add("Content-Length", "999");
  response.headers.add("Transfer-Encoding", "chunked");
  response.body = "fine";
  co_return response;
}

Task<HttpResponse> answer_late(HttpRequest request) {
  if (request.path == "/slow") co_await sleep_for(20ms);
  HttpResponse response;
  response.body = request.path;
  co_return response;
}

std::string get(std::string_view path, std::string_view extra = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(extra) + "\r\n";
}

void expect_problem(const std::string& response, int status) {
  EXPECT_TRUE(response.starts_with("HTTP/1.1 " + std::to_string(status) + " ")) << response;
  EXPECT_TRUE(includes(response, "Content-Type: application/problem+json\r\n")) << response;
  EXPECT_TRUE(includes(response, "Connection: close\r\n") || status == 500) << response;
  auto problem = parse_json(response.substr(response.find("\r\n\r\n") + 4));
  ASSERT_TRUE(problem.has_value()) << response;
  EXPECT_EQ(find_int(*problem, "status"), status);
  EXPECT_FALSE(find_string(*problem, "title").value_or("").empty());
  EXPECT_FALSE(find_string(*problem, "detail").value_or("").empty());
}

TEST(HttpServer, serves_many_requests_on_one_connection) {
  TestServer server(echo_body);
  auto peer = server.connect();
  for (int i = 0; i < 100; ++i) {
    std::string body(static_cast<std::size_t>(i), 'x');
    peer.send("POST /p?q=" + std::to_string(i) +
              " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(i) + "\r\n\r\n" + body);
    auto response = peer.read_response();
    ASSERT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n")) << response;
    ASSERT_TRUE(response.ends_with("POST /p ?q=" + std::to_string(i) + " " + body)) << response;
  }
  EXPECT_EQ(server.connections(), 1u);
}

TEST(HttpServer, sends_date_and_length_and_no_connection_field_when_kept_alive) {
  TestServer server(echo_body);
  auto peer = server.connect();
  peer.send(get("/"));
  auto response = peer.read_response();
  EXPECT_TRUE(includes(response, " GMT\r\n")) << response;
  EXPECT_TRUE(includes(response, "\r\nDate: ")) << response;
  EXPECT_FALSE(includes(response, "Connection:")) << response;
}

TEST(HttpServer, answers_pipelined_requests_in_order_even_when_the_first_is_slow) {
  TestServer server(answer_late);
  auto peer = server.connect();
  peer.send(get("/slow") + get("/a") + get("/b") + get("/slow") + get("/c"));
  for (std::string path : {"/slow", "/a", "/b", "/slow", "/c"}) {
    auto response = peer.read_response();
    EXPECT_TRUE(response.ends_with("\r\n\r\n" + path)) << response;
  }
}

TEST(HttpServer, reads_a_request_cut_at_every_position) {
  TestServer server(echo_body);
  auto peer = server.connect();
  std::string request =
      "POST /x?y HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n5;ext=1\r\ndefgh\r\n0\r\nX-Trailer: t\r\n\r\n";
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    peer.send(request.substr(0, cut));
    peer.send(request.substr(cut));
    auto response = peer.read_response();
    ASSERT_TRUE(response.ends_with("POST /x ?y abcdefgh")) << cut << response;
  }
}

TEST(HttpServer, trailers_do_not_become_headers) {
  static std::atomic<bool> has_trailer{false};
  HttpHandler handler = [](HttpRequest request) {
    has_trailer = request.headers.has("X-Trailer");
    return echo_body(std::move(request));
  };
  TestServer server(handler);
  auto peer = server.connect();
  peer.send(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: t\r\n\r\n");
  peer.read_response();
  EXPECT_FALSE(has_trailer);
}

TEST(HttpServer, says_continue_before_it_reads_an_announced_body) {
  TestServer server(echo_body);
  auto peer = server.connect();
  peer.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  peer.send("abc");
  EXPECT_TRUE(peer.read_response().ends_with("abc"));
}

TEST(HttpServer, answers_head_without_a_body_and_goes_on) {
  TestServer server(echo_body);
  auto peer = server.connect();
  peer.send("HEAD /h HTTP/1.1\r\nHost: h\r\n\r\n" + get("/g"));
  auto head = peer.read_until("\r\n\r\n");
  EXPECT_TRUE(
      includes(head, "Content-Length: " + std::to_string(std::string("HEAD /h ? ").size())));
  EXPECT_TRUE(peer.read_response().ends_with("GET /g ? "));
}

TEST(HttpServer, supports_http_1_0_and_connection_close) {
  TestServer server(echo_body);
  {
    auto peer = server.connect();
    peer.send("GET /old HTTP/1.0\r\n\r\n");
    auto response = peer.read_to_end();
    EXPECT_TRUE(includes(response, "Connection: close\r\n"));
    EXPECT_TRUE(response.ends_with("GET /old ? "));
  }
  {
    auto peer = server.connect();
    peer.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(includes(peer.read_response(), "Connection: keep-alive\r\n"));
    peer.send(get("/new", "Connection: close\r\n"));
    auto response = peer.read_to_end();
    EXPECT_TRUE(includes(response, "Connection: close\r\n"));
    EXPECT_TRUE(response.ends_with("GET /new ? "));
  }
}

TEST(HttpServer, takes_the_path_out_of_an_absolute_target) {
  TestServer server(echo_body);
  auto peer = server.connect();
  peer.send(get("http://h/p/q?r"));
  EXPECT_TRUE(peer.read_response().ends_with("GET /p/q ?r "));
  peer.send(get("http://h?r"));
  EXPECT_TRUE(peer.read_response().ends_with("GET / ?r "));
}

TEST(HttpServer, refuses_malformed_requests_with_problem_details) {
  ServerOptions options;
  options.max_header_bytes = 4096;
  options.max_body_bytes = 1000;
  TestServer server(echo_body, options);
  struct Case {
    std::string request;
    int status;
  };
  std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  for (const Case& c : std::vector<Case>{
           {"nonsense\r\n\r\n", 400},
           {"GET /\r\n\r\n", 400},
           {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
           {"GET / HTTP/1.1\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
           {"GET nopath HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\nHost: h\r\nbad field: x\r\n\r\n", 400},
           {"GET / HTTP/1.1\r\nHost: h\r\nX: a\x01"
            "b\r\n\r\n",
            400},
           {post + "Content-Length: -1\r\n\r\n", 400},
           {post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
           {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
           {post + "Transfer-Encoding: gzip\r\n\r\n", 501},
           {post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
           {post + "Transfer-Encoding: chunked\r\n\r\n" + std::string(80000, '1'), 400},
           {post + "Content-Length: 1001\r\n\r\n", 413},
           {post + "Content-Length: 100000\r\n\r\n" + std::string(100000, 'x'), 413},
           {post + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x'), 413},
           {"GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", 431},
           {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(5000, 'x') + "\r\n\r\n", 431},
       }) {
    auto peer = server.connect();
    peer.send(c.request);
    SCOPED_TRACE(c.request.substr(0, 120));
    expect_problem(peer.read_to_end(), c.status);
  }
  auto peer = server.connect();
  peer.send(get("/still-alive"));
  EXPECT_TRUE(includes(peer.read_response(), "200 OK"));
}

TEST(HttpServer, bounds_the_head_also_when_its_fields_come_one_by_one) {
  ServerOptions options;
  options.max_header_bytes = 4096;
  TestServer server(echo_body, options);
  auto peer = server.connect();
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n");
  for (int i = 0; i < 200; ++i)
    peer.send("X-Field-" + std::to_string(i) + ": 0123456789012345\r\n");
  expect_problem(peer.read_to_end(), 431);
}

TEST(HttpServer, answers_408_to_a_head_or_body_that_drips) {
  ServerOptions options;
  options.header_deadline = 40ms;
  options.body_deadline = 40ms;
  TestServer server(echo_body, options);
  auto slow_head = server.connect();
  slow_head.send("GET / HTTP/1.1\r\nHo");
  expect_problem(slow_head.read_to_end(), 408);
  auto slow_body = server.connect();
  slow_body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  expect_problem(slow_body.read_to_end(), 408);
}

TEST(HttpServer, closes_idle_connections_without_a_word) {
  ServerOptions options;
  options.idle_deadline = 40ms;
  TestServer server(echo_body, options);
  auto fresh = server.connect();
  EXPECT_TRUE(fresh.is_closed_by_peer());
  auto used = server.connect();
  used.send(get("/"));
  used.read_response();
  EXPECT_TRUE(used.is_closed_by_peer());
}

Task<HttpResponse> answer_64_megabytes(HttpRequest) {
  HttpResponse response;
  response.body.assign(64 << 20, 'x');
  co_return response;
}

TEST(HttpServer, closes_when_a_reader_takes_nothing_any_more) {
  ServerOptions options;
  options.write_deadline = 40ms;
  TestServer server(answer_64_megabytes, options);
  auto peer = server.connect();
  peer.send(get("/"));
  peer.read_until("\r\n\r\n");
  while (server.connections() != 0) std::this_thread::yield();
  EXPECT_LT(peer.read_to_end().size(), std::size_t{64 << 20});
}

TEST(HttpServer, sends_a_large_body_whole) {
  HttpHandler handler = [](HttpRequest) -> Task<HttpResponse> {
    HttpResponse response;
    for (int i = 0; response.body.size() < (20 << 20); ++i) response.body += std::to_string(i);
    co_return response;
  };
  TestServer server(handler);
  auto peer = server.connect();
  peer.send(get("/"));
  auto text = peer.read_response();
  std::string expected;
  for (int i = 0; expected.size() < (20 << 20); ++i) expected += std::to_string(i);
  EXPECT_TRUE(text.substr(text.find("\r\n\r\n") + 4) == expected);
}

TEST(HttpServer, turns_connections_beyond_the_limit_away) {
  ServerOptions options;
  options.max_connections = 2;
  TestServer server(echo_body, options);
  auto first = server.connect();
  auto second = server.connect();
  first.send(get("/"));
  first.read_response();
  second.send(get("/"));
  second.read_response();
  auto third = server.connect();
  third.send(get("/"));
  expect_problem(third.read_to_end(), 503);
  first.close();
  while (server.connections() != 1) std::this_thread::yield();
  auto fourth = server.connect();
  fourth.send(get("/"));
  EXPECT_TRUE(includes(fourth.read_response(), "200 OK"));
}

TEST(HttpServer, answers_500_when_the_handler_throws_and_tells_nothing) {
  TestServer server(misbehave);
  auto peer = server.connect();
  for (std::string path : {"/throw", "/throw-number", "/status"}) {
    peer.send(get(path));
    auto response = peer.read_response();
    expect_problem(response, 500);
    EXPECT_FALSE(includes(response, "secret detail"));
  }
}

TEST(HttpServer, lets_no_handler_add_fields_or_framing_by_accident) {
  TestServer server(misbehave);
  auto peer = server.connect();
  peer.send(get("/"));
  auto response = peer.read_response();
  EXPECT_TRUE(includes(response, "X-Value: a  X-Injected: 1\r\n")) << response;
  EXPECT_FALSE(includes(response, "\r\nX-Injected"));
  EXPECT_FALSE(includes(response, "bad name"));
  EXPECT_FALSE(includes(response, "999"));
  EXPECT_FALSE(includes(response, "chunked"));
  EXPECT_TRUE(response.ends_with("\r\n\r\nfine"));
  peer.send(get("/no-content") + get("/"));
  auto empty = peer.read_until("\r\n\r\n");
  EXPECT_TRUE(empty.starts_with("HTTP/1.1 204 No Content\r\n")) << empty;
  EXPECT_FALSE(includes(empty, "Content-Length"));
  EXPECT_TRUE(peer.read_response().ends_with("fine"));
}

TEST(HttpServer, says_why_it_cannot_listen) {
  TestServer first(echo_body);
  asio::io_context loop;
  ServerOptions options;
  options.port = first.port();
  HttpServer second(loop.get_executor(), options, echo_body);
  auto result = second.start();
  ASSERT_TRUE(result.has_error());
  EXPECT_TRUE(includes(result.error().message, std::to_string(first.port())))
      << result.error().message;
  EXPECT_TRUE(includes(result.error().message, "set another port")) << result.error().message;
  options.address = "not an address";
  HttpServer third(loop.get_executor(), options, echo_body);
  EXPECT_EQ(third.start().error().code, ErrorCode::invalid_argument);
}

TEST(HttpServer, stops_idle_connections_at_once_and_lets_requests_finish) {
  std::atomic<bool> arrived{false};
  HttpHandler handler = [&arrived](HttpRequest request) {
    arrived = true;
    request.path = "/slow";
    return answer_late(std::move(request));
  };
  TestServer server(handler);
  auto idle = server.connect();
  auto busy = server.connect();
  busy.send(get("/"));
  while (!arrived || server.connections() != 2) std::this_thread::yield();
  auto stopped = server.start_stopping(5s);
  EXPECT_TRUE(idle.is_closed_by_peer());
  auto response = busy.read_to_end();
  EXPECT_TRUE(includes(response, "Connection: close\r\n")) << response;
  EXPECT_TRUE(response.ends_with("/slow"));
  EXPECT_EQ(stopped.wait_for(5s), std::future_status::ready);
  EXPECT_EQ(server.connections(), 0u);
}

Task<HttpResponse> never_answer(HttpRequest) {
  co_await sleep_for(1h);
  co_return HttpResponse();
}

TEST(HttpServer, cancels_what_still_runs_after_the_grace) {
  TestServer server(never_answer);
  auto peer = server.connect();
  peer.send(get("/"));
  while (server.connections() != 1) std::this_thread::yield();
  server.stop(20ms);
  EXPECT_TRUE(peer.is_closed_by_peer());
}

TEST(HttpServer, is_destroyed_cleanly_while_requests_run) {
  asio::io_context loop(1);
  {
    HttpServer server(loop.get_executor(), {}, never_answer);
    server.start().value();
    auto peer = RawPeer::connect(server.port());
    peer.send(get("/"));
    while (server.connections() != 1) loop.poll();
    for (int i = 0; i < 20; ++i) loop.poll();
  }
  loop.restart();
  loop.run_for(5s);
  EXPECT_TRUE(loop.stopped());
}

}  // namespace
}  // namespace elevaite::net
