#include "adapters/llm/formats/openai_chat.hpp"

#include "adapters/llm/formats/fixtures_test.hpp"
#include "core/net/sse.hpp"

namespace elevaite::adapters::llm {
namespace {

TEST(openai_chat, reads_every_recorded_stream) {
  std::size_t count = 0;
  for (const Fixture& fixture : fixtures("openai")) {
    OpenaiChatStream stream;
    std::string streamed;
    ports::OnText on_text = [&](std::string_view text) { streamed += text; };
    for (const std::string& event : fixture.events) {
      ASSERT_TRUE(stream.feed(event, on_text).has_value()) << fixture.name;
    }
    auto reply = stream.finish(on_text);
    ASSERT_TRUE(reply.has_value()) << fixture.name;
    EXPECT_EQ(summary_of(*reply), fixture.expected) << fixture.name << to_text(summary_of(*reply));
    EXPECT_EQ(streamed, reply->text) << fixture.name;
    ++count;
  }
  EXPECT_EQ(count, 10u);
}

TEST(openai_chat, reads_streams_cut_at_every_byte) {
  for (const Fixture& fixture : fixtures("openai")) {
    const std::string wire = wire_of(fixture);
    for (std::size_t cut = 1; cut < wire.size(); ++cut) {
      OpenaiChatStream stream;
      net::SseParser parser;
      auto on_event = [&](net::SseEvent event) { return stream.feed(event.data, {}); };
      ASSERT_TRUE(parser.feed(wire.substr(0, cut), on_event).has_value());
      ASSERT_TRUE(parser.feed(wire.substr(cut), on_event).has_value());
      auto reply = stream.finish({});
      ASSERT_TRUE(reply.has_value()) << fixture.name << " " << cut;
      ASSERT_EQ(summary_of(*reply), fixture.expected) << fixture.name << " " << cut;
    }
  }
}

// The bytes go into the JSON string as they are, so that a fragment may end inside a character.
std::string argument_event(std::string_view bytes, int index) {
  std::string escaped;
  for (char c : bytes) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":)" + std::to_string(index) +
         R"(,"function":{"arguments":")" + escaped + R"("}}]}}]})";
}

TEST(openai_chat, joins_arguments_cut_at_every_byte_and_interleaved) {
  const std::string first = R"({"city":"Zürich ☃🚚","note":"a \"b\""})";
  const std::string second = R"({"text":"日本"})";
  for (std::size_t i = 0; i <= first.size(); ++i) {
    std::size_t j = i % (second.size() + 1);
    OpenaiChatStream stream;
    for (const std::string& event :
         {std::string(R"({"choices":[{"delta":{"tool_calls":[{"index":3,"id":"a",)"
                      R"("function":{"name":"x"}},)"
                      R"({"index":1,"id":"b","function":{"name":"y","arguments":""}}]}}]})"),
          argument_event(first.substr(0, i), 3), argument_event(second.substr(0, j), 1),
          argument_event(first.substr(i), 3), argument_event(second.substr(j), 1),
          std::string(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})"),
          std::string("[DONE]")}) {
      ASSERT_TRUE(stream.feed(event, {}).has_value()) << event;
    }
    auto reply = stream.finish({});
    ASSERT_TRUE(reply.has_value());
    ASSERT_EQ(reply->tool_calls.size(), 2u);
    EXPECT_EQ(reply->tool_calls[0].arguments, first) << i;
    EXPECT_EQ(reply->tool_calls[1].arguments, second) << j;
  }
}

TEST(openai_chat, stream_without_an_end_broke_off) {
  OpenaiChatStream stream;
  ASSERT_TRUE(stream.feed(R"({"choices":[{"delta":{"content":"half an ans"}}]})", {}).has_value());
  auto reply = stream.finish({});
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
  EXPECT_NE(reply.error().message.find("broke off"), std::string::npos);
}

TEST(openai_chat, error_inside_a_stream_ends_it) {
  OpenaiChatStream stream;
  auto fed = stream.feed(R"({"error":{"message":"slow down","type":"rate_limit_error"}})", {});
  ASSERT_FALSE(fed.has_value());
  EXPECT_EQ(fed.error().code, ErrorCode::rate_limited);
  OpenaiChatStream garbage;
  EXPECT_EQ(garbage.feed("<html>", {}).error().code, ErrorCode::unavailable);
}

