#include "core/net/client.hpp"

#include <atomic>

#include "core/net/loopback_test.hpp"
#include "core/test_loop.hpp"

namespace elevaite::net {
namespace {

using Answer = Result<ClientResponse>;

// The tests run with each carrier. A proxy in the environment sends all calls to libcurl, which
// then finds that there is none for this machine.
class EveryCarrier : public ::testing::TestWithParam<std::string> {
 protected:
  EveryCarrier() {
    if (GetParam() != "libcurl") return;
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    ::setenv("no_proxy", "127.0.0.1", 1);
  }
  ~EveryCarrier() override {
    ::unsetenv("http_proxy");
    ::unsetenv("no_proxy");
  }
};

INSTANTIATE_TEST_SUITE_P(HttpClient, EveryCarrier, ::testing::Values("plain", "libcurl"),
                         [](const auto& carrier) { return carrier.param; });

// A client on a loop of its own; calls are made from the test's thread.
class TestClient {
 public:
  explicit TestClient(ClientOptions options = {}) {
    loop_.call([&] { client_ = std::make_unique<HttpClient>(loop_.executor(), options); });
  }
  ~TestClient() {
    loop_.call([this] { client_.reset(); });
  }
  std::future<Answer> start(ClientRequest request) {
    return loop_.start(client_->send(std::move(request)));
  }
  Answer send(ClientRequest request) { return start(std::move(request)).get(); }
  Answer get(std::string url) {
    ClientRequest request;
    request.url = std::move(url);
    return send(std::move(request));
  }
  void destroy() {
    loop_.call([this] { client_.reset(); });
  }
  HttpClient& client() { return *client_; }
  LoopThread& loop() { return loop_; }

 private:
  LoopThread loop_;
  std::unique_ptr<HttpClient> client_;
};

ClientRequest request_to(std::string url) {
  ClientRequest request;
  request.url = std::move(url);
  return request;
}

Task<HttpResponse> echo(HttpRequest request) {
  HttpResponse response;
  response.status = request.path == "/404" ? 404 : 200;
  response.headers.add("X-One", "1");
  response.headers.add("X-Empty", "");
  response.body = request.method + " " + request.target + "\n";
  for (const auto& [name, value] : request.headers) response.body += name + ": " + value + "\n";
  response.body += "\n" + request.body;
  co_return response;
}

bool has_part(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_P(EveryCarrier, sends_every_method_and_reads_any_status) {
  TestServer server(echo);
  TestClient client;
  for (std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "GET", "PURGE"}) {
    for (std::string body : {"", "some body"}) {
      auto request = request_to(server.url("/p?q=1"));
      request.method = method;
      request.body = body;
      auto response = client.send(std::move(request)).value();
      EXPECT_EQ(response.status, 200);
      EXPECT_EQ(response.headers.get("x-one"), "1");
      EXPECT_TRUE(response.headers.has("x-empty"));
      EXPECT_TRUE(response.body.starts_with(method + " /p?q=1\n")) << response.body;
      EXPECT_TRUE(response.body.ends_with("\n\n" + body)) << response.body;
      EXPECT_FALSE(has_part(response.body, "Expect"));
      EXPECT_FALSE(has_part(response.body, "urlencoded")) << response.body;
    }
  }
  EXPECT_EQ(client.get(server.url("/404")).value().status, 404);
  auto head = request_to(server.url());
  head.method = "HEAD";
  auto response = client.send(std::move(head)).value();
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.headers.get("X-One"), "1");
  EXPECT_TRUE(client.get(server.url("/after")).value().body.starts_with("GET /after\n"));
  EXPECT_EQ(server.connections(), 1u);
}

TEST_P(EveryCarrier, sends_fields_as_given_and_refuses_line_breaks_in_them) {
  TestServer server(echo);
  TestClient client;
  auto request = request_to(server.url());
  request.method = "POST";
  request.body = std::string("a\0b", 3);
  request.headers = {{"X-A", "1"},
                     {"X-A", "2"},
                     {"X-None", ""},
                     {"Content-Type", "text/x"},
                     {"Content-Length", "999"},
                     {"Transfer-Encoding", "chunked"}};
  auto body = client.send(request).value().body;
  EXPECT_TRUE(has_part(body, "X-A: 1\nX-A: 2\nX-None: \nContent-Type: text/x\n")) << body;
  EXPECT_TRUE(has_part(body, "Content-Length: 3\n")) << body;
  EXPECT_TRUE(body.ends_with(request.body));
  for (const std::string& bad :
       {std::string("a\r\nX-Injected: 1"), std::string("a\nb"), std::string("a\0b", 3)}) {
    request.headers = {{"X-A", bad}};
    EXPECT_EQ(client.send(request).error().code, ErrorCode::invalid_argument);
  }
  request.headers = {{"X A", "x"}};
  EXPECT_EQ(client.send(request).error().code, ErrorCode::invalid_argument);
  request.headers = {};
  request.method = "GET / HTTP/1.1\r\nX: ";
  EXPECT_EQ(client.send(request).error().code, ErrorCode::invalid_argument);
}

TEST_P(EveryCarrier, refuses_urls_that_it_cannot_dial) {
  TestClient client;
  for (std::string url : {"", "nonsense", "ftp://127.0.0.1/", "file:///etc/passwd", "http://",
                          "http://a b/", "http://127.0.0.1:1/\r\nX: y"}) {
    EXPECT_EQ(client.get(url).error().code, ErrorCode::invalid_argument) << url;
  }
}

TEST_P(EveryCarrier, keeps_connections_and_uses_them_again) {
  TestServer server(echo);
  TestClient client;
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(client.get(server.url()).has_value());
  EXPECT_EQ(server.connections(), 1u);
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 200; ++i) answers.push_back(client.start(request_to(server.url())));
  for (auto& answer : answers) EXPECT_EQ(answer.get().value().status, 200);
}

