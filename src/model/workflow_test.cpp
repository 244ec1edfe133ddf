#include "model/workflow.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace elevaite::model {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

Json json_of(std::string_view text) { return parse_json(text).value(); }

std::vector<std::string> problems(std::string_view text) {
  auto workflow = parse_workflow(json_of(text));
  std::vector<std::string> out;
  if (workflow) return out;
  for (const FieldError& error : workflow.error().fields)
    out.push_back(error.field + " " + error.code);
  return out;
}

TEST(workflow, reads_everything) {
  auto workflow = parse_workflow(json_of(R"({
    "nodes":[{"id":"fetch","kind":"http_request","title":"Fetch","position":{"x":1.5,"y":-20},
      "config":{"url":"https://x"},"retry":{"attempts":3,"backoff_ms":10,"max_backoff_ms":100},
      "timeout_ms":5000,"disabled":true,
      "tool":{"name":"get","description":"Gets.","parameters":{"type":"object"},"needs_approval":true}}],
    "edges":[{"id":"e1","source":"a","source_handle":"yes","target":"b","target_handle":"tools"}],
    "notes":[{"text":"hi"}]})"))
                      .value();
  const Node& node = workflow.nodes.at(0);
  EXPECT_EQ(node.id, "fetch");
  EXPECT_EQ(node.position, (Position{1.5, -20}));
  EXPECT_EQ(node.retry, (RetryPolicy{3, 10, 100}));
  EXPECT_EQ(node.timeout_ms, 5000);
  EXPECT_TRUE(node.is_disabled);
  EXPECT_TRUE(node.tool.value().needs_approval);
  EXPECT_EQ(workflow.edges.at(0).source_handle, "yes");
  EXPECT_EQ(workflow.notes, json_of(R"([{"text":"hi"}])"));
}

TEST(workflow, fills_in_defaults) {
  auto workflow =
      parse_workflow(
          json_of(R"({"nodes":[{"id":"a","kind":"k"}],"edges":[{"source":"a","target":"b"}]})"))
          .value();
  EXPECT_EQ(workflow.nodes.at(0).retry, RetryPolicy{});
  EXPECT_FALSE(workflow.nodes.at(0).timeout_ms);
  EXPECT_EQ(workflow.edges.at(0).source_handle, "out");
  EXPECT_EQ(workflow.edges.at(0).target_handle, "in");
  EXPECT_EQ(workflow.edges.at(0).id, "a.out-b.in");
  EXPECT_TRUE(parse_workflow(JsonObject{}).value().nodes.empty());
}

TEST(workflow, survives_a_round_trip) {
  for (
      auto text :
      {R"({"nodes":[],"edges":[]})",
       R"({"nodes":[{"id":"a","kind":"k","title":"T","position":{"x":0.25,"y":3},"config":{"b":1,"a":[1.5,null]},
          "retry":{"attempts":10,"backoff_ms":0,"max_backoff_ms":0},"timeout_ms":1,"disabled":true,
          "tool":{"name":"t"}}],"edges":[{"source":"a","target":"a"}],"notes":{"any":["thing"]}})"}) {
    auto workflow = parse_workflow(json_of(text)).value();
    auto again = parse_workflow(to_json(workflow)).value();
    EXPECT_EQ(again, workflow) << text;
    EXPECT_EQ(to_text(to_json(again)), to_text(to_json(workflow)));
  }
}

TEST(workflow, keeps_the_order_of_config_members) {
  auto workflow =
      parse_workflow(json_of(R"({"nodes":[{"id":"a","kind":"k","config":{"z":1,"a":2}}]})"))
          .value();
  EXPECT_EQ(
      to_text(to_json(workflow)),
      R"({"nodes":[{"id":"a","kind":"k","position":{"x":0,"y":0},"config":{"z":1,"a":2}}],"edges":[]})");
}

