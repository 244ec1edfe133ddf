#include "engine/graph_check.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/expression/roots.hpp"
#include "engine/config_schema.hpp"
#include "engine/test_kinds.hpp"

namespace elevaite::engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// "node|edge[/field] code", warnings with a question mark.
std::vector<std::string> found(const model::Workflow& workflow) {
  std::vector<std::string> out;
  for (const Problem& problem : check_workflow(workflow, find_test_kind)) {
    EXPECT_TRUE(problem.message.ends_with('.')) << problem.message;
    out.push_back(fmt::format("{}{}{}{} {}{}", problem.node_id, problem.edge_id,
                              problem.field.empty() ? "" : "/", problem.field, problem.code,
                              problem.severity == Severity::warning ? "?" : ""));
  }
  return out;
}

std::string message(const model::Workflow& workflow) {
  auto problems = check_workflow(workflow, find_test_kind);
  return problems.empty() ? "" : problems[0].message;
}

constexpr std::string_view kTool =
    R"({"name":"get_order","description":"Reads an order.","parameters":{"type":"object","properties":{"id":{"type":"string"}}}})";

TEST(graph_check, accepts_a_sound_workflow) {
  EXPECT_THAT(found(test_workflow(
                  {{"chat", "chat_trigger"},
                   {"choose", "switch", R"({"cases":["a"]})"},
                   {"fetch", "http",
                    R"({"url":"https://x/{{ trigger.id }}","timeout":"{{ 5 }}","method":"GET"})"},
                   {"ask", "agent", R"({"instructions":"{{ nodes.choose.x ?? '' }}"})"},
                   {"order", "http", R"({"url":"https://x/{{ args.id }}/{{ trigger.a }}"})", kTool},
                   {"merge", "set",
                    R"({"x":"{{ nodes.fetch.body }} {{ nodes.ask.text ?? nodes.fetch.y }}"})"},
                   {"loop", "for_each", R"({"items":"{{ nodes.merge.list }}"})"},
                   {"inner", "for_each", R"({"items":"{{ item.list }}"})"},
                   {"each", "set", R"({"v":"{{ item }} {{ index }} {{ nodes.merge.x }}"})"},
                   {"end", "set", R"({"v":"{{ nodes.loop.items }}"})"}},
                  {"chat choose", "choose.a fetch", "choose.else ask", "order.tool ask.tools",
                   "fetch merge", "ask merge", "fetch.error merge", "merge loop", "loop.item inner",
                   "inner.item each", "loop.done end"})),
              IsEmpty());
}

TEST(graph_check, refuses_wrong_nodes) {
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"a", "teleport"}}, {"t a"})),
              ElementsAre("a/kind unknown_kind"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"a", "set"}, {"a", "set"}}, {"t a"})),
              UnorderedElementsAre("a/id duplicate_node_id", "a unreachable?"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"A b", "set"}}, {"t A"})),
              testing::Contains("A b/id invalid_id"));
}

TEST(graph_check, refuses_edges_to_missing_nodes_and_handles) {
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}}, {"t gone"})),
              ElementsAre("t gone/target missing_node"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}}, {"gone t"})),
              testing::Contains("gone t/source missing_node"));
  auto workflow =
      test_workflow({{"t", "chat_trigger"}, {"s", "switch", R"({"cases":["a"]})"}, {"x", "set"}},
                    {"t s", "s.b x"});
  EXPECT_THAT(found(workflow), ElementsAre("s.b x/source_handle unknown_handle"));
  EXPECT_EQ(message(workflow), "`s` has no output `b`. Its outputs: a, else.");
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"x", "set"}}, {"t x.left"})),
              ElementsAre("t x.left/target_handle unknown_handle"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"u", "webhook_trigger"}}, {"t u"})),
              ElementsAre("t u/target_handle unknown_handle"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"x", "set"}}, {"t x", "t x"})),
              ElementsAre("t x duplicate_edge"));
}

TEST(graph_check, refuses_edge_ids_used_twice) {
  auto workflow =
      test_workflow({{"t", "chat_trigger"}, {"x", "set"}, {"y", "set"}}, {"t x", "t y"});
  workflow.edges[1].id = "t x";
  EXPECT_THAT(found(workflow), ElementsAre("t x/id duplicate_edge_id"));
}

