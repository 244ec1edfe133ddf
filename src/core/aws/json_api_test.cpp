#include "core/aws/json_api.hpp"

#include <gtest/gtest.h>

#include "core/net/server.hpp"
#include "core/test_loop.hpp"

namespace elevaite::aws {
namespace {

// A service that answers as it is told, one answer a call; the last one again and again.
class Service : public testing::Test {
 protected:
  Service() {
    auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
    server = std::make_unique<net::HttpServer>(loop.get_executor(), net::ServerOptions{}, handler);
    EXPECT_TRUE(server->start().has_value());
    JsonService service{"", "", "us-east-1", "sqs", "AmazonSQS", "application/x-amz-json-1.0"};
    EXPECT_TRUE(place(service, "http://127.0.0.1:" + std::to_string(server->port())).has_value());
    CredentialSettings credentials;
    credentials.fixed = {"AKID", "secret"};
    api = std::make_unique<JsonApi>(http, clock, credentials, service);
  }
  ~Service() override {
    server.reset();
    loop.poll();
  }

  Task<net::HttpResponse> answer(net::HttpRequest request) {
    auto response = answers.front();
    if (answers.size() > 1) answers.erase(answers.begin());
    requests.push_back(std::move(request));
    co_return response;
  }
  static net::HttpResponse refusal(int status, std::string_view type) {
    net::HttpResponse response;
    response.status = status;
    response.body = R"({"__type":")" + std::string(type) + R"(","message":"No."})";
    return response;
  }
  static net::HttpResponse good(std::string body) {
    net::HttpResponse response;
    response.body = std::move(body);
    return response;
  }
  Result<Json> call() {
    return run_task(loop, api->call("SendMessage", JsonObject{{"MessageBody", "hello"}}));
  }

  asio::io_context loop{1};
  ManualClock clock;
  net::HttpClient http{loop.get_executor()};
  std::unique_ptr<net::HttpServer> server;
  std::unique_ptr<JsonApi> api;
  std::vector<net::HttpResponse> answers;
  std::vector<net::HttpRequest> requests;
};

TEST_F(Service, is_sent_what_the_protocol_says) {
  answers = {good(R"({"MessageId":"1"})")};
  auto answer = call();
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(find_string(*answer, "MessageId"), "1");
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].target, "/");
  EXPECT_EQ(requests[0].headers.get("X-Amz-Target"), "AmazonSQS.SendMessage");
  EXPECT_EQ(requests[0].headers.get("Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(requests[0].body, R"({"MessageBody":"hello"})");
  EXPECT_TRUE(requests[0].headers.get("Authorization").starts_with("AWS4-HMAC-SHA256 Credential="));
}

TEST_F(Service, may_answer_with_nothing) {
  answers = {good("")};
  EXPECT_TRUE(call().has_value());
}

TEST_F(Service, is_asked_again_when_it_fails_or_is_in_a_hurry) {
  answers = {refusal(503, "ServiceUnavailable"), refusal(400, "com.amazonaws.sqs#RequestThrottled"),
             good("{}")};
  EXPECT_TRUE(call().has_value());
  EXPECT_EQ(requests.size(), 3U);
}

TEST_F(Service, is_believed_when_it_refuses) {
  answers = {refusal(400, "com.amazonaws.sqs#QueueDoesNotExist")};
  auto answer = call();
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::not_found);
  EXPECT_EQ(answer.error().reason, "QueueDoesNotExist");
  EXPECT_EQ(requests.size(), 1U);
  answers = {refusal(403, "AccessDeniedException")};
  EXPECT_EQ(call().error().code, ErrorCode::unauthenticated);
  auto older = refusal(400, "");
  older.body = "";
  older.headers.add("x-amzn-query-error", "ReceiptHandleIsInvalid;Sender");
  answers = {older};
  EXPECT_EQ(call().error().reason, "ReceiptHandleIsInvalid");
}

TEST_F(Service, that_answers_nonsense_is_unavailable) {
  answers = {good("<html>")};
  EXPECT_EQ(call().error().code, ErrorCode::unavailable);
}

TEST(JsonService, is_placed_in_aws_unless_told_otherwise) {
  JsonService service{"", "", "eu-west-1", "sqs", "AmazonSQS", ""};
  ASSERT_TRUE(place(service, "").has_value());
  EXPECT_EQ(service.base_url, "https://sqs.eu-west-1.amazonaws.com");
  EXPECT_FALSE(place(service, "ftp://here").has_value());
  EXPECT_FALSE(place(service, "http://user:password@here").has_value());
}

}  // namespace
}  // namespace elevaite::aws
