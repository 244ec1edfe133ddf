// The vendors' adapters against a server on loopback that misbehaves in every way the network
// allows.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/llm/anthropic.hpp"
#include "adapters/llm/openai.hpp"
#include "core/net/loopback_test.hpp"

namespace elevaite::adapters::llm {
namespace {

using Reply = Result<model::ChatReply>;

constexpr std::string_view kStreamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

std::string delta(std::string_view text) {
  Json event =
      JsonObject{{"choices", JsonArray{JsonObject{{"delta", JsonObject{{"content", text}}}}}}};
  return "data: " + to_text(event) + "\n\n";
}
const std::string kStop =
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}\n\ndata: "
    "[DONE]\n\n";

std::string answer(int status, std::string_view body, std::string_view headers = "") {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" +
         std::string(headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

class VendorTest : public testing::Test {
 protected:
  VendorTest() {
    loop_.call([this] {
      client_ = std::make_unique<net::HttpClient>(loop_.executor());
      openai_ = std::make_unique<OpenaiModel>(
          *client_, guard_, VendorSettings{listener_.url("/v1/"), "sk-operator-secret"});
      anthropic_ = std::make_unique<AnthropicModel>(
          *client_, guard_, VendorSettings{listener_.url("/v1"), "sk-ant-secret"});
    });
  }
  ~VendorTest() override {
    loop_.call([this] {
      openai_.reset();
      anthropic_.reset();
      client_.reset();
    });
  }

  static ports::ChatRequest request() {
    ports::ChatRequest request;
    request.model = "some-model";
    request.messages = {{model::ChatRole::user, "Hi"}};
    request.total_timeout = 60s;
    request.idle_timeout = 30s;
    return request;
  }
  std::future<Reply> ask(ports::ChatModel& model, ports::ChatRequest request,
                         bool is_streamed = true) {
    ports::OnText on_text;
    if (is_streamed) on_text = [this](std::string_view text) { streamed_ += text; };
    return loop_.start(model.chat(std::move(request), std::move(on_text)));
  }
  std::future<Reply> ask_openai(bool is_streamed = true) {
    return ask(*openai_, request(), is_streamed);
  }
  net::RawPeer accept(std::string* received = nullptr) {
    net::RawPeer peer = listener_.accept();
    std::string request = peer.read_response();
    if (received != nullptr) *received = request;
    return peer;
  }
  // One whole exchange; the request is kept in received_.
  Reply exchange(std::string_view bytes, bool is_streamed = true) {
    auto reply = ask_openai(is_streamed);
    net::RawPeer peer = accept(&received_);
    peer.send(bytes);
    peer.close();
    return reply.get();
  }

  net::RawListener listener_;
  net::EgressGuard guard_;
  std::string streamed_;
  std::string received_;
  net::LoopThread loop_;
  std::unique_ptr<net::HttpClient> client_;
  std::unique_ptr<OpenaiModel> openai_;
  std::unique_ptr<AnthropicModel> anthropic_;
};

TEST_F(VendorTest, streams_text_and_counts_tokens) {
  auto reply = exchange(std::string(kStreamHead) + delta("Hal") + ": keep-alive\n\n" +
                        delta("lo ☃") + kStop);
  ASSERT_TRUE(reply.has_value()) << reply.error().message;
  EXPECT_EQ(reply->text, "Hallo ☃");
  EXPECT_EQ(streamed_, "Hallo ☃");
  EXPECT_EQ(reply->usage.input_tokens, 11);
  EXPECT_EQ(received_.rfind("POST /v1/chat/completions HTTP/1.1", 0), 0u) << received_;
  EXPECT_NE(received_.find("Bearer sk-operator-secret"), std::string::npos);
  EXPECT_NE(received_.find("\"stream\":true"), std::string::npos);
}

TEST_F(VendorTest, answers_without_streaming) {
  auto reply = exchange(
      answer(200, R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})"), false);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->text, "Hi");
  EXPECT_EQ(received_.find("\"stream\""), std::string::npos);
}

TEST_F(VendorTest, accepts_plain_json_where_a_stream_was_asked_for) {
  auto reply =
      exchange(answer(200, R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})"));
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->text, "Hi");
  EXPECT_EQ(streamed_, "Hi");
}

TEST_F(VendorTest, accepts_a_stream_that_ends_without_its_last_blank_line) {
  auto reply = exchange(std::string(kStreamHead) + delta("Hi") + "data: [DONE]");
  ASSERT_TRUE(reply.has_value()) << reply.error().message;
  EXPECT_EQ(reply->text, "Hi");
}

TEST_F(VendorTest, maps_every_status_to_an_error) {
  struct Row {
    int status;
    ErrorCode code;
  };
  for (auto [status, code] :
       {Row{400, ErrorCode::invalid_argument}, Row{404, ErrorCode::invalid_argument},
        Row{422, ErrorCode::invalid_argument}, Row{401, ErrorCode::unauthenticated},
        Row{403, ErrorCode::unauthenticated}, Row{429, ErrorCode::rate_limited},
        Row{500, ErrorCode::unavailable}, Row{503, ErrorCode::unavailable},
        Row{529, ErrorCode::unavailable}, Row{302, ErrorCode::invalid_argument},
        Row{413, ErrorCode::limit_exceeded}}) {
    for (bool is_streamed : {true, false}) {
      auto reply = exchange(
          answer(
              status,
              R"({"error":{"message":"Key sk-operator-secret is\nodd","type":"t","code":null}})"),
          is_streamed);
      ASSERT_FALSE(reply.has_value());
      EXPECT_EQ(reply.error().code, code) << status;
      EXPECT_EQ(reply.error().message.find("sk-operator"), std::string::npos)
          << reply.error().message;
      EXPECT_EQ(reply.error().message.find('\n'), std::string::npos);
    }
  }
}

TEST_F(VendorTest, rate_limit_carries_when_to_come_back) {
  auto reply = exchange(answer(429, "{}", "Retry-After: 7\r\n"));
  EXPECT_EQ(reply.error().retry_after, std::chrono::milliseconds(7000));
  reply = exchange(answer(
      429, "slow down",
      "Date: Tue, 24 Nov 2026 02:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 02:01:30 GMT\r\n"));
  EXPECT_EQ(reply.error().retry_after, std::chrono::milliseconds(90'000));
}

TEST_F(VendorTest, lost_connection_in_the_middle_broke_off) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string event = delta("half an");
  std::string chunk = fmt::format("{:x}\r\n{}\r\n", event.size(), event);
  auto reply = exchange(head + chunk);
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
  EXPECT_NE(reply.error().message.find("broke off"), std::string::npos) << reply.error().message;
  EXPECT_EQ(streamed_, "half an");
}

TEST_F(VendorTest, stream_that_ends_early_broke_off) {
  auto reply = exchange(std::string(kStreamHead) + delta("half an"));
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
  EXPECT_NE(reply.error().message.find("broke off"), std::string::npos) << reply.error().message;
}

TEST_F(VendorTest, connection_lost_after_the_last_word_loses_nothing) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string events =
      delta("whole") + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  auto reply = exchange(head + fmt::format("{:x}\r\n{}\r\n", events.size(), events));
  ASSERT_TRUE(reply.has_value()) << reply.error().message;
  EXPECT_EQ(reply->text, "whole");
}

TEST_F(VendorTest, refused_connection_is_unavailable) {
  std::string url = listener_.url("/v1");
  listener_.close();
  auto reply = ask_openai().get();
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
}

TEST_F(VendorTest, stalled_stream_ends_by_the_idle_deadline) {
  auto slow = request();
  slow.idle_timeout = 200ms;
  auto reply = ask(*openai_, slow);
  net::RawPeer peer = accept();
  peer.send(std::string(kStreamHead) + delta("and then"));
  auto result = reply.get();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::timeout) << result.error().message;
}

TEST_F(VendorTest, dripping_stream_ends_by_the_total_deadline) {
  auto slow = request();
  slow.total_timeout = 300ms;
  auto reply = ask(*openai_, slow);
  net::RawPeer peer = accept();
  peer.send(kStreamHead);
  while (reply.wait_for(10ms) != std::future_status::ready) peer.send(": drip\n");
  auto result = reply.get();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::timeout) << result.error().message;
}