TEST_P(EveryCarrier, bounds_the_connections_to_a_host) {
  TestServer server(echo);
  ClientOptions options;
  options.max_connections_per_host = 3;
  TestClient client(options);
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(client.start(request_to(server.url())));
  for (auto& answer : answers) EXPECT_EQ(answer.get().value().status, 200);
  EXPECT_LE(server.connections(), 3u);
}

struct Gate {
  std::atomic<int> opened{0};
};

Task<void> write_when_asked(ResponseStream& stream, Gate& gate) {
  for (int i = 1; i <= 3; ++i) {
    auto result = co_await stream.write("piece" + std::to_string(i));
    if (result.has_error()) co_return;
    while (gate.opened < i) co_await sleep_for(1ms);
  }
}

Task<HttpResponse> stream_pieces(Gate& gate) {
  HttpResponse response;
  response.stream = [&gate](ResponseStream& stream) { return write_when_asked(stream, gate); };
  co_return response;
}

TEST_P(EveryCarrier, hands_pieces_over_as_they_arrive) {
  Gate gate;
  TestServer server([&gate](HttpRequest) { return stream_pieces(gate); });
  TestClient client;
  std::vector<std::string> pieces;
  auto request = request_to(server.url());
  // The server sends a piece only after the one before was seen here, so none of them can be held
  // back.
  request.on_body = [&](std::string_view piece) -> Result<void> {
    pieces.emplace_back(piece);
    ++gate.opened;
    return {};
  };
  auto response = client.send(std::move(request)).value();
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(pieces, (std::vector<std::string>{"piece1", "piece2", "piece3"}));
}

TEST_P(EveryCarrier, keeps_the_body_of_an_error_answer_from_the_reader) {
  TestServer server(echo);
  TestClient client;
  auto request = request_to(server.url("/404"));
  request.on_body = [](std::string_view) -> Result<void> { return conflict("not called"); };
  auto response = client.send(std::move(request)).value();
  EXPECT_EQ(response.status, 404);
  EXPECT_TRUE(response.body.starts_with("GET /404"));
}

TEST_P(EveryCarrier, ends_with_the_error_or_exception_of_the_reader) {
  TestServer server(echo);
  TestClient client;
  auto request = request_to(server.url());
  request.on_body = [](std::string_view) -> Result<void> { return conflict("enough"); };
  auto answer = client.send(request);
  EXPECT_EQ(answer.error().message, "enough");
  request.on_body = [](std::string_view) -> Result<void> {
    throw std::runtime_error("deliberate");
  };
  EXPECT_THROW(client.send(request), std::runtime_error);
  EXPECT_EQ(client.get(server.url()).value().status, 200);
}