TEST(workflow, names_each_problem) {
  struct Case {
    std::string_view text;
    std::string problem;
  };
  const Case cases[] = {
      {"[]", " wrong_type"},
      {R"({"nodes":{}})", "nodes wrong_type"},
      {R"({"edges":1})", "edges wrong_type"},
      {R"({"node":[]})", " unknown_key"},
      {R"({"nodes":[1]})", "nodes[0] wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k"},{"kind":"k"}]})", "nodes[1].id required"},
      {R"({"nodes":[{"id":"a"}]})", "nodes[0].kind required"},
      {R"({"nodes":[{"id":"a","kind":""}]})", "nodes[0].kind required"},
      {R"({"nodes":[{"id":5,"kind":"k"}]})", "nodes[0].id wrong_type"},
      {R"({"nodes":[{"id":"A","kind":"k"}]})", "nodes[0].id invalid_id"},
      {R"({"nodes":[{"id":"1a","kind":"k"}]})", "nodes[0].id invalid_id"},
      {R"({"nodes":[{"id":"a-b","kind":"k"}]})", "nodes[0].id invalid_id"},
      {R"({"nodes":[{"id":"a","kind":"k","type":"x"}]})", "nodes[0] unknown_key"},
      {R"({"nodes":[{"id":"a","kind":"k","title":1}]})", "nodes[0].title wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","position":[1,2]}]})", "nodes[0].position wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","position":{"x":"1"}}]})",
       "nodes[0].position.x wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","position":{"x":1e300}}]})",
       "nodes[0].position.x out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","position":{"z":1}}]})", "nodes[0].position unknown_key"},
      {R"({"nodes":[{"id":"a","kind":"k","config":[]}]})", "nodes[0].config wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"attempts":0}}]})",
       "nodes[0].retry.attempts out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"attempts":11}}]})",
       "nodes[0].retry.attempts out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"attempts":1.5}}]})",
       "nodes[0].retry.attempts wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"backoff_ms":-1}}]})",
       "nodes[0].retry.backoff_ms out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"backoff_ms":9,"max_backoff_ms":8}}]})",
       "nodes[0].retry.max_backoff_ms out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","retry":{"delay":1}}]})", "nodes[0].retry unknown_key"},
      {R"({"nodes":[{"id":"a","kind":"k","timeout_ms":0}]})", "nodes[0].timeout_ms out_of_range"},
      {R"({"nodes":[{"id":"a","kind":"k","timeout_ms":"5"}]})", "nodes[0].timeout_ms wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","disabled":1}]})", "nodes[0].disabled wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","tool":"x"}]})", "nodes[0].tool wrong_type"},
      {R"({"nodes":[{"id":"a","kind":"k","tool":{"approval":1}}]})", "nodes[0].tool unknown_key"},
      {R"({"nodes":[{"id":"a","kind":"k","tool":{"needs_approval":"yes"}}]})",
       "nodes[0].tool.needs_approval wrong_type"},
      {R"({"edges":[{"source":"a"}]})", "edges[0].target required"},
      {R"({"edges":[{"source":"a","target":"b","source_handle":1}]})",
       "edges[0].source_handle wrong_type"},
      {R"({"edges":[{"source":"a","target":"b","label":"x"}]})", "edges[0] unknown_key"},
  };
  for (const Case& one : cases)
    EXPECT_THAT(problems(one.text), ElementsAre(one.problem)) << one.text;
}

TEST(workflow, lists_all_problems_at_once) {
  EXPECT_THAT(
      problems(R"({"nodes":[{"id":"A","kind":1,"retry":{"attempts":99}},5],"edges":[{}],"x":1})"),
      UnorderedElementsAre(" unknown_key", "nodes[0].id invalid_id", "nodes[0].kind wrong_type",
                           "nodes[0].retry.attempts out_of_range", "nodes[1] wrong_type",
                           "edges[0].source required", "edges[0].target required"));
  auto error = parse_workflow(json_of(R"({"nodes":[{"id":"A","kind":"k","type":"x"}]})")).error();
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_EQ(
      error.message,
      "The workflow has 2 problems. The first: nodes[0]: There is no setting `type` here. Known "
      "ones: id, kind, title, position, config, retry, timeout_ms, disabled, tool, pinned.");
}

TEST(workflow, has_limits) {
  auto nodes = [](std::size_t count) {
    JsonArray list;
    for (std::size_t i = 0; i < count; ++i)
      list.push_back(JsonObject{{"id", fmt::format("n{}", i)}, {"kind", "k"}});
    return Json(JsonObject{{"nodes", std::move(list)}});
  };
  EXPECT_TRUE(parse_workflow(nodes(kMaxWorkflowNodes)));
  EXPECT_EQ(parse_workflow(nodes(kMaxWorkflowNodes + 1)).error().fields.at(0).code, "too_many");
  JsonArray edges(kMaxWorkflowEdges + 1, Json(JsonObject{{"source", "a"}, {"target", "b"}}));
  EXPECT_EQ(parse_workflow(JsonObject{{"edges", edges}}).error().fields.at(0).code, "too_many");
  Json large = JsonObject{{"notes", std::string(kMaxWorkflowBytes, 'x')}};
  EXPECT_EQ(parse_workflow(large).error().code, ErrorCode::limit_exceeded);
}

TEST(workflow, knows_node_ids) {
  for (auto id : {"a", "a1", "fetch_order", "z_"}) EXPECT_TRUE(is_node_id(id)) << id;
  for (auto id : {"", "A", "1", "_a", "a b", "a.b", "ä"}) EXPECT_FALSE(is_node_id(id)) << id;
  EXPECT_TRUE(is_node_id(std::string(64, 'a')));
  EXPECT_FALSE(is_node_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace elevaite::model
