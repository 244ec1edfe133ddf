#include "engine/graph_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/check_rules.hpp"

namespace elevaite::engine {

void ProblemList::workflow(std::string code, std::string message) {
  problems.push_back({"", "", "", std::move(code), std::move(message)});
}

void ProblemList::node(int node, std::string field, std::string code, std::string message,
                       Severity severity) {
  const std::string& id = workflow_.nodes[static_cast<std::size_t>(node)].id;
  problems.push_back({id, "", std::move(field), std::move(code), std::move(message), severity});
}

void ProblemList::edge(int edge, std::string field, std::string code, std::string message) {
  const std::string& id = workflow_.edges[static_cast<std::size_t>(edge)].id;
  problems.push_back({"", id, std::move(field), std::move(code), std::move(message)});
}

std::vector<Problem> check_workflow(const model::Workflow& workflow,
                                    const model::NodeKindLookup& kinds) {
  Graph graph(workflow, kinds);
  ProblemList found(workflow);
  check_shape(graph, found);
  check_tools(graph, found);
  auto configs = check_configs(graph, found);
  check_references(graph, configs, found);
  check_pins(graph, found);
  return std::move(found.problems);
}

bool has_errors(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity == Severity::error; });
}

bool prevents_compilation(const Problem& problem) {
  constexpr std::array<std::string_view, 11> kCodes{"duplicate_node_id",
                                                    "unknown_kind",
                                                    "missing_node",
                                                    "self_loop",
                                                    "cycle",
                                                    "crosses_body",
                                                    "tool_edge_handles",
                                                    "tool_has_other_edges",
                                                    "expression_syntax",
                                                    "duplicate_edge_id",
                                                    "tool_parameters_invalid"};
  return std::find(kCodes.begin(), kCodes.end(), problem.code) != kCodes.end();
}

Error to_error(const std::vector<Problem>& problems) {
  Error error = invalid_argument("");
  error.reason = "workflow_invalid";
  for (const Problem& problem : problems) {
    if (problem.severity != Severity::error) continue;
    std::string field;
    if (!problem.node_id.empty()) field = "nodes." + problem.node_id;
    if (!problem.edge_id.empty()) field = "edges." + problem.edge_id;
    if (!problem.field.empty()) field += "." + problem.field;
    error.fields.push_back({std::move(field), problem.code, problem.message});
  }
  if (error.fields.empty()) return error;
  const FieldError& first = error.fields.front();
  error.message = fmt::format("The workflow has {} error{}. The first{}: {}", error.fields.size(),
                              error.fields.size() == 1 ? "" : "s",
                              first.field.empty() ? "" : " (" + first.field + ")", first.message);
  return error;
}

Json to_json(const Problem& problem) {
  JsonObject object{{"code", problem.code},
                    {"message", problem.message},
                    {"severity", problem.severity == Severity::error ? "error" : "warning"}};
  if (!problem.node_id.empty()) object["node_id"] = problem.node_id;
  if (!problem.edge_id.empty()) object["edge_id"] = problem.edge_id;
  if (!problem.field.empty()) object["field"] = problem.field;
  return object;
}

}  // namespace elevaite::engine