TEST_F(VendorTest, garbage_is_unavailable) {
  for (std::string_view body : {"<html>hello</html>", "data: {\"choi\n\n", "{\"choices\":7}",
                                "\xFF\xFE\x00", "data: 12\n\n"}) {
    auto reply = exchange(std::string(kStreamHead) + std::string(body));
    ASSERT_FALSE(reply.has_value()) << body;
    EXPECT_EQ(reply.error().code, ErrorCode::unavailable) << reply.error().message;
  }
}

TEST_F(VendorTest, huge_event_is_refused) {
  auto reply = ask_openai();
  net::RawPeer peer = accept();
  peer.send(std::string(kStreamHead) + "data: " + std::string(3 << 20, 'x'));
  auto result = reply.get();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::limit_exceeded) << result.error().message;
}

TEST_F(VendorTest, error_inside_the_stream_is_the_result) {
  auto reply =
      exchange(std::string(kStreamHead) + delta("a") +
               "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n");
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
  EXPECT_NE(reply.error().message.find("overloaded"), std::string::npos);
}

TEST_F(VendorTest, server_without_stream_options_is_asked_again_without) {
  auto reply = ask_openai();
  {
    net::RawPeer peer = accept(&received_);
    EXPECT_NE(received_.find("stream_options"), std::string::npos);
    peer.send(answer(400, R"({"error":{"message":"Unknown field: stream_options"}})",
                     "Connection: close\r\n"));
  }
  net::RawPeer peer = accept(&received_);
  EXPECT_EQ(received_.find("stream_options"), std::string::npos);
  peer.send(std::string(kStreamHead) + delta("Hi") + kStop);
  peer.close();
  EXPECT_EQ(reply.get()->text, "Hi");
}

