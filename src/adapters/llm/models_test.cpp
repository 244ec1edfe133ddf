#include <gtest/gtest.h>

#include "adapters/llm/open.hpp"
#include "adapters/llm/prices.hpp"
#include "core/test_loop.hpp"

namespace elevaite::adapters::llm {
namespace {

class ModelsTest : public testing::Test {
 protected:
  std::unique_ptr<ports::ChatModels> open(std::string_view scripts,
                                          std::string default_model = "demo:default") {
    ModelSettings settings;
    settings.default_model = std::move(default_model);
    const Json parsed = parse_json(scripts).value();
    for (const auto& script : parsed.as_object()) {
      settings.scripts.emplace(std::string(script.key()), script.value());
    }
    settings.prices_json = R"({"scripted:priced":{"input":2,"cached_input":0.5,"output":10}})";
    return open_models(client_, guard_, std::move(settings)).value();
  }
  Result<model::ChatReply> ask(ports::ChatModels& models, std::vector<std::string> names,
                               std::string text = "hi") {
    ports::ChatRequest request;
    request.messages = {{model::ChatRole::user, std::move(text)}};
    streamed_.clear();
    ports::OnText on_text = [this](std::string_view fragment) { streamed_ += fragment; };
    return run_task(loop_, models.chat(std::move(names), std::move(request), on_text));
  }

  asio::io_context loop_{1};
  net::HttpClient client_{loop_.get_executor()};
  net::EgressGuard guard_;
  std::string streamed_;
};

TEST_F(ModelsTest, routes_by_vendor_and_names_the_model_that_answered) {
  auto models = open(R"({"a":[{"text":"from a"}]})");
  EXPECT_EQ(ask(*models, {"scripted:a"})->model, "scripted:a");
  EXPECT_EQ(ask(*models, {})->model, "demo:default");
  EXPECT_EQ(ask(*models, {""})->model, "demo:default");
  EXPECT_EQ(ask(*models, {"other"})->model, "demo:other");
}

TEST_F(ModelsTest, unknown_vendor_is_refused_with_the_known_ones) {
  auto models = open("{}");
  auto reply = ask(*models, {"acme:gpt"});
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::invalid_argument);
  for (const char* vendor : {"anthropic", "demo", "openai"}) {
    EXPECT_NE(reply.error().message.find(vendor), std::string::npos) << vendor;
  }
}

TEST_F(ModelsTest, falls_back_on_retryable_errors_only) {
  auto models = open(R"({"down":[{"error":{"code":"unavailable"},"repeat":true}],)"
                     R"("busy":[{"error":{"code":"rate_limited"},"repeat":true}],)"
                     R"("bad":[{"error":{"code":"invalid_argument"},"repeat":true}],)"
                     R"("good":[{"text":"ok","repeat":true}]})");
  auto reply = ask(*models, {"scripted:down", "scripted:busy", "scripted:good"});
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->model, "scripted:good");
  EXPECT_EQ(ask(*models, {"scripted:bad", "scripted:good"}).error().code,
            ErrorCode::invalid_argument);
  EXPECT_EQ(ask(*models, {"scripted:good", "scripted:bad"})->text, "ok");
  EXPECT_EQ(ask(*models, {"scripted:down", "scripted:busy"}).error().code, ErrorCode::rate_limited);
}

TEST_F(ModelsTest, never_falls_back_after_text_was_passed_on) {
  auto models =
      open(R"({"cut":[{"text":"half an answer","disconnect_after":4}],"good":[{"text":"ok"}]})");
  auto reply = ask(*models, {"scripted:cut", "scripted:good"});
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unavailable);
  EXPECT_EQ(streamed_, "half");
}

TEST_F(ModelsTest, meters_the_price) {
  auto models = open(R"({"priced-2026":[{"text":"x","usage":{"input_tokens":1000,)"
                     R"("cached_input_tokens":400,"output_tokens":10}}]})");
  auto reply = ask(*models, {"scripted:priced-2026"});
  ASSERT_TRUE(reply.has_value());
  // 600 × 2 + 400 × 0.5 + 10 × 10 = 1500 millionths of a dollar.
  EXPECT_EQ(reply->usage.cost_usd_nanos, 1'500'000);
}

TEST_F(ModelsTest, estimates_usage_that_a_server_left_out) {
  auto models = open(R"({"a":[{"text":"12345678"}]})");
  auto reply = ask(*models, {"scripted:a"}, "1234");
  EXPECT_EQ(reply->usage.input_tokens, 1);
  EXPECT_EQ(reply->usage.output_tokens, 2);
  EXPECT_EQ(find_bool(reply->metadata, "usage_is_estimated"), true);
}