TEST(graph_check, names_the_path_of_a_cycle) {
  auto workflow = test_workflow({{"t", "chat_trigger"}, {"a", "set"}, {"b", "set"}, {"c", "set"}},
                                {"t a", "a b", "b c", "c a"});
  EXPECT_THAT(found(workflow), ElementsAre("a cycle"));
  EXPECT_THAT(message(workflow), HasSubstr("a → b → c → a"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"a", "set"}}, {"t a", "a a"})),
              ElementsAre("a a self_loop"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"a", "set"}, {"b", "set"}, {"c", "set"}},
                                  {"t a", "a b", "b a", "t c", "b c", "c b"})),
              UnorderedElementsAre("a cycle", "b cycle"));
}

TEST(graph_check, asks_for_a_trigger) {
  EXPECT_THAT(found(test_workflow({{"a", "set"}}, {})), ElementsAre(" no_trigger"));
  EXPECT_THAT(found(test_workflow({}, {})), ElementsAre(" no_trigger"));
  auto twice = test_workflow({{"t", "chat_trigger"},
                              {"u", "chat_trigger"},
                              {"v", "webhook_trigger"},
                              {"w", "webhook_trigger"}},
                             {});
  EXPECT_THAT(found(twice), ElementsAre("u/kind too_many_of_kind"));
  EXPECT_EQ(message(twice),
            "A workflow has at most one node of the kind `chat_trigger`; `t` is one already.");
}

TEST(graph_check, warns_of_unreachable_nodes) {
  auto workflow = test_workflow({{"t", "chat_trigger"}, {"a", "set"}, {"b", "set"}}, {"a b"});
  EXPECT_THAT(found(workflow), ElementsAre("a unreachable?", "b unreachable?"));
  EXPECT_FALSE(has_errors(check_workflow(workflow, find_test_kind)));
}

