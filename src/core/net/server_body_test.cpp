// Bodies that the handler reads itself, as they arrive.
#include "core/net/loopback_test.hpp"

namespace elevaite::net {
namespace {

ServerOptions streaming_options() {
  ServerOptions options;
  options.max_body_bytes = 8;
  options.streams_body = [](std::string_view method, std::string_view path) {
    return method == "POST" && path == "/stream";
  };
  return options;
}

// Answers what came, or why no more did.
Task<HttpResponse> collect(HttpRequest request) {
  HttpResponse response;
  response.body = "whole:" + request.body;
  if (request.body_stream == nullptr) co_return response;
  response.body = "streamed:";
  while (true) {
    auto bytes = co_await request.body_stream->read();
    if (!bytes) {
      response.status = 400;
      response.body = to_string(bytes.error().code);
      co_return response;
    }
    if (bytes->empty()) co_return response;
    response.body += *bytes;
  }
}

Task<HttpResponse> refuse_unread(HttpRequest) {
  HttpResponse response;
  response.status = 403;
  response.body = "no";
  co_return response;
}

std::string post(std::string_view path, std::string_view fields, std::string_view body) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: h\r\n{}\r\n{}", path, fields, body);
}

TEST(HttpServerBody, is_read_as_it_comes_and_the_connection_is_kept) {
  TestServer server(collect, streaming_options());
  auto peer = server.connect();
  for (int i = 0; i < 3; ++i) {
    peer.send(post("/stream", "Content-Length: 12\r\n", "hello "));
    peer.send("world!");
    EXPECT_TRUE(peer.read_response().ends_with("streamed:hello world!"));
  }
  peer.send(post("/stream", "Transfer-Encoding: chunked\r\n", "5\r\nhel"));
  peer.send("lo\r\n1\r\n \r\n6\r\nworld!\r\n0\r\n\r\n" +
            post("/other", "Content-Length: 4\r\n", "next"));
  EXPECT_TRUE(peer.read_response().ends_with("streamed:hello world!"));
  EXPECT_TRUE(peer.read_response().ends_with("whole:next"));
}

TEST(HttpServerBody, of_other_paths_and_empty_ones_are_not_streamed) {
  TestServer server(collect, streaming_options());
  auto peer = server.connect();
  peer.send(post("/stream", "Content-Length: 0\r\n", ""));
  EXPECT_TRUE(peer.read_response().ends_with("whole:"));
  peer.send(post("/other", "Content-Length: 9\r\n", ""));
  EXPECT_TRUE(peer.read_response().starts_with("HTTP/1.1 413"));
  auto chunks = server.connect();
  chunks.send(post("/other", "Transfer-Encoding: chunked\r\n", "9\r\n123456789\r\n0\r\n\r\n"));
  EXPECT_TRUE(chunks.read_response().starts_with("HTTP/1.1 413"));
}

TEST(HttpServerBody, is_asked_for_only_when_it_is_read) {
  TestServer reading(collect, streaming_options());
  auto peer = reading.connect();
  peer.send(post("/stream", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
  EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  peer.send("hi");
  EXPECT_TRUE(peer.read_response().ends_with("streamed:hi"));
  TestServer refusing(refuse_unread, streaming_options());
  auto other = refusing.connect();
  other.send(post("/stream", "Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
  EXPECT_TRUE(other.read_response().starts_with("HTTP/1.1 403"));
  EXPECT_TRUE(other.is_closed_by_peer());
}

TEST(HttpServerBody, that_breaks_is_told_from_one_that_ends) {
  TestServer server(collect, streaming_options());
  auto broken = server.connect();
  broken.send(post("/stream", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\nnonsense\r\n"));
  EXPECT_TRUE(broken.read_response().ends_with("invalid_argument"));
  auto slow_options = streaming_options();
  slow_options.body_deadline = 50ms;
  TestServer impatient(collect, slow_options);
  auto slow = impatient.connect();
  slow.send(post("/stream", "Content-Length: 10\r\n", "half"));
  EXPECT_TRUE(slow.read_response().ends_with("timeout"));
}

// A stream whose length is told has no chunks, and what falls short of it breaks off.
Task<void> write_five(ResponseStream& stream) {
  co_await stream.write("he");
  co_await stream.write("llo");
}

Task<HttpResponse> answer_with(std::uint64_t length) {
  HttpResponse response;
  response.content_length = length;
  response.stream = write_five;
  co_return response;
}

HttpHandler telling(std::uint64_t length) {
  return [length](HttpRequest) { return answer_with(length); };
}

TEST(HttpServerBody, of_an_answer_may_have_a_length) {
  TestServer server(telling(5));
  auto peer = server.connect();
  for (int i = 0; i < 2; ++i) {
    peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    auto answer = peer.read_response();
    EXPECT_TRUE(answer.ends_with("\r\n\r\nhello")) << answer;
    EXPECT_EQ(answer.find("chunked"), std::string::npos);
  }
  TestServer falls_short(telling(9));
  auto other = falls_short.connect();
  other.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(other.read_to_end().ends_with("\r\n\r\nhello"));
  TestServer goes_beyond(telling(3));
  auto third = goes_beyond.connect();
  third.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(third.read_response().ends_with("\r\n\r\nhel"));
}

}  // namespace
}  // namespace elevaite::net
