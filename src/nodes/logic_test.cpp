#include <gtest/gtest.h>

#include "nodes/fake_step_context.hpp"

namespace elevaite::nodes {
namespace {

std::string condition(std::string_view config) {
  NodeBench bench;
  return bench.output("condition", json(config)).handle;
}

std::string one_rule(std::string_view left, std::string_view operation, std::string_view right) {
  return condition(fmt::format(R"({{"rules":[{{"left":{},"operator":"{}","right":{}}}]}})", left,
                               operation, right));
}

std::string fields_of(const Error& error) {
  std::string out;
  for (const FieldError& field : error.fields) out += field.field + " ";
  return out;
}

}  // namespace

TEST(ConditionNode, compares_by_meaning) {
  EXPECT_EQ(one_rule("1", "equals", "1.0"), "true");
  EXPECT_EQ(one_rule("\"12\"", "equals", "12"), "true");
  EXPECT_EQ(one_rule("\"1.0\"", "equals", "\"1\""), "false");
  EXPECT_EQ(one_rule("true", "equals", "\"true\""), "true");
  EXPECT_EQ(one_rule("null", "equals", "\"\""), "false");
  EXPECT_EQ(one_rule("\"9\"", "less_than", "\"10\""), "true");
  EXPECT_EQ(one_rule("\"2026-10-03\"", "greater_than", "\"2026-09-30\""), "true");
  EXPECT_EQ(one_rule("9007199254740993", "greater_than", "9007199254740992"), "true");
  EXPECT_EQ(one_rule("[1,2]", "contains", "2"), "true");
  EXPECT_EQ(one_rule("{\"a\":1}", "contains", "\"a\""), "true");
  EXPECT_EQ(one_rule("\"Hello\"", "contains", "\"ell\""), "true");
  EXPECT_EQ(one_rule("\"Hello\"", "starts_with", "\"h\""), "false");
  EXPECT_EQ(one_rule("\"order 1042\"", "matches", "\"\\\\d{4}$\""), "true");
  EXPECT_EQ(one_rule("[]", "is_empty", "null"), "true");
  EXPECT_EQ(one_rule("0", "is_empty", "null"), "false");
  EXPECT_EQ(one_rule("\"false\"", "is_false", "null"), "true");
}

TEST(ConditionNode, combines_rules) {
  constexpr auto rules = R"("rules":[{"left":1,"operator":"equals","right":1},
                                     {"left":1,"operator":"equals","right":2}])";
  EXPECT_EQ(condition(fmt::format("{{{}}}", rules)), "false");
  EXPECT_EQ(condition(fmt::format(R"({{"combine":"any",{}}})", rules)), "true");
  EXPECT_EQ(
      condition(R"({"ignore_case":true,"rules":[{"left":"A","operator":"equals","right":"a"}]})"),
      "true");
}

TEST(ConditionNode, passes_on_what_came_in) {
  NodeBench bench;
  Json config = json(R"({"rules":[{"left":1,"operator":"is_empty"}]})");
  EXPECT_EQ(bench.output("condition", config, json(R"({"a":1})")).value, json(R"({"a":1})"));
}

TEST(ConditionNode, names_what_is_wrong) {
  NodeBench bench;
  EXPECT_EQ(fields_of(bench.error("condition", json("{}"))), "config.rules ");
  EXPECT_EQ(fields_of(bench.error("condition", json(R"({"rules":[{"left":{},"operator":"less_than",
            "right":1}]})"))),
            "config.rules[0] ");
  EXPECT_EQ(
      fields_of(bench.error("condition", json(R"({"rules":[{"left":1,"operator":"like"}]})"))),
      "config.rules[0].operator ");
  EXPECT_EQ(fields_of(bench.error(
                "condition", json(R"({"rules":[{"left":"a","operator":"matches","right":"("}]})"))),
            "config.rules[0].right ");
  EXPECT_EQ(fields_of(bench.error("condition", json(R"({"combine":"one","rules":[{"left":1,"x":1}],
            "extra":1})"))),
            "config.combine config.rules[0].x config.extra ");
}

TEST(SwitchNode, takes_the_first_case_that_fits) {
  NodeBench bench;
  Json config = json(R"({"value":"paid","cases":[{"id":"open","equals":"open"},
    {"id":"paid","equals":"paid"},
    {"id":"late","rules":[{"left":1,"operator":"equals","right":1}]}]})");
  EXPECT_EQ(bench.output("switch", config).handle, "paid");
  config.get_object()["value"] = "other";
  EXPECT_EQ(bench.output("switch", config).handle, "late");
  config.get_object()["cases"].get_array().pop_back();
  EXPECT_EQ(bench.output("switch", config).handle, "default");
}

TEST(SwitchNode, has_an_output_for_each_case_of_any_config) {
  NodeBench bench;
  const auto& kind = *bench.registry.find_kind("switch");
  auto ids = [&](std::string_view text) {
    std::string out;
    for (const auto& handle : model::outputs_of(kind, json(text).get_object()))
      out += handle.id + " ";
    return out;
  };
  EXPECT_EQ(ids(R"({"cases":[{"id":"a"},{"id":"b","title":"B"}]})"), "a b default error ");
  EXPECT_EQ(ids(R"({"cases":"x"})"), "default error ");
  EXPECT_EQ(ids(R"({"cases":[1,{"id":7},{"id":"default"},{"id":"error"},{"id":"A b"}]})"),
            "default error ");
}

