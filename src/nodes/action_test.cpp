// SQL, mail and model nodes against fake services.
#include <gtest/gtest.h>

#include "nodes/fake_step_context.hpp"

namespace elevaite::nodes {

TEST(SqlQueryNode, hands_over_a_parameterised_query) {
  NodeBench bench;
  bench.vault.credentials["shop"] = json(R"({"kind":"sqlite","file":"shop.db"})");
  bench.output("sql_query", json(R"({"credential":"shop","sql":"SELECT $1","params":["a'b"],
                                     "max_rows":5,"timeout_seconds":2})"));
  ASSERT_EQ(bench.sql.queries.size(), 1U);
  const auto& query = bench.sql.queries[0];
  EXPECT_EQ(query.sql, "SELECT $1");
  EXPECT_EQ(query.params, JsonArray{"a'b"});
  EXPECT_TRUE(query.is_read_only);
  EXPECT_EQ(query.max_rows, 5U);
  EXPECT_EQ(query.timeout, 2s);
  EXPECT_EQ(find_string(query.connection, "file"), "shop.db");
}

TEST(SqlQueryNode, refuses_expressions_inside_of_the_sql) {
  NodeBench bench;
  Error error =
      bench.error("sql_query", json(R"({"credential":"shop","sql":"SELECT '{{ args.x }}'"})"));
  EXPECT_EQ(error.fields.at(0).field, "config.sql");
  EXPECT_EQ(error.fields.at(0).code, "interpolation");
}

TEST(SqlQueryNode, refuses_absent_credentials_and_those_of_another_kind) {
  NodeBench bench;
  bench.vault.credentials["mail"] = json(R"({"kind":"smtp","host":"x"})");
  EXPECT_EQ(
      bench.error("sql_query", json(R"({"credential":"none","sql":"SELECT 1"})")).fields.at(0).code,
      "not_found");
  EXPECT_EQ(
      bench.error("sql_query", json(R"({"credential":"mail","sql":"SELECT 1"})")).fields.at(0).code,
      "kind");
  EXPECT_TRUE(bench.sql.queries.empty());
}

TEST(SqlQueryNode, does_not_repeat_a_write_after_a_crash) {
  NodeBench bench;
  bench.vault.credentials["shop"] = json(R"({"kind":"postgres","url":"postgres://x"})");
  bench.context.repeated = true;
  Json write = json(R"({"credential":"shop","sql":"DELETE FROM t","read_only":false})");
  Error error = bench.error("sql_query", write);
  EXPECT_EQ(error.reason, "outcome_unknown");
  EXPECT_FALSE(is_retryable(error.code));
  EXPECT_TRUE(bench.sql.queries.empty());
  bench.output("sql_query", json(R"({"credential":"shop","sql":"SELECT 1"})"));
  EXPECT_EQ(bench.sql.queries.size(), 1U);
}

TEST(SqlQueryNode, is_a_write_only_when_it_may_write) {
  NodeBench bench;
  const auto& kind = *bench.registry.find_kind("sql_query");
  auto effect = [&](std::string_view config) {
    return model::effect_of(kind, json(config).get_object());
  };
  EXPECT_EQ(effect("{}"), model::Effect::read);
  EXPECT_EQ(effect(R"({"read_only":true})"), model::Effect::read);
  EXPECT_EQ(effect(R"({"read_only":false})"), model::Effect::write);
  EXPECT_EQ(effect(R"({"read_only":"{{ x }}"})"), model::Effect::write);
}

TEST(SendEmailNode, sends_with_the_key_of_the_step) {
  NodeBench bench;
  bench.output("send_email", json(R"({"to":"a@example.com, b@example.com","cc":["c@example.com"],
                                      "subject":"Hi","text":"There"})"));
  ASSERT_EQ(bench.mailer.sent.size(), 1U);
  const auto& mail = bench.mailer.sent[0];
  EXPECT_EQ(mail.to, (std::vector<std::string>{"a@example.com", "b@example.com"}));
  EXPECT_EQ(mail.cc, std::vector<std::string>{"c@example.com"});
  EXPECT_EQ(mail.idempotency_key, "run_1/step/1");
  EXPECT_EQ(mail.tenant_id, bench.context.tenant_id());
}

TEST(SendEmailNode, repeats_after_a_crash_only_where_that_delivers_once) {
  NodeBench bench;
  bench.context.repeated = true;
  Json config = json(R"({"to":"a@example.com","subject":"Hi","text":"There"})");
  EXPECT_EQ(bench.error("send_email", config).reason, "outcome_unknown");
  EXPECT_TRUE(bench.mailer.sent.empty());
  bench.mailer.knows_duplicates = true;
  bench.output("send_email", config);
  EXPECT_EQ(bench.mailer.sent.size(), 1U);
}

TEST(SendEmailNode, lists_everything_that_is_missing) {
  NodeBench bench;
  Error error = bench.error("send_email", json("{}"));
  ASSERT_EQ(error.fields.size(), 3U);
  EXPECT_EQ(error.fields[0].field, "config.subject");
  EXPECT_EQ(error.fields[1].field, "config.to");
  EXPECT_EQ(error.fields[2].field, "config.text");
}

TEST(PromptNode, asks_the_chosen_models_with_the_tenants_key) {
  NodeBench bench;
  bench.vault.credentials["own"] =
      json(R"({"kind":"openai_compatible","base_url":"http://x","api_key":"k"})");
  auto output = bench.output("prompt", json(R"({"prompt":"Say hello","model":"a:b",
      "fallback_models":["c:d"],"credential":"own","temperature":0.5,"max_output_tokens":10})"));
  EXPECT_EQ(find_string(output.value, "text"), "hello");
  EXPECT_EQ(bench.models.asked, (std::vector<std::string>{"a:b", "c:d"}));
  EXPECT_EQ(bench.models.last.api_key, "k");
  EXPECT_EQ(bench.models.last.base_url, "http://x");
  EXPECT_EQ(bench.models.last.temperature, 0.5);
  EXPECT_EQ(bench.models.last.max_output_tokens, 10);
}

TEST(PromptNode, answers_structured_output) {
  NodeBench bench;
  bench.models.answer = R"({"mood":"good"})";
  auto output = bench.output("prompt", json(R"({"prompt":"?","output_schema":{"type":"object",
      "required":["mood"],"properties":{"mood":{"type":"string"}}}})"));
  EXPECT_EQ(to_text(*find(output.value, "data")), R"({"mood":"good"})");
}

TEST(PromptNode, refuses_a_wrong_schema_and_an_empty_prompt) {
  NodeBench bench;
  Error error = bench.error("prompt", json(R"({"output_schema":{"type":"nothing"}})"));
  ASSERT_EQ(error.fields.size(), 2U);
  EXPECT_EQ(error.fields[0].field, "config.prompt");
  EXPECT_EQ(error.fields[1].field, "config.output_schema");
}

TEST(AgentNode, answers_with_the_model) {
  NodeBench bench;
  auto output = bench.output("agent", json(R"({"input":"Hi","instructions":"Be kind.",
      "limits":{"max_steps":3,"max_seconds":5,"max_tokens":100,"max_cost_usd":0.01}})"));
  EXPECT_EQ(find_string(output.value, "text"), "hello");
}

TEST(AgentNode, lists_wrong_settings_and_unknown_tools) {
  NodeBench bench;
  Error error = bench.error("agent", json(R"({"limits":{"max_steps":0,"max":1},"temperature":9})"));
  std::string fields;
  for (const auto& field : error.fields) fields += field.field + " ";
  EXPECT_EQ(fields, "config.temperature config.input config.limits.max_steps config.limits.max ");
  EXPECT_EQ(
      bench.error("agent", json(R"({"input":"x","builtin_tools":["rocket"]})")).fields.at(0).field,
      "config.builtin_tools");
}

}  // namespace elevaite::nodes
