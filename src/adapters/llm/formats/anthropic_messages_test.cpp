#include "adapters/llm/formats/anthropic_messages.hpp"

#include "adapters/llm/formats/fixtures_test.hpp"
#include "core/net/sse.hpp"

namespace elevaite::adapters::llm {
namespace {

TEST(anthropic_messages, reads_every_recorded_stream_cut_at_every_byte) {
  std::size_t count = 0;
  for (const Fixture& fixture : fixtures("anthropic")) {
    const std::string wire = wire_of(fixture);
    for (std::size_t cut = 1; cut < wire.size(); ++cut) {
      AnthropicStream stream(AnthropicAnswerTool{"structured_answer", false});
      net::SseParser parser;
      std::string streamed;
      ports::OnText on_text = [&](std::string_view text) { streamed += text; };
      auto on_event = [&](net::SseEvent event) { return stream.feed(event.data, on_text); };
      ASSERT_TRUE(parser.feed(wire.substr(0, cut), on_event).has_value());
      ASSERT_TRUE(parser.feed(wire.substr(cut), on_event).has_value());
      auto reply = stream.finish(on_text);
      ASSERT_TRUE(reply.has_value()) << fixture.name;
      ASSERT_EQ(summary_of(*reply), fixture.expected)
          << fixture.name << to_text(summary_of(*reply));
      ASSERT_EQ(streamed, reply->text) << fixture.name;
    }
    ++count;
  }
  EXPECT_EQ(count, 6u);
}

TEST(anthropic_messages, stream_without_an_end_broke_off) {
  AnthropicStream stream(AnthropicAnswerTool{});
  ASSERT_TRUE(stream.feed(
      R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"ha"}})", {}));
  auto reply = stream.finish({});
  ASSERT_FALSE(reply.has_value());
  EXPECT_NE(reply.error().message.find("broke off"), std::string::npos);
}

TEST(anthropic_messages, error_event_ends_the_stream) {
  AnthropicStream stream(AnthropicAnswerTool{});
  auto fed = stream.feed(
      R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", {});
  ASSERT_FALSE(fed.has_value());
  EXPECT_EQ(fed.error().code, ErrorCode::unavailable);
}

TEST(anthropic_messages, bears_wrong_types_everywhere) {
  const char* kValues[] = {"null", "true", "-1", "1e999", "\"x\"", "[]", "[[]]", "{}"};
  const char* kShapes[] = {R"(@)",
                           R"({"type":@})",
                           R"({"type":"message_start","message":@})",
                           R"({"type":"message_start","message":{"usage":@}})",
                           (R"({"type":"content_block_start","index":@,)"
                            R"("content_block":{"type":"tool_use","id":@,"name":@,"input":@}})"),
                           (R"({"type":"content_block_delta","index":@,)"
                            R"("delta":{"type":"input_json_delta","partial_json":@}})"),
                           R"({"type":"content_block_delta","delta":@})",
                           R"({"type":"message_delta","delta":@,"usage":@})",
                           R"({"content":@,"usage":@,"stop_reason":@})",
                           R"({"content":[@]})",
                           R"({"error":@})"};
  for (std::string shape : kShapes) {
    for (const char* value : kValues) {
      std::string event = shape;
      for (auto at = event.find('@'); at != std::string::npos; at = event.find('@')) {
        event.replace(at, 1, value);
      }
      AnthropicStream stream(AnthropicAnswerTool{"structured_answer", true});
      (void)stream.feed(event, {});
      (void)stream.feed(R"({"type":"message_stop"})", {});
      auto reply = stream.finish({});
      if (reply.has_value()) {
        EXPECT_TRUE(parse_json(to_text(model::to_json(*reply))).has_value()) << event;
      }
      auto whole = parse_anthropic_reply(event, AnthropicAnswerTool{"structured_answer", true});
      if (!whole.has_value()) {
        EXPECT_FALSE(whole.error().message.empty());
      }
    }
  }
}

TEST(anthropic_messages, builds_the_request) {
  ports::ChatRequest request;
  request.model = "claude-sonnet-4-5";
  request.messages = {
      {model::ChatRole::system, "Be brief."},
      {model::ChatRole::user, "Look"},
      {model::ChatRole::assistant, " ", {{"a", "look", "{\"x\":1}"}, {"b", "look", "{broken"}}},
      {model::ChatRole::tool, "one", {}, "a"},
      {model::ChatRole::tool, "two", {}, "b"},
      {model::ChatRole::user, "and?"}};
  request.tools = {{"look", "Looks.", JsonObject{{"type", "object"}}}};
  request.temperature = 1.5;
  Json body = anthropic_request(request, true);
  EXPECT_EQ(body.at_pointer("/system"), "Be brief.");
  EXPECT_EQ(body.at_pointer("/messages").as_array().size(), 3u);
  EXPECT_EQ(body.at_pointer("/messages/1/content/0/type"), "tool_use");
  EXPECT_EQ(body.at_pointer("/messages/1/content/0/input/x"), 1);
  EXPECT_TRUE(body.at_pointer("/messages/1/content/1/input").as_object().empty());
  EXPECT_EQ(body.at_pointer("/messages/2/content/1/tool_use_id"), "b");
  EXPECT_EQ(body.at_pointer("/messages/2/content/2/text"), "and?");
  EXPECT_EQ(body.at_pointer("/temperature"), 1.0);
  EXPECT_EQ(body.at_pointer("/tools/0/input_schema/type"), "object");
  EXPECT_TRUE(body.at_pointer("/max_tokens").as_int64() > 0);
}

TEST(anthropic_messages, packs_structured_output_into_a_forced_tool) {
  ports::ChatRequest request;
  request.model = "claude";
  request.messages = {{model::ChatRole::user, "List"}};
  request.response_schema = JsonObject{{"type", "array"}};
  Json body = anthropic_request(request, false);
  EXPECT_EQ(body.at_pointer("/tool_choice/name"), "structured_answer");
  EXPECT_EQ(body.at_pointer("/tools/0/input_schema/properties/value/type"), "array");
  AnthropicAnswerTool answer = anthropic_answer_tool(request);
  auto reply = parse_anthropic_reply(
      R"({"content":[{"type":"tool_use","id":"t","name":"structured_answer",)"
      R"("input":{"value":[1,2]}}],)"
      R"("stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2}})",
      answer);
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->text, "[1,2]");
  EXPECT_TRUE(reply->tool_calls.empty());
  EXPECT_EQ(reply->finish_reason, model::FinishReason::stop);
  request.tools = {{"structured_answer", "Taken.", JsonObject{}}};
  EXPECT_EQ(anthropic_answer_tool(request).name, "structured_answer_");
  EXPECT_EQ(Json(anthropic_request(request, false)).at_pointer("/tool_choice/type"), "any");
}

TEST(anthropic_messages, shows_files_before_what_is_asked_of_them) {
  model::ChatMessage message{model::ChatRole::user, "What is it?"};
  message.files.push_back(
      {"file_1", "a.png", "image/png", 3, "[a.png]", std::make_shared<const std::string>("PNG")});
  ports::ChatRequest request;
  request.messages = {message};
  Json body = anthropic_request(request, false);
  EXPECT_EQ(body.at_pointer("/messages/0/content/0/text"), "[a.png]");
  EXPECT_EQ(body.at_pointer("/messages/0/content/1/source/media_type"), "image/png");
  EXPECT_EQ(body.at_pointer("/messages/0/content/1/source/data"), "UE5H");
  EXPECT_EQ(body.at_pointer("/messages/0/content/2/text"), "What is it?");
}

}  // namespace
}  // namespace elevaite::adapters::llm