TEST_F(VendorTest, tenants_base_url_is_guarded_and_never_gets_the_operators_key) {
  auto aimed = request();
  aimed.base_url = listener_.url("/mine/v1");
  auto refused = ask(*openai_, aimed).get();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::permission_denied) << refused.error().message;
  EXPECT_FALSE(listener_.has_connection_waiting());

  guard_ = net::EgressGuard({"127.0.0.1"});
  auto reply = ask(*openai_, aimed);
  net::RawPeer peer = accept(&received_);
  peer.send(std::string(kStreamHead) + delta("Hi") + kStop);
  peer.close();
  EXPECT_TRUE(reply.get().has_value());
  EXPECT_EQ(received_.rfind("POST /mine/v1/chat/completions", 0), 0u) << received_;
  EXPECT_EQ(received_.find("operator"), std::string::npos) << received_;
}

TEST_F(VendorTest, key_with_a_line_break_is_refused) {
  auto odd = request();
  odd.api_key = "sk\r\nX-Evil: 1";
  auto reply = ask(*openai_, odd).get();
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::invalid_argument);
}

TEST_F(VendorTest, speaks_anthropics_format) {
  auto reply = ask(*anthropic_, request());
  net::RawPeer peer = accept(&received_);
  peer.send(std::string(kStreamHead) +
            "event: message_start\ndata: "
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":4}}}\n\n"
            "event: content_block_delta\ndata: "
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
            "\"text\":\"Hi\"}}\n\n"
            "event: message_delta\ndata: "
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{"
            "\"output_tokens\":2}}\n\n"
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  peer.close();
  auto result = reply.get();
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->text, "Hi");
  EXPECT_EQ(result->usage, (model::Usage{4, 0, 2, 0}));
  EXPECT_EQ(received_.rfind("POST /v1/messages", 0), 0u) << received_;
  EXPECT_NE(received_.find("sk-ant-secret"), std::string::npos);
  EXPECT_NE(received_.find("2023-06-01"), std::string::npos);
}

TEST_F(VendorTest, overloaded_anthropic_is_unavailable) {
  auto reply = ask(*anthropic_, request(), false);
  net::RawPeer peer = accept();
  peer.send(answer(
      529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"));
  auto result = reply.get();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::unavailable);
  EXPECT_EQ(result.error().reason, "overloaded_error");
}

}  // namespace
}  // namespace elevaite::adapters::llm