TEST_P(EveryCarrier, gives_up_after_the_total_timeout) {
  RawListener listener;
  TestClient client;
  auto request = request_to(listener.url());
  request.total_timeout = 50ms;
  auto answer = client.start(std::move(request));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  auto result = answer.get();
  EXPECT_EQ(result.error().code, ErrorCode::timeout);
  EXPECT_EQ(result.error().reason, "outcome_unknown");
  EXPECT_TRUE(has_part(result.error().message, "50 ms")) << result.error().message;
  EXPECT_TRUE(peer.is_closed_by_peer());
}

TEST_P(EveryCarrier, tells_a_stalled_stream_from_a_slow_one) {
  RawListener listener;
  TestClient client;
  std::atomic<int> pieces{0};
  auto request = request_to(listener.url());
  request.idle_timeout = 400ms;
  request.on_body = [&pieces](std::string_view) -> Result<void> {
    ++pieces;
    return {};
  };
  auto answer = client.start(std::move(request));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  auto begin = std::chrono::steady_clock::now();
  peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 1; i <= 6; ++i) {
    std::this_thread::sleep_for(100ms);
    peer.send("1\r\nx\r\n");
    while (pieces < i) std::this_thread::yield();
  }
  EXPECT_GT(std::chrono::steady_clock::now() - begin, 400ms);
  auto result = answer.get();
  EXPECT_EQ(result.error().code, ErrorCode::timeout);
  EXPECT_TRUE(has_part(result.error().message, "sent nothing")) << result.error().message;
  EXPECT_EQ(pieces, 6);
}

TEST_P(EveryCarrier, reports_an_answer_that_breaks_off) {
  RawListener listener;
  TestClient client;
  for (std::string reply :
       {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "HTTP/1.1 200 O", ""}) {
    auto answer = client.start(request_to(listener.url()));
    auto peer = listener.accept();
    peer.read_until("\r\n\r\n");
    peer.send(reply);
    peer.close();
    auto result = answer.get();
    ASSERT_TRUE(result.has_error()) << reply;
    EXPECT_EQ(result.error().code, ErrorCode::unavailable) << reply;
    EXPECT_EQ(result.error().reason, "outcome_unknown") << reply;
  }
}

TEST_P(EveryCarrier, reports_what_is_no_http_and_who_refuses) {
  RawListener listener;
  TestClient client;
  auto answer = client.start(request_to(listener.url()));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  peer.send("SSH-2.0-OpenSSH\r\n\r\n");
  peer.close();
  EXPECT_EQ(answer.get().error().code, ErrorCode::unavailable);
  listener.close();
  auto refused = client.get(listener.url());
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_EQ(refused.error().reason, "connect");
}

TEST_P(EveryCarrier, stops_reading_an_answer_that_is_too_large) {
  RawListener listener;
  TestClient client;
  for (bool is_streamed : {false, true}) {
    std::size_t seen = 0;
    auto request = request_to(listener.url());
    request.max_response_bytes = 1000;
    if (is_streamed) {
      request.on_body = [&seen](std::string_view piece) -> Result<void> {
        seen += piece.size();
        return {};
      };
    }
    auto answer = client.start(std::move(request));
    auto peer = listener.accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\n\r\n" + std::string(100000, 'x'));
    auto result = answer.get();
    EXPECT_EQ(result.error().code, ErrorCode::limit_exceeded);
    EXPECT_LE(seen, 1000u);
  }
  auto answer = client.start(request_to(listener.url()));
  auto peer = listener.accept();
  peer.send("HTTP/1.1 200 OK\r\n");
  for (int i = 0; i < 300; ++i) peer.send("X: " + std::string(1000, 'x') + "\r\n");
  EXPECT_EQ(answer.get().error().code, ErrorCode::limit_exceeded);
}

TEST_P(EveryCarrier, forgets_interim_answers_and_trailers) {
  RawListener listener;
  TestClient client;
  auto answer = client.start(request_to(listener.url()));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  peer.send(
      "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Late: 1\r\n"
      "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Trailer: 1\r\n\r\n");
  auto response = answer.get().value();
  EXPECT_EQ(response.status, 200);
  EXPECT_FALSE(response.headers.has("X-Early"));
  EXPECT_TRUE(response.headers.has("X-Late"));
  EXPECT_FALSE(response.headers.has("X-Trailer"));
  EXPECT_EQ(response.body, "a");
}