TEST(SwitchNode, refuses_doubled_and_reserved_cases) {
  NodeBench bench;
  EXPECT_EQ(fields_of(bench.error("switch", json(R"({"cases":[{"id":"a","equals":1},
            {"id":"a","equals":2},{"id":"default","equals":3},{"id":"c"}]})"))),
            "config.cases[1].id config.cases[2].id config.cases[3].equals ");
}

TEST(SetFieldsNode, merges_into_what_came_in_or_starts_anew) {
  NodeBench bench;
  Json config = json(R"({"fields":[{"name":"b.c","value":2},{"name":"b.d","value":null}]})");
  Json input = json(R"({"a":1,"b":{"x":0}})");
  EXPECT_EQ(to_text(bench.output("set_fields", config, input).value),
            R"({"a":1,"b":{"x":0,"c":2,"d":null}})");
  config.get_object()["mode"] = "replace";
  EXPECT_EQ(to_text(bench.output("set_fields", config, input).value), R"({"b":{"c":2,"d":null}})");
}

TEST(SetFieldsNode, refuses_a_path_through_a_value) {
  NodeBench bench;
  Json config =
      json(R"({"fields":[{"name":"a.b","value":1},{"name":"x..y","value":1},{"value":1}]})");
  EXPECT_EQ(fields_of(bench.error("set_fields", config, json(R"({"a":1})"))),
            "config.fields[0].name config.fields[1].name config.fields[2].name ");
}

TEST(ForEachNode, says_what_the_engine_needs) {
  NodeBench bench;
  EXPECT_EQ(to_text(bench.output("for_each", json(R"({"items":[1,2],"concurrency":3})")).value),
            R"({"items":[1,2],"concurrency":3,"on_error":"stop"})");
  EXPECT_EQ(fields_of(bench.error("for_each", json(R"({"items":"x","concurrency":51})"))),
            "config.concurrency config.items ");
  EXPECT_EQ(bench.error("for_each", json(R"({"items":[1,2,3],"max_items":2})")).code,
            ErrorCode::limit_exceeded);
}

TEST(ParallelNode, fires_as_many_branches_as_it_counts) {
  NodeBench bench;
  const auto& kind = *bench.registry.find_kind("parallel");
  EXPECT_EQ(model::outputs_of(kind, json(R"({"branches":3})").get_object()).size(), 3U);
  EXPECT_EQ(model::outputs_of(kind, json(R"({"branches":"x"})").get_object()).size(), 2U);
  EXPECT_EQ(model::outputs_of(kind, json(R"({"branches":1000000})").get_object()).size(), 20U);
  EXPECT_EQ(bench.output("parallel", json(R"({"branches":3})"), 7).handle, "*");
  EXPECT_EQ(fields_of(bench.error("parallel", json(R"({"branches":21})"))), "config.branches ");
}

TEST(MergeNode, brings_values_together) {
  NodeBench bench;
  Json objects = json(R"({"a":{"x":1,"y":1},"b":{"y":2}})");
  Json lists = json(R"({"a":[1],"b":[2,3]})");
  Json mixed = json(R"({"a":[1],"b":{"y":2}})");
  auto merged = [&](std::string_view mode, const Json& input) {
    return to_text(bench.output("merge", {{"mode", mode}}, input, true).value);
  };
  EXPECT_EQ(merged("all", objects), to_text(objects));
  EXPECT_EQ(merged("any", objects), R"({"x":1,"y":1})");
  EXPECT_EQ(merged("combine", objects), R"({"x":1,"y":2})");
  EXPECT_EQ(merged("combine", lists), "[1,2,3]");
  EXPECT_EQ(fields_of(bench.error("merge", {{"mode", "combine"}}, mixed, true)), "config.mode ");
}

TEST(MergeNode, keeps_the_only_value_that_arrived) {
  NodeBench bench;
  for (const char* mode : {"all", "any", "combine"}) {
    EXPECT_EQ(to_text(bench.output("merge", {{"mode", mode}}, json(R"({"a":1})")).value),
              R"({"a":1})");
  }
}

TEST(DelayNode, waits_until_its_instant_and_goes_on_when_resumed) {
  NodeBench bench;
  auto outcome = bench.run("delay", json(R"({"seconds":90})"), 5).value();
  const auto& wait = std::get<ports::Suspension>(outcome);
  EXPECT_EQ(wait.key, "timer");
  EXPECT_EQ(*wait.until - bench.context.now(), 90s);
  bench.context.resumptions["timer"] = {"timer", true, nullptr};
  EXPECT_EQ(bench.output("delay", json(R"({"seconds":90})"), 5).value, Json(5));
}

TEST(DelayNode, does_not_wait_for_the_past) {
  NodeBench bench;
  EXPECT_EQ(bench.output("delay", json(R"({"until":"2001-01-01T00:00:00Z"})"), 5).value, Json(5));
  EXPECT_EQ(bench.output("delay", json(R"({"seconds":0})"), 5).value, Json(5));
}

