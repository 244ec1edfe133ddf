#include "engine/credential_check.hpp"

#include <gtest/gtest.h>

namespace elevaite::engine {
namespace {

const model::NodeKind* kinds(std::string_view name) {
  static const model::NodeKind kind = [] {
    model::NodeKind made;
    made.kind = "sql_query";
    made.config_schema = *parse_json(R"({"type":"object","properties":{
      "connection":{"type":"string","x-widget":"credential","x-credential-kinds":["postgres"]},
      "headers":{"type":"array","items":{"type":"object","properties":{
        "secret":{"type":"string","x-widget":"credential"}}}},
      "sql":{"type":"string"}}})");
    return made;
  }();
  return name == kind.kind ? &kind : nullptr;
}

model::Workflow with_config(std::string_view config) {
  model::Workflow workflow;
  workflow.nodes.push_back({"query", "sql_query"});
  workflow.nodes[0].config = parse_json(config)->as_object();
  return workflow;
}

std::vector<Problem> check(std::string_view config) {
  std::vector<CredentialReference> existing{{model::CredentialId::generate(), "shop", "postgres"},
                                            {model::CredentialId::generate(), "chat", "slack"}};
  return check_credentials(credential_uses(with_config(config), kinds), existing);
}

TEST(CredentialCheck, accepts_a_credential_by_name_and_ignores_other_settings) {
  EXPECT_TRUE(check(R"({"connection":"shop","sql":"nothing"})").empty());
}

TEST(CredentialCheck, accepts_a_credential_by_id) {
  std::vector<CredentialReference> existing{{model::CredentialId::generate(), "x", "postgres"}};
  auto workflow = with_config(R"({"connection":")" + existing[0].id.str() + R"("})");
  EXPECT_TRUE(check_credentials(credential_uses(workflow, kinds), existing).empty());
}

TEST(CredentialCheck, names_the_field_of_an_unknown_credential_wherever_it_lies) {
  auto problems = check(R"({"connection":"gone","headers":[{},{"secret":"lost"}]})");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].field, "config.connection");
  EXPECT_EQ(problems[0].node_id, "query");
  EXPECT_EQ(problems[0].code, "unknown_credential");
  EXPECT_EQ(problems[1].field, "config.headers[1].secret");
}

TEST(CredentialCheck, refuses_a_credential_of_another_kind) {
  auto problems = check(R"({"connection":"chat"})");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "credential_kind");
}

TEST(CredentialCheck, leaves_templates_and_disabled_nodes_alone) {
  EXPECT_TRUE(check(R"({"connection":"{{ trigger.which }}"})").empty());
  auto workflow = with_config(R"({"connection":"gone"})");
  workflow.nodes[0].is_disabled = true;
  EXPECT_TRUE(credential_uses(workflow, kinds).empty());
}

}  // namespace
}  // namespace elevaite::engine