TEST(graph_check, holds_configs_against_their_schemas) {
  auto config = [](std::string_view text) {
    return found(test_workflow({{"t", "chat_trigger"}, {"a", "http", text}}, {"t a"}));
  };
  EXPECT_THAT(config("{}"), ElementsAre("a/config config_required"));
  EXPECT_THAT(config(R"({"url":5})"), ElementsAre("a/config.url config_type"));
  EXPECT_THAT(config(R"({"url":"x","timeout":"5"})"), ElementsAre("a/config.timeout config_type"));
  EXPECT_THAT(config(R"({"url":"x","timeout":"{{ trigger.n }}"})"), IsEmpty());
  EXPECT_THAT(config(R"({"url":"x","timeout":0,"method":"PUT","more":1})"),
              UnorderedElementsAre("a/config.timeout config_minimum", "a/config.method config_enum",
                                   "a/config config_additionalProperties"));
  EXPECT_THAT(config(R"({"url":"x","headers":{"a":"{{ trigger.a }}","b":1}})"),
              ElementsAre("a/config.headers.b config_type"));
  EXPECT_THAT(config(R"({"url":"x","method":"{{ trigger.m }}"})"),
              UnorderedElementsAre("a/config.method config_enum",
                                   "a/config.method expression_not_evaluated?"));
  EXPECT_THAT(config(R"({"url":"x","code":"{{ not an expression"})"),
              ElementsAre("a/config.code expression_not_evaluated?"));
}

TEST(graph_check, only_warns_of_the_config_of_disabled_nodes) {
  auto workflow = test_workflow({{"t", "chat_trigger"}, {"a", "http"}}, {"t a"});
  workflow.nodes[1].is_disabled = true;
  EXPECT_THAT(found(workflow), ElementsAre("a/config config_required?"));
}

TEST(graph_check, reports_expression_errors_with_position) {
  auto workflow = test_workflow(
      {{"t", "chat_trigger"}, {"a", "set", R"({"x":["{{ 1 + }}"],"y":"{{ uper(1) }}"})"}}, {"t a"});
  EXPECT_THAT(found(workflow),
              ElementsAre("a/config.x[0] expression_syntax", "a/config.y expression_syntax"));
  EXPECT_EQ(message(workflow), "Expected a value, found `}` (line 1, column 8).");
}

TEST(graph_check, checks_the_references_beside_a_wrong_expression) {
  auto workflow = test_workflow(
      {{"t", "chat_trigger"}, {"a", "set", R"({"x":"{{ 1 + }}","y":"{{ nodes.none.x }}"})"}},
      {"t a"});
  EXPECT_THAT(found(workflow),
              ElementsAre("a/config.x expression_syntax", "a/config.y unknown_node"));
}

// What the language knows the checker admits, where it exists at all.
TEST(graph_check, admits_every_name_of_the_language) {
  for (const auto& root : expression::roots()) {
    bool is_nodes = root.name == expression::RootName::nodes;
    auto config = fmt::format(R"({{"url":"{{{{ {}{} }}}}"}})", root.text, is_nodes ? ".loop" : "");
    bool is_in_tool = root.scope == expression::RootScope::in_tool;
    bool is_in_body = root.scope == expression::RootScope::in_body;
    auto workflow = test_workflow({{"t", "chat_trigger"},
                                   {"loop", "for_each", R"({"items":[1]})"},
                                   {"each", "set"},
                                   {"ask", "agent"},
                                   {"here", "http", config, is_in_tool ? kTool : ""}},
                                  {"t loop", "loop.item each", "loop.done ask",
                                   is_in_tool   ? "here.tool ask.tools"
                                   : is_in_body ? "each here"
                                                : "ask here"});
    EXPECT_THAT(found(workflow), IsEmpty()) << root.text;
  }
}

TEST(graph_check, refuses_references_that_can_never_have_a_value) {
  auto refer = [](std::string_view expression) {
    return found(
        test_workflow({{"t", "chat_trigger"},
                       {"before", "set"},
                       {"here", "set", fmt::format(R"({{"x":"{{{{ {} }}}}"}})", expression)},
                       {"after", "set"},
                       {"aside", "set"}},
                      {"t before", "before here", "here after", "t aside"}));
  };
  EXPECT_THAT(refer("nodes.before.x + nodes.t.x"), IsEmpty());
  EXPECT_THAT(refer("nodes.none.x"), ElementsAre("here/config.x unknown_node"));
  EXPECT_THAT(refer("nodes.none.x ?? 1"), ElementsAre("here/config.x unknown_node"));
  EXPECT_THAT(refer("nodes.after.x"), ElementsAre("here/config.x reference_not_upstream"));
  EXPECT_THAT(refer("nodes.aside.x"), ElementsAre("here/config.x reference_not_upstream"));
  EXPECT_THAT(refer("nodes.here.x"), ElementsAre("here/config.x reference_to_itself"));
  EXPECT_THAT(refer("nodes[trigger.x]"), ElementsAre("here/config.x node_not_named"));
  EXPECT_THAT(refer("before.x"), ElementsAre("here/config.x unknown_name"));
  EXPECT_THAT(refer("process.env"), ElementsAre("here/config.x unknown_name"));
  EXPECT_THAT(refer("item"), ElementsAre("here/config.x item_outside_body"));
  EXPECT_THAT(refer("args.a"), ElementsAre("here/config.x args_outside_tool"));
}

TEST(graph_check, keeps_bodies_apart) {
  auto workflow =
      test_workflow({{"t", "chat_trigger"}, {"loop", "for_each"}, {"a", "set"}, {"end", "set"}},
                    {"t loop", "loop.item a", "a end", "loop.done end"});
  EXPECT_THAT(found(workflow), ElementsAre("loop.done end crosses_body"));
  EXPECT_THAT(
      found(test_workflow({{"t", "chat_trigger"}, {"loop", "for_each"}, {"a", "set"}, {"b", "set"}},
                          {"t loop", "loop.item a", "t b", "b a"})),
      ElementsAre("b a crosses_body"));
  EXPECT_THAT(found(test_workflow(
                  {{"t", "chat_trigger"}, {"l1", "for_each"}, {"l2", "for_each"}, {"a", "set"}},
                  {"t l1", "t l2", "l1.item a", "l2.item a"})),
              UnorderedElementsAre("l2.item a crosses_body", "l1.item a crosses_body"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"}, {"loop", "for_each"}}, {"t loop"})),
              ElementsAre("loop empty_body?"));
}

TEST(graph_check, knows_what_a_body_may_read) {
  auto refer = [](std::string_view inside, std::string_view outside) {
    return found(test_workflow({{"t", "chat_trigger"},
                                {"loop", "for_each"},
                                {"a", "set"},
                                {"b", "set", fmt::format(R"({{"x":"{{{{ {} }}}}"}})", inside)},
                                {"end", "set", fmt::format(R"({{"x":"{{{{ {} }}}}"}})", outside)}},
                               {"t loop", "loop.item a", "a b", "loop.done end"}));
  };
  EXPECT_THAT(refer("nodes.a.x + item.y + index", "nodes.loop.x"), IsEmpty());
  EXPECT_THAT(refer("nodes.loop.x", "1"), ElementsAre("b/config.x reference_to_container"));
  EXPECT_THAT(refer("1", "nodes.a.x"), ElementsAre("end/config.x reference_not_upstream"));
  EXPECT_THAT(refer("1", "item"), ElementsAre("end/config.x item_outside_body"));
}

TEST(graph_check, refuses_wrong_tools) {
  auto with_tool = [](std::string_view kind, std::string_view tool,
                      std::initializer_list<std::string_view> edges) {
    return found(test_workflow(
        {{"t", "chat_trigger"}, {"ask", "agent"}, {"x", kind, R"({"url":"u"})", tool}}, edges));
  };
  EXPECT_THAT(with_tool("http", kTool, {"t ask", "x.tool ask.tools"}), IsEmpty());
  EXPECT_THAT(with_tool("set", kTool, {"t ask", "x.tool ask.tools"}),
              ElementsAre("x.tool ask.tools/source not_a_tool"));
  EXPECT_THAT(with_tool("http", "", {"t ask", "x.tool ask.tools"}),
              ElementsAre("x/tool tool_settings_missing"));
  EXPECT_THAT(
      with_tool("http", R"({"name":"a b","description":""})", {"t ask", "x.tool ask.tools"}),
      ElementsAre("x/tool.name tool_name_invalid", "x/tool.description tool_description_missing"));
  EXPECT_THAT(with_tool("http", kTool, {"t ask", "x.tool ask.tools", "t x"}),
              ElementsAre("x tool_has_other_edges"));
  EXPECT_THAT(with_tool("http", kTool, {"t ask", "x.tool ask"}),
              ElementsAre("x.tool ask tool_edge_handles"));
  EXPECT_THAT(with_tool("http", kTool, {"t ask", "x ask.tools"}),
              ElementsAre("x ask.tools tool_edge_handles"));
  EXPECT_THAT(with_tool("http", kTool, {"t ask", "x.tool t.tools"}),
              ElementsAre("x.tool t.tools/target_handle unknown_handle"));
  EXPECT_THAT(with_tool("http", R"({"name":"a","description":"b","parameters":{"type":"string"}})",
                        {"t ask", "x.tool ask.tools"}),
              ElementsAre("x/tool.parameters tool_parameters_invalid"));
  EXPECT_THAT(
      with_tool(
          "http",
          R"({"name":"a","description":"b","parameters":{"type":"object","properties":{"a":{"type":"x"}}}})",
          {"t ask", "x.tool ask.tools"}),
      ElementsAre("x/tool.parameters tool_parameters_invalid"));
}

TEST(graph_check, refuses_two_tools_of_one_name_at_one_agent) {
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"},
                                   {"ask", "agent"},
                                   {"ask2", "agent"},
                                   {"x", "http", R"({"url":"u"})", kTool},
                                   {"y", "http", R"({"url":"u"})", kTool},
                                   {"z", "http", R"({"url":"u"})", kTool}},
                                  {"t ask", "t ask2", "x.tool ask.tools", "y.tool ask.tools",
                                   "z.tool ask2.tools"})),
              ElementsAre("y/tool.name tool_name_duplicate"));
}

