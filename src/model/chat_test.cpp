#include "model/chat.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

TEST(chat, message_survives_the_journal) {
  ChatMessage message{ChatRole::assistant, "Größe ☃", {{"call_1", "lookup", "{\"a\":1"}}, ""};
  auto back = chat_message_from_json(*parse_json(to_text(to_json(message))));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->role, ChatRole::assistant);
  EXPECT_EQ(back->text, "Größe ☃");
  ASSERT_EQ(back->tool_calls.size(), 1u);
  EXPECT_EQ(back->tool_calls[0].arguments, "{\"a\":1");
}

TEST(chat, reply_survives_the_journal_with_every_finish_reason) {
  for (auto reason : {FinishReason::stop, FinishReason::length, FinishReason::tool_calls,
                      FinishReason::content_filter, FinishReason::refusal}) {
    ChatReply reply{"text", {{"id", "name", "{}"}}, reason, {10, 4, 3, 99}, "demo:default", {}};
    reply.metadata["demo"] = true;
    auto back = chat_reply_from_json(to_json(reply));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->finish_reason, reason);
    EXPECT_EQ(back->usage, reply.usage);
    EXPECT_EQ(back->metadata, reply.metadata);
    EXPECT_EQ(back->model, "demo:default");
  }
}

TEST(chat, refuses_what_it_did_not_write) {
  for (const char* text :
       {"1", "[]", "{}", R"({"role":"robot","text":""})", R"({"role":"user","text":7})",
        R"({"role":"assistant","text":"","tool_calls":[{"id":1}]})"}) {
    EXPECT_FALSE(chat_message_from_json(*parse_json(text)).has_value()) << text;
  }
  EXPECT_FALSE(chat_reply_from_json(*parse_json(R"({"text":"","finish_reason":"stop"})")));
  EXPECT_FALSE(chat_reply_from_json(
      *parse_json(R"({"text":"","finish_reason":"tired","model":"m","usage":{}})")));
}

TEST(chat, usage_adds_up) {
  Usage sum{1, 2, 3, 4};
  sum += Usage{10, 20, 30, 40};
  EXPECT_EQ(sum, (Usage{11, 22, 33, 44}));
}

TEST(chat, files_of_a_message_survive_the_journal_without_their_content) {
  ChatMessage message{ChatRole::user, "Look"};
  message.files.push_back({"file_1", "a.csv", "text/csv", 3, "a,b"});
  Json written = to_json(message);
  EXPECT_EQ(to_text(written).find("a,b"), std::string::npos);
  auto back = chat_message_from_json(written);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->files.size(), 1u);
  EXPECT_EQ(back->files[0].name, "a.csv");
}

}  // namespace
}  // namespace elevaite::model
