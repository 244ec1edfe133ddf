#include "engine/compiled_workflow.hpp"

#include <gmock/gmock.h>

#include "engine/test_kinds.hpp"

namespace elevaite::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CompiledWorkflowTest : public testing::Test {
 protected:
  std::shared_ptr<const CompiledWorkflow> compile(model::Workflow workflow) {
    return CompiledWorkflow::compile(std::move(workflow), find_test_kind).value();
  }
  static std::vector<std::string> ids(const CompiledWorkflow& workflow,
                                      const std::vector<int>& nodes) {
    std::vector<std::string> out;
    for (int node : nodes) out.push_back(workflow.node(node).node.id);
    return out;
  }
};

TEST_F(CompiledWorkflowTest, indexes_nodes_and_edges) {
  auto workflow = compile(test_workflow({{"end", "set"}, {"t", "chat_trigger"}, {"a", "switch"}},
                                        {"t a", "a.else end", "t end"}));
  EXPECT_EQ(workflow->find("a"), 2);
  EXPECT_EQ(workflow->find("none"), -1);
  EXPECT_EQ(workflow->node(2).kind->kind, "switch");
  EXPECT_THAT(workflow->node(0).in_edges, ElementsAre(1, 2));
  EXPECT_THAT(workflow->node(1).out_edges, ElementsAre(0, 2));
  EXPECT_EQ(workflow->edge(1).source_handle, "else");
  EXPECT_EQ(workflow->edge(1).target, 0);
  EXPECT_THAT(workflow->triggers(), ElementsAre(1));
  EXPECT_THAT(ids(*workflow, workflow->members(-1)), ElementsAre("t", "a", "end"));
}

TEST_F(CompiledWorkflowTest, knows_bodies_within_bodies) {
  auto workflow = compile(
      test_workflow({{"y", "set"},
                     {"x", "set"},
                     {"inner", "for_each"},
                     {"outer", "for_each"},
                     {"t", "chat_trigger"},
                     {"end", "set"}},
                    {"t outer", "outer.item x", "x inner", "inner.item y", "outer.done end"}));
  int outer = workflow->find("outer");
  int inner = workflow->find("inner");
  EXPECT_EQ(workflow->node(outer).container, -1);
  EXPECT_EQ(workflow->node(inner).container, outer);
  EXPECT_EQ(workflow->node(workflow->find("y")).container, inner);
  EXPECT_EQ(workflow->node(workflow->find("end")).container, -1);
  EXPECT_THAT(ids(*workflow, workflow->members(-1)), ElementsAre("t", "outer", "end"));
  EXPECT_THAT(ids(*workflow, workflow->members(outer)), ElementsAre("x", "inner"));
  EXPECT_THAT(ids(*workflow, workflow->members(inner)), ElementsAre("y"));
  EXPECT_THAT(workflow->members(workflow->find("end")), IsEmpty());
}

TEST_F(CompiledWorkflowTest, attaches_tools_to_their_agents) {
  auto workflow = compile(test_workflow(
      {{"t", "chat_trigger"},
       {"loop", "for_each"},
       {"ask", "agent"},
       {"x", "http", R"({"url":"{{ args.id }}"})",
        R"({"name":"x","description":"d","parameters":{"type":"object","required":["id"]}})"}},
      {"t loop", "loop.item ask", "x.tool ask.tools"}));
  int tool = workflow->find("x");
  EXPECT_THAT(workflow->node(workflow->find("ask")).tools, ElementsAre(tool));
  EXPECT_TRUE(workflow->node(tool).is_tool);
  EXPECT_EQ(workflow->node(tool).container, workflow->find("loop"));
  EXPECT_THAT(workflow->node(tool).out_edges, IsEmpty());
  EXPECT_EQ(workflow->edges().size(), 2U);
  EXPECT_THAT(ids(*workflow, workflow->members(workflow->find("loop"))), ElementsAre("ask"));
  EXPECT_FALSE(workflow->node(tool).parameters.is_valid(JsonObject{}));
  EXPECT_TRUE(workflow->node(tool).parameters.is_valid(JsonObject{{"id", 1}}));
}

TEST_F(CompiledWorkflowTest, compiles_configs_where_expressions_are_allowed) {
  auto workflow =
      compile(test_workflow({{"t", "chat_trigger"},
                             {"a", "http", R"({"url":"{{ trigger.x }}","code":"{{ literally"})"},
                             {"b", "set", R"({"x":1})"}},
                            {"t a", "a b"}));
  expression::ObjectContext context(JsonObject{{"trigger", JsonObject{{"x", "u"}}}});
  EXPECT_EQ(to_text(workflow->node(1).config.evaluate(context).value()),
            R"({"url":"u","code":"{{ literally"})");
  EXPECT_TRUE(workflow->node(2).config.is_constant());
}

TEST_F(CompiledWorkflowTest, compiles_unfinished_drafts_but_no_broken_graphs) {
  EXPECT_TRUE(CompiledWorkflow::compile(test_workflow({{"a", "http"}}, {}), find_test_kind));
  EXPECT_TRUE(CompiledWorkflow::compile(
      test_workflow({{"a", "set", R"({"x":"{{ nodes.none.x }}"})"}}, {}), find_test_kind));
  struct Case {
    model::Workflow workflow;
    std::string code;
  };
  const Case cases[] = {
      {test_workflow({{"a", "teleport"}}, {}), "unknown_kind"},
      {test_workflow({{"a", "set"}, {"a", "set"}}, {}), "duplicate_node_id"},
      {test_workflow({{"a", "set"}}, {"a b"}), "missing_node"},
      {test_workflow({{"a", "set"}}, {"a a"}), "self_loop"},
      {test_workflow({{"a", "set"}, {"b", "set"}}, {"a b", "b a"}), "cycle"},
      {test_workflow({{"a", "set"}, {"l", "for_each"}, {"b", "set"}}, {"l.item b", "a b"}),
       "crosses_body"},
      {test_workflow({{"a", "set", R"({"x":"{{ 1 +"})"}}, {}), "expression_syntax"},
      {test_workflow(
           {{"a", "agent"}, {"x", "http", "{}", R"({"name":"x","parameters":{"type":"x"}})"}},
           {"x.tool a.tools"}),
       "tool_parameters_invalid"},
  };
  for (const Case& one : cases) {
    auto compiled = CompiledWorkflow::compile(one.workflow, find_test_kind);
    ASSERT_FALSE(compiled) << one.code;
    EXPECT_EQ(compiled.error().fields.at(0).code, one.code);
  }
}

}  // namespace
}  // namespace elevaite::engine