TEST(openai_chat, bears_wrong_types_everywhere) {
  const char* kValues[] = {
      "null", "true", "-1", "1e999", "\"x\"", "[]", "[[]]", "{}", R"([{"index":"a"}])"};
  const char* kShapes[] = {
      R"(@)",
      R"({"choices":@})",
      R"({"choices":[@]})",
      R"({"choices":[{"delta":@}]})",
      R"({"choices":[{"delta":{"content":@,"role":@}}]})",
      R"({"choices":[{"delta":{"tool_calls":@}}]})",
      R"({"choices":[{"delta":{"tool_calls":[@]}}]})",
      (R"({"choices":[{"delta":{"tool_calls":[{"index":@,"id":@,)"
       R"("function":{"name":@,"arguments":@}}]}}]})"),
      R"({"choices":[{"delta":{"tool_calls":[{"function":@}]},"finish_reason":@}]})",
      R"({"choices":[{"index":@,"delta":{"refusal":@,"function_call":@}}]})",
      R"({"usage":@})",
      R"({"usage":{"prompt_tokens":@,"prompt_tokens_details":@}})",
      R"({"error":@})"};
  for (std::string shape : kShapes) {
    for (const char* value : kValues) {
      std::string event = shape;
      for (auto at = event.find('@'); at != std::string::npos; at = event.find('@')) {
        event.replace(at, 1, value);
      }
      OpenaiChatStream stream;
      (void)stream.feed(event, {});
      (void)stream.feed("[DONE]", {});
      auto reply = stream.finish({});
      if (reply.has_value()) {
        EXPECT_TRUE(parse_json(to_text(model::to_json(*reply))).has_value()) << event;
      }
      auto whole = parse_openai_chat_reply(event);
      if (!whole.has_value()) {
        EXPECT_FALSE(whole.error().message.empty());
      }
    }
  }
}

TEST(openai_chat, reads_a_whole_reply) {
  auto reply = parse_openai_chat_reply(
      R"({"id":"c","choices":[{"index":0,"message":{"role":"assistant",)"
      R"("content":"Hi","tool_calls":null,"refusal":null},)"
      R"("finish_reason":"stop"}],"usage":{"prompt_tokens":7,)"
      R"("completion_tokens":2,"prompt_tokens_details":{"cached_tokens":99}}})");
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->text, "Hi");
  EXPECT_EQ(reply->usage, (model::Usage{7, 7, 2, 0}));
  EXPECT_FALSE(parse_openai_chat_reply(R"({"choices":[]})").has_value());
  EXPECT_FALSE(parse_openai_chat_reply("<!doctype html>").has_value());
}

TEST(openai_chat, refuses_more_calls_than_the_bound) {
  OpenaiChatStream stream;
  Result<void> fed;
  for (std::size_t i = 0; i <= kMaxToolCalls && fed.has_value(); ++i) {
    fed = stream.feed(R"({"choices":[{"delta":{"tool_calls":[{"index":)" + std::to_string(i) +
                          R"(,"id":"c","function":{"name":"n"}}]}}]})",
                      {});
  }
  ASSERT_FALSE(fed.has_value());
  EXPECT_EQ(fed.error().code, ErrorCode::limit_exceeded);
}

TEST(openai_chat, builds_the_request) {
  ports::ChatRequest request;
  request.model = "gpt-5-mini";
  request.messages = {{model::ChatRole::system, "Be brief."},
                      {model::ChatRole::assistant, "", {{"c1", "look", "{}"}}},
                      {model::ChatRole::tool, "{\"a\":1}", {}, "c1"}};
  request.tools = {{"look", "Looks.", JsonObject{{"type", "object"}}}};
  request.response_schema =
      parse_json(R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],)"
                 R"("additionalProperties":false})")
          .value();
  request.max_output_tokens = 100;
  Json body = openai_chat_request(request, true, {});
  EXPECT_EQ(body.at_pointer("/messages/1/content"), nullptr);
  EXPECT_EQ(body.at_pointer("/messages/1/tool_calls/0/function/name"), "look");
  EXPECT_EQ(body.at_pointer("/messages/2/tool_call_id"), "c1");
  EXPECT_EQ(body.at_pointer("/tools/0/function/description"), "Looks.");
  EXPECT_EQ(body.at_pointer("/response_format/json_schema/strict"), true);
  EXPECT_EQ(body.at_pointer("/stream_options/include_usage"), true);
  EXPECT_EQ(body.at_pointer("/max_completion_tokens"), 100);
  request.response_schema =
      JsonObject{{"type", "object"}, {"properties", JsonObject{{"a", JsonObject{}}}}};
  Json other = openai_chat_request(request, false, {false, true});
  EXPECT_EQ(other.at_pointer("/response_format/json_schema/strict"), false);
  EXPECT_EQ(other.at_pointer("/max_tokens"), 100);
  EXPECT_EQ(find(other, "stream"), nullptr);
}

TEST(openai_chat, shows_texts_as_text_and_pictures_as_parts) {
  model::ChatMessage message{model::ChatRole::user, "What is it?"};
  message.files.push_back({"file_1", "a.csv", "text/csv", 3, "[a.csv]\na,b"});
  ports::ChatRequest request;
  request.messages = {message};
  Json plain = openai_chat_request(request, false, {});
  EXPECT_EQ(plain.at_pointer("/messages/0/content"), "What is it?\n\n[a.csv]\na,b")
      << "servers that know no parts understand a text";
  message.files.push_back(
      {"file_2", "a.png", "image/png", 3, "[a.png]", std::make_shared<const std::string>("PNG")});
  request.messages = {message};
  Json body = openai_chat_request(request, false, {});
  EXPECT_EQ(body.at_pointer("/messages/0/content/0/text"),
            "What is it?\n\n[a.csv]\na,b\n\n[a.png]");
  EXPECT_EQ(body.at_pointer("/messages/0/content/1/type"), "image_url");
  EXPECT_EQ(body.at_pointer("/messages/0/content/1/image_url/url"), "data:image/png;base64,UE5H");
}

}  // namespace
}  // namespace elevaite::adapters::llm