TEST_F(ModelsTest, vendor_without_a_key_says_so) {
  auto models = open("{}");
  auto reply = ask(*models, {"openai:gpt-5-mini"});
  ASSERT_FALSE(reply.has_value());
  EXPECT_EQ(reply.error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(ask(*models, {"anthropic:claude-sonnet-4-5"}).error().code, ErrorCode::unauthenticated);
}

TEST_F(ModelsTest, catalogue_lists_what_can_be_chosen) {
  Json catalogue = open("{}")->catalogue();
  bool has_demo = false;
  bool has_openai = false;
  for (const Json& entry : catalogue.as_array()) {
    has_demo = has_demo || (find_string(entry, "name") == "demo:default" &&
                            find_bool(entry, "is_default") == true);
    has_openai = has_openai || (find_string(entry, "name") == "openai:gpt-5-mini" &&
                                find_bool(entry, "is_configured") == false &&
                                find_number(entry, "output_usd_per_million") == 2);
  }
  EXPECT_TRUE(has_demo);
  EXPECT_TRUE(has_openai);
}

TEST_F(ModelsTest, settings_that_cannot_work_are_refused) {
  ModelSettings bad_default;
  bad_default.default_model = "acme:x";
  EXPECT_FALSE(open_models(client_, guard_, bad_default).has_value());
  ModelSettings bad_prices;
  bad_prices.prices_json = R"({"openai:x":{"input":-1,"output":1}})";
  EXPECT_FALSE(open_models(client_, guard_, bad_prices).has_value());
}

TEST(scripted_model, plays_replies_in_order_and_by_match) {
  asio::io_context loop(1);
  net::HttpClient client(loop.get_executor());
  net::EgressGuard guard;
  ModelSettings settings;
  settings.scripts["s"] =
      parse_json(R"([{"match":"^tool","text":"third"},{"text":"first"},{"text":"second",)"
                 R"("fragment":2}])")
          .value();
  settings.scripts["t"] = parse_json(R"({"order":"turn","replies":[{"tool_calls":[{"name":"x",)"
                                     R"("arguments":{"a":1}}]},{"text":"done"}]})")
                              .value();
  auto models = open_models(client, guard, std::move(settings)).value();
  auto ask = [&](std::string model, std::vector<model::ChatMessage> messages) {
    ports::ChatRequest request;
    request.messages = std::move(messages);
    return run_task(loop, models->chat({std::move(model)}, std::move(request), {}));
  };
  using model::ChatRole;
  EXPECT_EQ(ask("scripted:s", {{ChatRole::user, "a"}})->text, "first");
  EXPECT_EQ(ask("scripted:s", {{ChatRole::tool, "tool result"}})->text, "third");
  EXPECT_EQ(ask("scripted:s", {{ChatRole::user, "b"}})->text, "second");
  EXPECT_FALSE(ask("scripted:s", {{ChatRole::user, "c"}}).has_value());
  EXPECT_FALSE(ask("scripted:none", {{ChatRole::user, "c"}}).has_value());
  for (int again = 0; again < 2; ++again) {
    auto first = ask("scripted:t", {{ChatRole::user, "a"}});
    ASSERT_EQ(first->tool_calls.size(), 1u);
    EXPECT_EQ(first->tool_calls[0].arguments, R"({"a":1})");
    EXPECT_EQ(
        ask("scripted:t", {{ChatRole::user, "a"}, {ChatRole::assistant, ""}, {ChatRole::tool, "r"}})
            ->text,
        "done");
  }
}

TEST(prices, longest_name_wins) {
  auto table = PriceTable::open(R"({"openai:gpt-5-mini-special":{"input":9,"output":9}})").value();
  EXPECT_EQ(table.find("openai:gpt-5-mini-2025-08-07")->model, "openai:gpt-5-mini");
  EXPECT_EQ(table.find("openai:gpt-5-2025-08-07")->model, "openai:gpt-5");
  EXPECT_EQ(table.find("openai:gpt-5-mini-special-1")->input, 9);
  EXPECT_EQ(table.find("openai:llama-3"), nullptr);
  EXPECT_EQ(table.cost_usd_nanos("openai:gpt-5-nano", {1, 0, 0, 0}), 50);
}

}  // namespace
}  // namespace elevaite::adapters::llm
