#include <atomic>

#include "core/net/loopback_test.hpp"

namespace elevaite::net {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

using Stream = std::function<Task<void>(ResponseStream&)>;

Task<HttpResponse> answer_with(Stream stream) {
  HttpResponse response;
  response.headers.add("Content-Type", "text/event-stream");
  response.stream = std::move(stream);
  co_return response;
}

HttpHandler streaming(Stream stream) {
  return [stream](HttpRequest) { return answer_with(stream); };
}

Task<void> write_three(ResponseStream& stream) {
  for (std::string piece : {"one", "", "two", "three"}) {
    auto result = co_await stream.write(piece);
    if (result.has_error()) co_return;
  }
}

TEST(HttpServerStream, sends_chunks_and_keeps_the_connection) {
  TestServer server(streaming(write_three));
  auto peer = server.connect();
  for (int i = 0; i < 3; ++i) {
    peer.send(kGet);
    auto head = peer.read_until("\r\n\r\n");
    EXPECT_TRUE(holds(head, "Transfer-Encoding: chunked\r\n")) << head;
    EXPECT_FALSE(holds(head, "Content-Length")) << head;
    EXPECT_EQ(peer.read_until("0\r\n\r\n"), "3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n");
  }
}

TEST(HttpServerStream, sends_plain_bytes_to_http_1_0_and_nothing_to_head) {
  TestServer server(streaming(write_three));
  auto old = server.connect();
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.read_to_end().ends_with("\r\n\r\nonetwothree"));
  auto peer = server.connect();
  peer.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + std::string(kGet));
  EXPECT_TRUE(holds(peer.read_until("\r\n\r\n"), "200 OK"));
  EXPECT_TRUE(holds(peer.read_until("\r\n\r\n"), "200 OK"));
  EXPECT_EQ(peer.read_exactly(8), "3\r\none\r\n");
}

Task<void> throw_after_one(ResponseStream& stream) {
  co_await stream.write("one");
  throw std::runtime_error("deliberate");
}

TEST(HttpServerStream, breaks_off_without_the_last_chunk_when_the_stream_fails) {
  TestServer server(streaming(throw_after_one));
  auto peer = server.connect();
  peer.send(kGet);
  EXPECT_TRUE(peer.read_to_end().ends_with("3\r\none\r\n"));
}

struct Observed {
  std::promise<void> noticed;
  std::atomic<int> last_error{-1};
};

// Waits without writing until the peer has gone, as an event stream with nothing to say does.
Task<void> wait_until_closed(ResponseStream& stream, Observed& observed) {
  co_await stream.write("ready");
  while (stream.is_open()) co_await sleep_for(1ms);
  auto result = co_await stream.write("more");
  observed.last_error = result.has_error() ? static_cast<int>(result.error().code) : -2;
  observed.noticed.set_value();
}

TEST(HttpServerStream, notices_a_peer_that_leaves_while_nothing_is_written) {
  for (bool by_reset : {false, true}) {
    Observed observed;
    auto stream = [&observed](ResponseStream& s) { return wait_until_closed(s, observed); };
    TestServer server(streaming(stream));
    auto peer = server.connect();
    peer.send(kGet);
    peer.read_until("ready\r\n");
    if (by_reset) peer.reset();
    peer.close();
    ASSERT_EQ(observed.noticed.get_future().wait_for(5s), std::future_status::ready);
    EXPECT_EQ(observed.last_error, static_cast<int>(ErrorCode::cancelled));
    while (server.connections() != 0) std::this_thread::yield();
  }
}

Task<void> wait_for_flag(ResponseStream& stream, std::atomic<bool>& flag) {
  co_await stream.write("ready");
  while (!flag && stream.is_open()) co_await sleep_for(1ms);
  co_await stream.write(stream.is_open() ? "open" : "closed");
}

TEST(HttpServerStream, does_not_take_a_pipelined_request_for_a_disconnect) {
  std::atomic<bool> flag{false};
  auto stream = [&flag](ResponseStream& s) { return wait_for_flag(s, flag); };
  TestServer server(streaming(stream));
  auto peer = server.connect();
  peer.send(kGet);
  peer.read_until("ready\r\n");
  peer.send(kGet);
  // The server's loop turns several times between these questions, so it has seen the bytes.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(server.connections(), 1u);
  flag = true;
  EXPECT_EQ(peer.read_until("0\r\n\r\n"), "4\r\nopen\r\n0\r\n\r\n");
  peer.read_until("\r\n\r\n");
  EXPECT_EQ(peer.read_until("0\r\n\r\n"), "5\r\nready\r\n4\r\nopen\r\n0\r\n\r\n");
}

TEST(HttpServerStream, notices_a_disconnect_behind_a_pipelined_request) {
  Observed observed;
  auto stream = [&observed](ResponseStream& s) { return wait_until_closed(s, observed); };
  TestServer server(streaming(stream));
  auto peer = server.connect();
  peer.send(kGet);
  peer.read_until("ready\r\n");
  peer.send("GET /next HTTP/1.1\r\nHost");
  peer.close();
  EXPECT_EQ(observed.noticed.get_future().wait_for(5s), std::future_status::ready);
}

Task<void> flood(ResponseStream& stream, std::atomic<std::size_t>& written, Observed& observed) {
  while (true) {
    auto result = co_await stream.write(std::string(64 << 10, 'x'));
    if (result.has_error()) {
      observed.last_error = static_cast<int>(result.error().code);
      break;
    }
    written += 64 << 10;
  }
  observed.noticed.set_value();
}

TEST(HttpServerStream, holds_a_writer_back_and_wakes_it_when_the_peer_leaves) {
  std::atomic<std::size_t> written{0};
  Observed observed;
  auto stream = [&](ResponseStream& s) { return flood(s, written, observed); };
  TestServer server(streaming(stream));
  auto peer = server.connect();
  peer.send(kGet);
  peer.read_until("\r\n\r\n");
  auto noticed = observed.noticed.get_future();
  // The kernel's buffers fill and the writer stops: two equal readings far apart in loop turns.
  std::size_t before = 1;
  while (before != written) {
    before = written;
    EXPECT_EQ(noticed.wait_for(30ms), std::future_status::timeout);
  }
  EXPECT_LT(before, std::size_t{64 << 20});
  peer.read_exactly(before);
  while (written == before) std::this_thread::yield();
  peer.close();
  ASSERT_EQ(noticed.wait_for(5s), std::future_status::ready);
  EXPECT_EQ(observed.last_error, static_cast<int>(ErrorCode::cancelled));
}

TEST(HttpServerStream, cancels_a_stream_that_outlasts_the_grace) {
  auto forever = [](ResponseStream& stream) -> Task<void> {
    co_await stream.write("ready");
    co_await sleep_for(1h);
  };
  TestServer server(streaming(forever));
  auto peer = server.connect();
  peer.send(kGet);
  peer.read_until("ready\r\n");
  server.stop(10ms);
  EXPECT_EQ(peer.read_to_end(), "");
}

}  // namespace
}  // namespace elevaite::net