// Answers one request on a pooled connection, then lets the connection die under the second
// request.
Answer send_into_dying_connection(TestClient& client, RawListener& listener, ClientRequest request,
                                  int& requests_seen) {
  auto first = client.start(request_to(listener.url()));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(first.get().has_value());
  auto second = client.start(std::move(request));
  peer.read_until("\r\n\r\n");
  peer.close();
  requests_seen = 1;
  std::vector<RawPeer> others;
  while (second.wait_for(1ms) != std::future_status::ready) {
    if (!listener.has_connection_waiting()) continue;
    others.push_back(listener.accept());
    others.back().read_until("\r\n\r\n");
    ++requests_seen;
    others.back().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }
  return second.get();
}

TEST_P(EveryCarrier, repeats_only_what_may_be_repeated_when_a_pooled_connection_dies) {
  struct Case {
    std::string method;
    Headers headers;
    bool is_repeatable;
    bool repeats;
  };
  for (const Case& c : std::vector<Case>{{"GET", {}, false, true},
                                         {"POST", {}, false, false},
                                         {"PATCH", {}, false, false},
                                         {"POST", {}, true, true},
                                         {"POST", {{"Idempotency-Key", "k"}}, false, true}}) {
    RawListener listener;
    TestClient client;
    auto request = request_to(listener.url());
    request.method = c.method;
    request.headers = c.headers;
    request.is_repeatable = c.is_repeatable;
    request.total_timeout = 5s;
    int requests_seen = 0;
    auto result = send_into_dying_connection(client, listener, std::move(request), requests_seen);
    SCOPED_TRACE(c.method);
    EXPECT_EQ(requests_seen, c.repeats ? 2 : 1);
    EXPECT_EQ(result.has_value(), c.repeats);
    if (result.has_error()) {
      EXPECT_EQ(result.error().reason, "outcome_unknown");
    }
  }
}

TEST_P(EveryCarrier, aborts_the_transfer_when_the_caller_is_cancelled) {
  RawListener listener;
  TestClient client;
  auto group =
      client.loop().call([&] { return std::make_unique<TaskGroup>(client.loop().executor()); });
  std::atomic<bool> went_on{false};
  static auto call = [](HttpClient& c, std::string url, std::atomic<bool>& after) -> Task<void> {
    co_await c.send(request_to(std::move(url)));
    after = true;
  };
  client.loop().call([&] {
    group->spawn(call(client.client(), listener.url(), went_on));
    return 0;
  });
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  client.loop().call([&] {
    group->cancel();
    return 0;
  });
  EXPECT_TRUE(peer.is_closed_by_peer());
  while (client.loop().call([&] { return group->size(); }) != 0) std::this_thread::yield();
  EXPECT_FALSE(went_on);
  client.loop().call([&] {
    group.reset();
    return 0;
  });
}

TEST_P(EveryCarrier, ends_calls_under_way_when_it_is_destroyed) {
  RawListener listener;
  TestClient client;
  auto answer = client.start(request_to(listener.url()));
  auto peer = listener.accept();
  peer.read_until("\r\n\r\n");
  client.destroy();
  EXPECT_EQ(answer.get().error().code, ErrorCode::unavailable);
  EXPECT_TRUE(peer.is_closed_by_peer());
}

TEST_P(EveryCarrier, leaves_the_loop_nothing_to_do_when_no_call_is_under_way) {
  TestServer server(echo);
  asio::io_context loop(1);
  HttpClient client(loop.get_executor());
  for (int i = 0; i < 3; ++i) {
    std::optional<Answer> answer;
    auto send = client.send(request_to(server.url()));
    start_task(loop.get_executor(), keep_result(std::move(send), answer), rethrow);
    loop.restart();
    loop.run_for(5s);
    ASSERT_TRUE(loop.stopped());
    EXPECT_EQ(answer.value().value().status, 200);
  }
  EXPECT_EQ(server.connections(), 1u);
}

TEST_P(EveryCarrier, survives_a_loop_that_ends_under_its_calls) {
  RawListener listener;
  auto loop = std::make_unique<asio::io_context>(1);
  auto client = std::make_unique<HttpClient>(loop->get_executor());
  std::optional<Answer> answer;
  auto send = client->send(request_to(listener.url()));
  start_task(loop->get_executor(), keep_result(std::move(send), answer), rethrow);
  loop->poll();
  client.reset();
  loop.reset();
  EXPECT_FALSE(answer.has_value());
}

}  // namespace
}  // namespace elevaite::net
