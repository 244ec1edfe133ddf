#include "adapters/llm/demo.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/test_loop.hpp"

namespace elevaite::adapters::llm {
namespace {

using model::ChatMessage;
using model::ChatRole;

model::ToolDefinition tool(std::string name, std::string description, std::string_view parameters) {
  return {std::move(name), std::move(description), parse_json(parameters).value()};
}

model::ToolDefinition lookup_order() {
  return tool("lookup_order",
              "Look up an order in the shop database: status, shipping date, customer",
              R"({"type":"object","properties":{"order_id":{"type":"integer",)"
              R"("description":"The order's number"}},"required":["order_id"]})");
}

model::ToolDefinition track_parcel() {
  return tool("track_parcel", "Ask the carrier where a parcel is",
              R"({"type":"object","properties":{"tracking_code":{"type":"string",)"
              R"("pattern":"^PX[0-9]{6}$"}},"required":["tracking_code"]})");
}

model::ToolDefinition send_email() {
  return tool("send_email", "Send an e-mail to somebody",
              R"({"type":"object","properties":{"to":{"type":"string","format":"email"},)"
              R"("subject":{"type":"string"},"text":{"type":"string"}},"required":["to",)"
              R"("text"]})");
}

model::ToolDefinition list_orders() {
  return tool("list_orders", "List the orders of the shop",
              R"({"type":"object","properties":{"status":{"type":"string","enum":["open",)"
              R"("shipped","cancelled"]},"limit":{"type":"integer","minimum":1},)"
              R"("since":{"type":"string","format":"date"}}})");
}

struct Talk {
  ports::ChatRequest request;
  std::string streamed;

  explicit Talk(std::vector<model::ToolDefinition> tools) { request.tools = std::move(tools); }

  model::ChatReply say(std::string text) {
    request.messages.push_back({ChatRole::user, std::move(text)});
    return reply();
  }
  // Answers the calls of the last reply, all with the same result.
  model::ChatReply answer(const model::ChatReply& last, std::string_view result) {
    request.messages.push_back({ChatRole::assistant, last.text, last.tool_calls});
    for (const auto& call : last.tool_calls) {
      request.messages.push_back({ChatRole::tool, std::string(result), {}, call.id});
    }
    return reply();
  }
  model::ChatReply reply() {
    asio::io_context loop;
    DemoModel model;
    streamed.clear();
    auto result =
        run_task(loop, model.chat(request, [this](std::string_view text) { streamed += text; }));
    EXPECT_EQ(streamed, result->text);
    EXPECT_EQ(find_bool(result->metadata, "demo"), true);
    EXPECT_EQ(result->model, "demo:default");
    EXPECT_GT(result->usage.input_tokens, 0);
    return *result;
  }
};

TEST(demo_model, looks_up_an_order_and_answers_what_was_asked) {
  Talk talk({lookup_order(), track_parcel(), send_email()});
  auto call = talk.say("What is the status of order 1042 and when was it shipped?");
  ASSERT_EQ(call.tool_calls.size(), 1u);
  EXPECT_EQ(call.tool_calls[0].name, "lookup_order");
  EXPECT_EQ(call.tool_calls[0].arguments, R"({"order_id":1042})");
  EXPECT_EQ(call.finish_reason, model::FinishReason::tool_calls);
  auto answer =
      talk.answer(call, R"({"columns":["order_id","status","shipped_at","customer"],)"
                        R"("rows":[{"order_id":1042,"status":"shipped","shipped_at":"2026-10-03",)"
                        R"("customer":"Ada"}],"row_count":1,"is_truncated":false})");
  EXPECT_EQ(answer.text, "The status of order 1042 is shipped. It was shipped on 2026-10-03.");
  EXPECT_EQ(answer.finish_reason, model::FinishReason::stop);
}

// The tools of the example agent that every newcomer talks to first.
std::vector<model::ToolDefinition> order_desk() {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() /
                     "../../apps/examples/order_desk.json");
  std::string text(std::istreambuf_iterator<char>(file), {});
  Json agent = parse_json(text).value();
  std::vector<model::ToolDefinition> tools;
  for (const Json& node : agent.at("workflow").at("nodes").as_array()) {
    const Json* spec = find(node, "tool");
    if (spec == nullptr) continue;
    tools.push_back({std::string(*find_string(*spec, "name")),
                     std::string(*find_string(*spec, "description")), spec->at("parameters")});
  }
  EXPECT_EQ(tools.size(), 3u);
  return tools;
}

TEST(demo_model, serves_the_order_desk) {
  struct Row {
    const char* question;
    const char* tool;
    const char* arguments;
  };
  for (auto [question, name, arguments] :
       {Row{"What is the status of order 1042 and when was it shipped?", "lookup_order",
            R"({"order_id":1042})"},
        Row{"Who ordered #1042, and what did it cost in total?", "lookup_order",
            R"({"order_id":1042})"},
        Row{"Where is the parcel SW00104201 right now?", "track_parcel",
            R"({"tracking_code":"SW00104201"})"},
        Row{"Which orders has ada@example.com placed?", "list_orders",
            R"({"email":"ada@example.com"})"}}) {
    Talk talk(order_desk());
    auto call = talk.say(question);
    ASSERT_EQ(call.tool_calls.size(), 1u) << question << to_text(model::to_json(call));
    EXPECT_EQ(call.tool_calls[0].name, name) << question;
    EXPECT_EQ(call.tool_calls[0].arguments, arguments) << question;
  }
}

TEST(demo_model, goes_from_the_order_to_its_parcel) {
  Talk talk(order_desk());
  auto first = talk.say("Where is the parcel of order 1042?");
  ASSERT_EQ(first.tool_calls.size(), 1u) << to_text(model::to_json(first));
  EXPECT_EQ(first.tool_calls[0].name, "lookup_order");
  const char* row = R"({"rows":[{"order_id":1042,"customer":"Ada","status":"shipped",)"
                    R"("ordered_at":"2026-10-01","shipped_at":"2026-10-03",)"
                    R"("tracking":"SW00104201"}]})";
  auto second = talk.answer(first, row);
  ASSERT_EQ(second.tool_calls.size(), 1u) << second.text;
  EXPECT_EQ(second.tool_calls[0].arguments, R"({"tracking_code":"SW00104201"})");

  Talk other(order_desk());
  auto call = other.say("What is the status of order 1042 and when was it shipped?");
  EXPECT_EQ(other.answer(call, row).text,
            "The status of order 1042 is shipped. It was shipped on 2026-10-03.");
}

TEST(demo_model, understands_a_bare_array_of_rows) {
  Talk talk({lookup_order()});
  auto call = talk.say("What is the status of order 1042 and when was it shipped?");
  auto answer = talk.answer(call, R"([{"status":"shipped","shipped_at":"2026-10-03"}])");
  EXPECT_NE(answer.text.find("shipped."), std::string::npos) << answer.text;
  EXPECT_NE(answer.text.find("2026-10-03"), std::string::npos) << answer.text;
}

TEST(demo_model, says_what_it_is_when_no_tool_fits) {
  Talk talk({lookup_order()});
  auto reply = talk.say("Write me a poem about the sea.");
  EXPECT_TRUE(reply.tool_calls.empty());
  EXPECT_NE(reply.text.find("demo model"), std::string::npos);
  EXPECT_NE(reply.text.find("lookup_order"), std::string::npos);
  EXPECT_NE(reply.text.find("OpenAI"), std::string::npos);
}

TEST(demo_model, greets_without_calling_tools) {
  Talk talk({lookup_order(), send_email(), list_orders()});
  EXPECT_TRUE(talk.say("Hello! What can you do?").tool_calls.empty());
}

TEST(demo_model, asks_for_what_a_tool_still_needs) {
  Talk talk({lookup_order()});
  auto reply = talk.say("What is the status of my order?");
  EXPECT_TRUE(reply.tool_calls.empty());
  EXPECT_NE(reply.text.find("order_id"), std::string::npos) << reply.text;
}

TEST(demo_model, follow_up_leans_on_the_message_before) {
  Talk talk({lookup_order()});
  talk.say("What is the status of order 1042?");
  talk.request.messages.push_back({ChatRole::assistant, "The status of order 1042 is shipped."});
  auto call = talk.say("And when was it shipped?");
  ASSERT_EQ(call.tool_calls.size(), 1u);
  EXPECT_EQ(call.tool_calls[0].arguments, R"({"order_id":1042})");
}

TEST(demo_model, calls_several_tools_that_match) {
  Talk talk({lookup_order(), track_parcel(), send_email()});
  auto call = talk.say("Look up order 7 and track the parcel PX123456 with the carrier.");
  ASSERT_EQ(call.tool_calls.size(), 2u);
  EXPECT_NE(call.tool_calls[0].id, call.tool_calls[1].id);
  std::set<std::string> arguments{call.tool_calls[0].arguments, call.tool_calls[1].arguments};
  EXPECT_TRUE(arguments.contains(R"({"order_id":7})"));
  EXPECT_TRUE(arguments.contains(R"({"tracking_code":"PX123456"})"));
}

TEST(demo_model, extracts_enums_dates_and_numbers_by_name) {
  Talk talk({list_orders(), send_email()});
  auto call = talk.say("List the open orders since 3 October 2026, limit 5");
  ASSERT_EQ(call.tool_calls.size(), 1u);
  EXPECT_EQ(parse_json(call.tool_calls[0].arguments).value(),
            parse_json(R"({"status":"open","limit":5,"since":"2026-10-03"})").value());
}

TEST(demo_model, extracts_addresses_and_quotations) {
  Talk talk({send_email(), lookup_order()});
  auto call = talk.say("Send an email to ada@example.com saying \"We shipped it today\".");
  ASSERT_EQ(call.tool_calls.size(), 1u);
  auto arguments = parse_json(call.tool_calls[0].arguments).value();
  EXPECT_EQ(find_string(arguments, "to"), "ada@example.com");
  EXPECT_EQ(find_string(arguments, "text"), "We shipped it today");
}

TEST(demo_model, calculates_with_a_calculator) {
  Talk talk(
      {lookup_order(), tool("calculator", "Calculates an arithmetic expression.",
                            R"({"type":"object","properties":{"expression":{"type":"string"}},)"
                            R"("required":["expression"]})")});
  auto call = talk.say("What is 12 * (3 + 4)?");
  ASSERT_EQ(call.tool_calls.size(), 1u);
  EXPECT_EQ(call.tool_calls[0].arguments, R"x({"expression":"12 * (3 + 4)"})x");
  EXPECT_EQ(talk.answer(call, R"({"result":84})").text, "The result is 84.");
}

TEST(demo_model, shows_several_rows_as_a_table) {
  Talk talk({list_orders()});
  auto call = talk.say("List the shipped orders");
  auto answer = talk.answer(call, R"({"rows":[{"id":1,"note":"a|b"},{"id":2,"note":null}]})");
  EXPECT_NE(answer.text.find("I found 2 entries"), std::string::npos) << answer.text;
  EXPECT_NE(answer.text.find("| id | note |\n| --- | --- |\n| 1 | a\\|b |\n| 2 |  |"),
            std::string::npos)
      << answer.text;
}

TEST(demo_model, says_when_nothing_was_found) {
  Talk talk({lookup_order()});
  auto call = talk.say("status of order 9999?");
  EXPECT_EQ(talk.answer(call, R"({"rows":[]})").text,
            "I found nothing for order 9999: lookup_order returned no rows.");
}

TEST(demo_model, reports_errors_as_they_are) {
  Talk talk({lookup_order()});
  auto call = talk.say("status of order 5?");
  auto answer =
      talk.answer(call, R"({"error":{"code":"unavailable","message":"The database is down."}})");
  EXPECT_EQ(answer.text, "I could not get an answer from lookup_order: The database is down.");
  auto http = Talk({lookup_order()});
  call = http.say("status of order 5?");
  EXPECT_NE(http.answer(call, R"({"status":503,"headers":{},"body":"x"})").text.find("503"),
            std::string::npos);
}

TEST(demo_model, corrects_refused_arguments_once) {
  Talk talk({list_orders()});
  auto first = talk.say("List the open orders, limit 5");
  const char* refusal = R"({"error":{"code":"invalid_argument","message":"limit: too small"}})";
  auto second = talk.answer(first, refusal);
  ASSERT_EQ(second.tool_calls.size(), 1u);
  EXPECT_NE(second.tool_calls[0].arguments, first.tool_calls[0].arguments);
  auto third = talk.answer(second, refusal);
  EXPECT_TRUE(third.tool_calls.empty());
  EXPECT_NE(third.text.find("too small"), std::string::npos);
}

TEST(demo_model, uses_one_tools_result_for_another) {
  Talk talk(
      {lookup_order(), tool("get_customer", "Get a customer's email address and name",
                            R"({"type":"object","properties":{"customer_id":{"type":"integer"}},)"
                            R"("required":["customer_id"]})")});
  auto first = talk.say("What is the email address of the customer who placed order 1042?");
  ASSERT_EQ(first.tool_calls.size(), 1u) << to_text(model::to_json(first));
  EXPECT_EQ(first.tool_calls[0].name, "lookup_order");
  auto second = talk.answer(first, R"([{"customer_id":77,"status":"open"}])");
  ASSERT_EQ(second.tool_calls.size(), 1u) << second.text;
  EXPECT_EQ(second.tool_calls[0].arguments, R"({"customer_id":77})");
}

TEST(demo_model, fills_a_response_schema) {
  Talk talk({});
  talk.request.response_schema =
      parse_json(R"({"type":"object","properties":{"category":{"enum":["billing",)"
                 R"("shipping"]},"urgent":{"type":"boolean"},)"
                 R"("order_id":{"type":"integer"},"summary":{"type":"string",)"
                 R"("maxLength":20},"tags":{"type":"array","items":{"type":"string"}}},)"
                 R"("required":["category","urgent","order_id","summary","tags"],)"
                 R"("additionalProperties":false})")
          .value();
  auto reply = talk.say("The shipping of order 1042 is late, this is urgent!");
  auto value = parse_json(reply.text);
  ASSERT_TRUE(value.has_value()) << reply.text;
  EXPECT_EQ(find_string(*value, "category"), "shipping");
  EXPECT_EQ(find_bool(*value, "urgent"), true);
  EXPECT_EQ(find_int(*value, "order_id"), 1042);
  EXPECT_LE(find_string(*value, "summary")->size(), 20u);
  EXPECT_NE(find_array(*value, "tags"), nullptr);
}

TEST(demo_model, bears_recursive_and_broken_schemas) {
  for (const char* schema :
       {R"({"$ref":"#"})", R"({"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]})",
        R"({"$ref":"#/$defs/x"})", R"({"type":"array","minItems":3,"items":{"$ref":"#"}})",
        R"({"type":7,"properties":[]})", "true", "[]",
        R"({"anyOf":[{"type":"null"},{"type":"string"}]})", R"x({"type":"string","pattern":"("})x",
        R"({"type":"string","minLength":-4,"maxLength":-1})"}) {
    Talk talk({tool("order", "order", schema)});
    talk.say("order 12 please \"quoted\"");
    talk.request.response_schema = parse_json(schema).value();
    auto reply = talk.say("order 12 please");
    if (reply.tool_calls.empty()) {
      EXPECT_TRUE(parse_json(reply.text).has_value()) << schema << reply.text;
    }
  }
}

TEST(demo_model, the_same_question_gets_the_same_answer) {
  Talk one({lookup_order(), list_orders(), send_email()});
  Talk two({lookup_order(), list_orders(), send_email()});
  const char* question = "Which orders are open, and what about order 12?";
  EXPECT_EQ(to_text(model::to_json(one.say(question))), to_text(model::to_json(two.say(question))));
}

TEST(demo_model, says_which_files_it_received) {
  ports::ChatRequest request;
  model::ChatMessage message{ChatRole::user, "Hello"};
  message.files.push_back({"file_1", "a.csv", "text/csv", 8, "[a.csv]\na,b\n1,2\n[End]"});
  message.files.push_back(
      {"file_2", "a.png", "image/png", 3, "[a.png]", std::make_shared<const std::string>("PNG")});
  message.files.push_back({"file_3", "a.zip", "application/zip", 9, "[It cannot be read.]"});
  request.messages = {message};
  asio::io_context loop;
  DemoModel demo;
  auto reply = run_task(loop, demo.chat(std::move(request), {}));
  ASSERT_TRUE(reply.has_value());
  EXPECT_NE(reply->text.find("I received 3 files"), std::string::npos) << reply->text;
  EXPECT_NE(reply->text.find("**a.csv** (text/csv, 8 bytes): 2 lines of text"), std::string::npos);
  EXPECT_NE(reply->text.find("**a.png** (image/png, 3 bytes): a picture"), std::string::npos);
  EXPECT_NE(reply->text.find("**a.zip** (application/zip, 9 bytes): only its name"),
            std::string::npos);
}

}  // namespace
}  // namespace elevaite::adapters::llm
