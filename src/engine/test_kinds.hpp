// Node kinds for the tests of this folder.
#pragma once
#include <map>

#include "model/node_kind.hpp"
#include "model/workflow.hpp"

namespace elevaite::engine {

inline Json test_json(std::string_view text) { return parse_json(text).value(); }

inline std::vector<model::Handle> test_cases(const JsonObject& config) {
  std::vector<model::Handle> handles;
  const Json* list = config.if_contains("cases");
  if (list != nullptr && list->is_array()) {
    for (const Json& one : list->get_array()) handles.push_back({display_text(one), ""});
  }
  handles.push_back({"else", ""});
  return handles;
}

inline const std::map<std::string, model::NodeKind, std::less<>>& test_kinds() {
  static const auto kKinds = [] {
    using model::NodeKind;
    std::map<std::string, NodeKind, std::less<>> kinds;
    auto add = [&kinds](NodeKind kind) { kinds.emplace(kind.kind, kind); };
    add(NodeKind{.kind = "chat_trigger", .inputs = {}, .is_trigger = true, .is_unique = true});
    add(NodeKind{.kind = "webhook_trigger", .inputs = {}, .is_trigger = true});
    add(NodeKind{.kind = "set",
                 .config_schema = test_json(R"({"type":"object","x-expression":true})")});
    add(NodeKind{.kind = "http",
                 .effect = model::Effect::write,
                 .can_be_tool = true,
                 .has_error_output = true,
                 .config_schema =
                     test_json(R"({"type":"object","required":["url"],"additionalProperties":false,
                   "properties":{"url":{"type":"string","x-expression":true},
                     "timeout":{"type":"integer","minimum":1,"x-expression":true},
                     "headers":{"type":"object","additionalProperties":{"type":"string","x-expression":true}},
                     "method":{"enum":["GET","POST"]},"code":{"type":"string"}}})")});
    add(NodeKind{.kind = "agent",
                 .inputs = {{"in", ""}, {"tools", ""}},
                 .has_error_output = true,
                 .config_schema = test_json(
                     R"({"properties":{"instructions":{"type":"string","x-expression":true}}})")});
    add(NodeKind{.kind = "switch", .dynamic_outputs = test_cases});
    add(NodeKind{.kind = "for_each",
                 .outputs = {{"item", ""}, {"done", ""}},
                 .is_container = true,
                 .config_schema = test_json(
                     R"({"properties":{"items":{"type":"array","x-expression":true}}})")});
    return kinds;
  }();
  return kKinds;
}

inline const model::NodeKind* find_test_kind(std::string_view kind) {
  auto found = test_kinds().find(kind);
  return found == test_kinds().end() ? nullptr : &found->second;
}

// Nodes "id kind" with an optional JSON object of further settings, edges "a[.handle] b[.handle]".
struct TestNode {
  std::string_view id;
  std::string_view kind;
  std::string_view config = "{}";
  std::string_view tool = "";
};

inline model::Workflow test_workflow(std::initializer_list<TestNode> nodes,
                                     std::initializer_list<std::string_view> edges) {
  model::Workflow workflow;
  for (const TestNode& one : nodes) {
    model::Node node;
    node.id = one.id;
    node.kind = one.kind;
    node.config = test_json(one.config).get_object();
    if (!one.tool.empty()) {
      Json tool = test_json(one.tool);
      node.tool = model::ToolSettings{
          std::string(find_string(tool, "name").value_or("")),
          std::string(find_string(tool, "description").value_or("")),
          find(tool, "parameters") ? *find(tool, "parameters") : Json(JsonObject{})};
    }
    workflow.nodes.push_back(std::move(node));
  }
  for (auto text : edges) {
    model::Edge edge;
    edge.id = text;
    auto split = [](std::string_view end, std::string& node, std::string& handle) {
      auto dot = end.find('.');
      node = end.substr(0, dot);
      if (dot != std::string_view::npos) handle = end.substr(dot + 1);
    };
    auto space = text.find(' ');
    split(text.substr(0, space), edge.source, edge.source_handle);
    split(text.substr(space + 1), edge.target, edge.target_handle);
    workflow.edges.push_back(std::move(edge));
  }
  return workflow;
}

}  // namespace elevaite::engine