TEST(DelayNode, refuses_two_ends_no_end_and_what_is_no_instant) {
  NodeBench bench;
  EXPECT_EQ(fields_of(bench.error("delay", json("{}"))), "config.seconds ");
  EXPECT_EQ(
      fields_of(bench.error("delay", json(R"({"seconds":1,"until":"2099-01-01T00:00:00Z"})"))),
      "config.seconds ");
  EXPECT_EQ(fields_of(bench.error("delay", json(R"({"until":"soon"})"))), "config.until ");
  EXPECT_EQ(fields_of(bench.error("delay", json(R"({"until":"9999-01-01T00:00:00Z"})"))),
            "config.until ");
}

TEST(ApprovalNode, asks_and_follows_the_answer) {
  NodeBench bench;
  Json config =
      json(R"({"title":"Refund?","details":{"a":1},"assignees":"ada@example.com, bob@example.com",
                         "expires_after":60})");
  auto outcome = bench.run("approval", config).value();
  const auto& wait = std::get<ports::Suspension>(outcome);
  EXPECT_EQ(wait.key, "approval");
  EXPECT_EQ(*wait.until - bench.context.now(), 60s);
  EXPECT_EQ(to_text(wait.payload), R"({"title":"Refund?","message":"","details":{"a":1},)"
                                   R"("assignees":["ada@example.com","bob@example.com"]})");
  auto& answer = bench.context.resumptions["approval"];
  answer = {"approval", false, json(R"({"approved":true,"comment":"ok","by":"usr_1"})")};
  auto approved = bench.output("approval", config);
  EXPECT_EQ(approved.handle, "approved");
  EXPECT_EQ(find_string(approved.value, "comment"), "ok");
  answer.payload = json(R"({"approved":false})");
  EXPECT_EQ(bench.output("approval", config).handle, "rejected");
  answer.is_timeout = true;
  EXPECT_EQ(bench.output("approval", config).handle, "expired");
}

TEST(ApprovalNode, refuses_an_answer_that_says_nothing) {
  NodeBench bench;
  bench.context.resumptions["approval"] = {"approval", false, json(R"({"approved":"yes"})")};
  EXPECT_EQ(fields_of(bench.error("approval", json(R"({"title":"x"})"))), "approved ");
}

TEST(RespondNode, answers_webhooks_and_conversations) {
  NodeBench bench;
  EXPECT_EQ(to_text(bench.output("respond", json(R"({"text":"Hi"})")).value), R"({"text":"Hi"})");
  EXPECT_EQ(
      to_text(bench.output("respond", json(R"({"status":201,"headers":{"X-A":1},"body":{"a":1}})"))
                  .value),
      R"({"status":201,"headers":{"X-A":"1"},"body":{"a":1}})");
  EXPECT_EQ(to_text(bench.output("respond", json(R"({"body":{"text":"Hi"}})")).value),
            R"({"text":"Hi","status":200,"headers":{},"body":{"text":"Hi"}})");
  EXPECT_EQ(to_text(bench.output("respond", json("{}")).value),
            R"({"status":200,"headers":{},"body":null})");
}

TEST(RespondNode, refuses_header_injection) {
  NodeBench bench;
  EXPECT_EQ(fields_of(bench.error("respond", json(R"({"status":99,"headers":{"A":"x\r\nB: y",
            "C d":"1","Content-Length":"5"}})"))),
            "config.status config.headers.A config.headers.C d config.headers.Content-Length ");
}

TEST(TriggerNodes, pass_on_what_started_the_run) {
  NodeBench bench;
  Json chat = json(R"({"message":"hi","conversation_id":"conv_1"})");
  EXPECT_EQ(bench.output("chat_trigger", json("{}"), chat).value, chat);
  EXPECT_EQ(fields_of(bench.error("chat_trigger", json("{}"), json("{}"))), "message ");
  EXPECT_EQ(to_text(bench.output("webhook_trigger", json("{}"), json(R"({"body":1})")).value),
            R"({"method":"POST","headers":{},"query":{},"body":1})");
  EXPECT_EQ(bench.output("manual_trigger", json("{}"), 5).value, Json(5));
}

TEST(ManualTriggerNode, checks_the_input_against_its_schema) {
  NodeBench bench;
  Json config = json(R"({"input_schema":{"type":"object","required":["id"],
                         "properties":{"id":{"type":"integer"}}}})");
  EXPECT_EQ(bench.output("manual_trigger", config, json(R"({"id":1})")).value, json(R"({"id":1})"));
  EXPECT_EQ(fields_of(bench.error("manual_trigger", config, json(R"({"id":"x"})"))), "input/id ");
}

TEST(StopWithErrorNode, fails_with_the_words_it_is_given) {
  NodeBench bench;
  Error error = bench.error("stop_with_error", json(R"({"message":"No such order."})"));
  EXPECT_EQ(error.message, "No such order.");
  EXPECT_EQ(error.reason, "stopped");
}

}  // namespace elevaite::nodes
