#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "core/json_schema/schema.hpp"
#include "engine/check_rules.hpp"

namespace elevaite::engine {
namespace {

bool is_tool_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

void check_link(const Graph& graph, const GraphLink& link, ProblemList& found) {
  const model::Edge& edge = graph.workflow.edges[at(link.edge)];
  const model::NodeKind* kind = graph.kinds[at(link.source)];
  if (edge.source_handle != model::kToolHandle || edge.target_handle != model::kToolsHandle) {
    found.edge(
        link.edge, "", "tool_edge_handles",
        fmt::format("A tool is attached by an edge from its output `tool` to the input `tools` of "
                    "an agent; this one goes from `{}` to `{}`.",
                    edge.source_handle, edge.target_handle));
  } else if (kind != nullptr && !kind->can_be_tool) {
    found.edge(link.edge, "source", "not_a_tool",
               fmt::format("A node of the kind `{}` cannot be used as a tool.", kind->kind));
  }
}

void check_parameters(int node, const Json& parameters, ProblemList& found) {
  if (!parameters.is_object()) {
    return found.node(node, "tool.parameters", "tool_parameters_invalid",
                      "The parameters must be a JSON Schema, an object.");
  }
  if (!parameters.get_object().empty() && find_string(parameters, "type") != "object") {
    found.node(node, "tool.parameters", "tool_parameters_invalid",
               "The parameters must be a JSON Schema with \"type\": \"object\".");
  }
  auto compiled = json_schema::Schema::compile(parameters);
  if (compiled) return;
  for (const FieldError& error : compiled.error().fields) {
    found.node(node, "tool.parameters", "tool_parameters_invalid",
               fmt::format("{}: {}", error.field, error.message));
  }
}

void check_settings(const Graph& graph, int node, ProblemList& found) {
  const auto& settings = graph.workflow.nodes[at(node)].tool;
  if (!settings) {
    return found.node(
        node, "tool", "tool_settings_missing",
        "This node is attached to an agent. Give it a name and a description, so that the "
        "model knows when to use it.");
  }
  if (!is_tool_name(settings->name)) {
    found.node(
        node, "tool.name", "tool_name_invalid",
        fmt::format("A tool's name has 1 to 64 letters, digits, underscores and hyphens; `{}` "
                    "does not fit.",
                    settings->name));
  }
  if (settings->description.empty()) {
    found.node(node, "tool.description", "tool_description_missing",
               "Describe what this tool does, so that the model knows when to use it.");
  }
  check_parameters(node, settings->parameters, found);
}

void check_names(const Graph& graph, const std::vector<int>& tools, std::string_view agent,
                 ProblemList& found) {
  std::unordered_set<std::string_view> names;
  for (int tool : tools) {
    const auto& settings = graph.workflow.nodes[at(tool)].tool;
    if (!settings || settings->name.empty() || names.insert(settings->name).second) continue;
    found.node(tool, "tool.name", "tool_name_duplicate",
               fmt::format("`{}` has another tool with the name `{}`. Rename one.", agent,
                           settings->name));
  }
}

}  // namespace

void check_tools(const Graph& graph, ProblemList& found) {
  for (const GraphLink& link : graph.tool_links) check_link(graph, link, found);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    int node = static_cast<int>(i);
    check_names(graph, graph.tools_of[i], graph.workflow.nodes[i].id, found);
    if (!graph.is_tool(node)) continue;
    check_settings(graph, node, found);
    if (!graph.in[i].empty() || !graph.out[i].empty() || !graph.tools_of[i].empty()) {
      found.node(
          node, "", "tool_has_other_edges",
          "A node that is attached to an agent as a tool runs only when the agent asks for it: "
          "remove its other edges, or use a copy of the node.");
    }
  }
}

}  // namespace elevaite::engine
