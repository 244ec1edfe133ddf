// The embeddings adapter against a server on loopback that misbehaves.
#include "adapters/embedding/openai.hpp"

#include <gtest/gtest.h>

#include "core/net/loopback_test.hpp"

namespace elevaite::adapters::embedding {
namespace {

using Embedded = Result<std::vector<ports::Vector>>;

std::string reply_with(int status, std::string_view body, std::string_view headers = "") {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" +
         std::string(headers) +
         "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

class OpenaiEmbedderTest : public testing::Test {
 protected:
  OpenaiEmbedderTest() {
    loop_.call([this] {
      client_ = std::make_unique<net::HttpClient>(loop_.executor());
      OpenaiEmbeddingSettings settings;
      settings.base_url = listener_.url("/v1/");
      settings.api_key = "sk-secret";
      settings.model = "small";
      settings.dimension = 2;
      settings.sends_dimension = true;
      settings.tries = 3;
      settings.first_pause = 1ms;
      settings.longest_pause = 5ms;
      embedder_ = make_openai_embedder(*client_, settings);
    });
  }
  ~OpenaiEmbedderTest() override {
    loop_.call([this] {
      embedder_.reset();
      client_.reset();
    });
  }
  // Answers each call with the next of them.
  Embedded ask(const std::vector<std::string>& replies) {
    std::vector<std::string> texts{"one", "two"};
    auto answer = loop_.start(embedder_->embed(std::move(texts)));
    for (const std::string& reply : replies) {
      net::RawPeer peer = listener_.accept();
      received_ = peer.read_response();
      peer.send(reply);
      peer.close();
    }
    return answer.get();
  }

  net::RawListener listener_;
  net::LoopThread loop_;
  std::string received_;
  std::unique_ptr<net::HttpClient> client_;
  std::unique_ptr<ports::Embedder> embedder_;
};

const std::string kGood =
    R"({"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}]})";

}  // namespace

TEST_F(OpenaiEmbedderTest, gives_vectors_of_length_one_in_the_order_of_the_texts) {
  auto vectors = ask({reply_with(200, kGood)});
  ASSERT_TRUE(vectors.has_value()) << vectors.error().message;
  EXPECT_FLOAT_EQ((*vectors)[0][0], 0.6F);
  EXPECT_FLOAT_EQ((*vectors)[1][1], 1.0F);
  EXPECT_EQ(received_.rfind("POST /v1/embeddings HTTP/1.1", 0), 0U) << received_;
  EXPECT_NE(received_.find("Bearer sk-secret"), std::string::npos);
  EXPECT_NE(received_.find(R"("input":["one","two"])"), std::string::npos) << received_;
  EXPECT_NE(received_.find(R"("dimensions":2)"), std::string::npos);
  EXPECT_EQ(embedder_->name(), "small:2");
}

TEST_F(OpenaiEmbedderTest, tries_again_when_the_server_is_busy) {
  auto vectors = ask({reply_with(429, "{}", "Retry-After: 7\r\n"), reply_with(503, "busy"),
                      reply_with(200, kGood)});
  EXPECT_TRUE(vectors.has_value());
}

TEST_F(OpenaiEmbedderTest, gives_up_after_its_tries_and_at_once_on_a_refusal) {
  auto busy = ask({reply_with(503, "x"), reply_with(503, "x"), reply_with(503, "x")});
  ASSERT_TRUE(busy.has_error());
  EXPECT_EQ(busy.error().code, ErrorCode::unavailable);
  auto refused = ask({reply_with(401, R"({"error":{"message":"bad key sk-secret"}})")});
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(refused.error().message.find("sk-secret"), std::string::npos);
}

TEST_F(OpenaiEmbedderTest, refuses_answers_that_are_none) {
  for (const char* body :
       {"", "{}", R"({"data":[{"embedding":[1,2]}]})",
        R"({"data":[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]})",
        R"({"data":[{"index":0,"embedding":[1,2,3]},{"index":1,"embedding":[1,2,3]}]})",
        R"({"data":[{"index":0,"embedding":[1,"x"]},{"index":1,"embedding":[1,2]}]})",
        R"({"data":[{"index":0,"embedding":[0,0]},{"index":1,"embedding":[1,2]}]})",
        R"({"data":[{"index":-1,"embedding":[1,2]},{"index":1,"embedding":[1,2]}]})"}) {
    auto vectors = ask({reply_with(200, body)});
    ASSERT_TRUE(vectors.has_error()) << body;
    EXPECT_EQ(vectors.error().code, ErrorCode::internal) << body;
  }
}

}  // namespace elevaite::adapters::embedding