TEST(graph_check, knows_what_a_tool_may_read) {
  auto refer = [](std::string_view expression) {
    return found(
        test_workflow({{"t", "chat_trigger"},
                       {"before", "set"},
                       {"ask", "agent"},
                       {"x", "http", fmt::format(R"({{"url":"{{{{ {} }}}}"}})", expression), kTool},
                       {"after", "set", R"({"x":"{{ nodes.ask.text }}"})"}},
                      {"t before", "before ask", "x.tool ask.tools", "ask after"}));
  };
  EXPECT_THAT(refer("args.id + nodes.before.x"), IsEmpty());
  EXPECT_THAT(refer("args.nr"), ElementsAre("x/config.url unknown_argument"));
  EXPECT_THAT(refer("nodes.ask.text"), ElementsAre("x/config.url reference_not_upstream"));
  EXPECT_THAT(refer("item"), ElementsAre("x/config.url item_outside_body"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"},
                                   {"ask", "agent"},
                                   {"x", "http", R"({"url":"u"})", kTool},
                                   {"after", "set", R"({"x":"{{ nodes.x.body }}"})"}},
                                  {"t ask", "x.tool ask.tools", "ask after"})),
              ElementsAre("after/config.x reference_to_tool"));
  EXPECT_THAT(found(test_workflow({{"t", "chat_trigger"},
                                   {"loop", "for_each"},
                                   {"ask", "agent"},
                                   {"x", "http", R"({"url":"{{ item.u }}"})", kTool}},
                                  {"t loop", "loop.item ask", "x.tool ask.tools"})),
              IsEmpty());
}

