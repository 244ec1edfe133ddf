// What is particular to our own plain HTTP: framing, connections that end, and what a server may
// get wrong.
#include <atomic>

#include "core/net/client.hpp"
#include "core/net/loopback_test.hpp"

namespace elevaite::net {
namespace {

using Answer = Result<ClientResponse>;

class PlainClient : public ::testing::Test {
 protected:
  PlainClient() {
    loop_.call([this] { client_ = std::make_unique<HttpClient>(loop_.executor()); });
  }
  ~PlainClient() override {
    loop_.call([this] { client_.reset(); });
  }
  std::future<Answer> start(std::string method = "GET", std::string body = {}) {
    ClientRequest request;
    request.method = std::move(method);
    request.url = listener_.url();
    request.body = std::move(body);
    request.total_timeout = 5s;
    return loop_.start(client_->send(std::move(request)));
  }
  // The answer to a call whose server sends `reply` and leaves the connection open.
  Answer answered(RawPeer& peer, std::future<Answer> answer, std::string_view reply) {
    peer.read_until("\r\n\r\n");
    peer.send(reply);
    return answer.get();
  }

  LoopThread loop_;
  RawListener listener_;
  std::unique_ptr<HttpClient> client_;
};

TEST_F(PlainClient, uses_a_connection_again_after_every_answer_that_has_an_end) {
  struct Case {
    std::string method;
    std::string reply;
    std::string body;
  };
  std::optional<RawPeer> peer;
  for (const Case& c : std::vector<Case>{
           {"GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "ab"},
           {"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
            "ab"},
           {"GET",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\nT: 1\r\n\r\n",
            "a"},
           {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", ""},
           {"GET", "HTTP/1.1 204 No Content\r\n\r\n", ""},
           {"GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", ""},
           {"GET", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na", "a"},
           {"GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""},
           {"POST", "HTTP/1.1 500 No\r\nContent-Length: 1\r\n\r\na", "a"}}) {
    SCOPED_TRACE(c.reply);
    auto answer = start(c.method);
    if (!peer) peer.emplace(listener_.accept());
    EXPECT_EQ(answered(*peer, std::move(answer), c.reply).value().body, c.body);
    EXPECT_FALSE(listener_.has_connection_waiting());
  }
}

TEST_F(PlainClient, leaves_a_connection_that_ends_with_its_answer) {
  for (std::string reply :
       {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na",
        "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n"}) {
    SCOPED_TRACE(reply);
    auto answer = start();
    auto peer = listener_.accept();
    EXPECT_TRUE(answered(peer, std::move(answer), reply).has_value());
    EXPECT_TRUE(peer.is_closed_by_peer());
  }
}

TEST_F(PlainClient, reads_an_answer_without_a_length_to_the_end) {
  auto answer = start();
  auto peer = listener_.accept();
  peer.read_until("\r\n\r\n");
  peer.send("HTTP/1.1 200 OK\r\n\r\nabc");
  peer.close();
  EXPECT_EQ(answer.get().value().body, "abc");
}

TEST_F(PlainClient, dials_anew_when_the_server_has_closed_an_idle_connection) {
  auto first = start("POST");
  auto peer = listener_.accept();
  answered(peer, std::move(first), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").value();
  peer.close();
  // A POST must not be sent twice, and need not be: nothing of it has been sent yet.
  auto second = start("POST");
  auto other = listener_.accept();
  EXPECT_TRUE(answered(other, std::move(second), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                  .has_value());
}

TEST_F(PlainClient, reports_answers_that_are_no_http) {
  for (std::string reply :
       {"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n\r\n",
        "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"}) {
    SCOPED_TRACE(reply);
    auto answer = start("POST");
    auto peer = listener_.accept();
    auto result = answered(peer, std::move(answer), reply);
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
    EXPECT_EQ(result.error().reason, "outcome_unknown");
    EXPECT_TRUE(peer.is_closed_by_peer());
  }
}

TEST_F(PlainClient, refuses_lines_without_an_end) {
  for (std::string begin :
       {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "}) {
    SCOPED_TRACE(begin);
    auto answer = start();
    auto peer = listener_.accept();
    peer.read_until("\r\n\r\n");
    peer.send(begin);
    for (int i = 0; i < 20; ++i) peer.send(std::string(64 << 10, 'x'));
    EXPECT_TRUE(answer.get().has_error());
  }
}

TEST_F(PlainClient, reads_an_answer_that_comes_byte_by_byte) {
  auto answer = start();
  auto peer = listener_.accept();
  peer.read_until("\r\n\r\n");
  for (char c : std::string_view("HTTP/1.1 200 OK\r\nA: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
    peer.send({&c, 1});
  }
  auto response = answer.get().value();
  EXPECT_EQ(response.body, "abcde");
  EXPECT_EQ(response.headers.get("a"), "1");
}

TEST_F(PlainClient, sends_large_bodies_and_reads_what_is_answered_before_their_end) {
  const std::string body(8 << 20, 'x');
  auto answer = start("POST", body);
  auto peer = listener_.accept();
  peer.read_until("\r\n\r\n");
  EXPECT_EQ(peer.read_exactly(body.size()), body);
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
  EXPECT_EQ(answer.get().value().body, "a");
  auto refused = start("POST", body);
  peer.read_until("\r\n\r\n");
  peer.send("HTTP/1.1 413 No\r\nContent-Length: 1\r\n\r\nb");
  EXPECT_EQ(refused.get().value().status, 413);
}

TEST_F(PlainClient, resolves_names_and_tries_each_of_their_addresses) {
  // "localhost" may lead to ::1 first, where nobody listens.
  ClientRequest request;
  request.url = "http://localhost:" + std::to_string(listener_.port()) + "/";
  auto answer = loop_.start(client_->send(request));
  auto peer = listener_.accept();
  auto head = peer.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Host: localhost:" + std::to_string(listener_.port()) + "\r\n"),
            std::string::npos);
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(answer.get().has_value());
}

}  // namespace
}  // namespace elevaite::net