TEST(graph_check, lists_all_problems_at_once) {
  EXPECT_THAT(
      found(test_workflow({{"a", "teleport"}, {"b", "http", R"({"url":"{{ x }}"})"}, {"c", "set"}},
                          {"a b", "b c", "c b", "c gone"})),
      UnorderedElementsAre("a/kind unknown_kind", "c gone/target missing_node", "b cycle",
                           " no_trigger", "b/config.url unknown_name"));
}

TEST(graph_check, becomes_an_error_without_the_warnings) {
  auto problems =
      check_workflow(test_workflow({{"t", "chat_trigger"}, {"a", "http"}}, {}), find_test_kind);
  auto error = to_error(problems);
  EXPECT_EQ(error.reason, "workflow_invalid");
  ASSERT_EQ(error.fields.size(), 1U);
  EXPECT_EQ(error.fields[0].field, "nodes.a.config");
  EXPECT_EQ(error.message,
            "The workflow has 1 error. The first (nodes.a.config): The property `url` is missing.");
  EXPECT_EQ(
      to_text(to_json(problems[0])),
      R"({"code":"unreachable","message":"No trigger leads here, so this node never runs.","severity":"warning","node_id":"a"})");
}

TEST(graph_check, is_quick_on_the_largest_workflow) {
  model::Workflow workflow = test_workflow({{"t", "chat_trigger"}}, {});
  for (int i = 0; i < 1999; ++i) {
    model::Node node{.id = fmt::format("n{}", i), .kind = "set"};
    node.config["x"] = i == 0 ? "{{ nodes.t.x }}" : fmt::format("{{{{ nodes.n{}.x }}}}", i / 2);
    if (i == 1) node.config["x"] = "{{ nodes.n0.x }}";
    workflow.nodes.push_back(node);
    workflow.edges.push_back({.id = fmt::format("e{}", i),
                              .source = i == 0 ? "t" : fmt::format("n{}", i - 1),
                              .target = node.id});
  }
  EXPECT_THAT(found(workflow), IsEmpty());
}

TEST(config_schema, knows_where_expressions_are_allowed) {
  Json schema = test_json(R"({"properties":{"a":{"x-expression":true},"b":{"type":"string"},
    "rows":{"items":{"properties":{"v":{"x-expression":true}}}},"any":{"x-expression":true,"properties":{"deep":{}}},
    "map":{"additionalProperties":{"x-expression":true}},"one":{"oneOf":[{"type":"integer"},{"x-expression":true}]},
    "x/y":{"x-expression":true},"t":{"prefixItems":[{},{"x-expression":true}]}}})");
  for (auto pointer : {"/a", "/rows/3/v", "/any", "/any/deep", "/any/else/2", "/map/k", "/one",
                       "/x~1y", "/t/1", "/a/b"}) {
    EXPECT_TRUE(allows_expression(schema, pointer)) << pointer;
  }
  for (auto pointer : {"", "/b", "/rows/3/w", "/rows", "/none", "/t/0", "/b/a"}) {
    EXPECT_FALSE(allows_expression(schema, pointer)) << pointer;
  }
  EXPECT_EQ(dotted_path("/rows/0/a~1b"), "rows[0].a/b");
}

}  // namespace
}  // namespace elevaite::engine
