#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

#include "engine/check_rules.hpp"

namespace elevaite::engine {
namespace {

std::string names(const std::vector<model::Handle>& handles) {
  std::string out;
  for (const auto& handle : handles) out += (out.empty() ? "" : ", ") + handle.id;
  return out.empty() ? "none" : out;
}

bool has(const std::vector<model::Handle>& handles, std::string_view id) {
  return std::any_of(handles.begin(), handles.end(),
                     [id](const model::Handle& handle) { return handle.id == id; });
}

void check_nodes(const Graph& graph, ProblemList& found) {
  const auto& nodes = graph.workflow.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    int index = static_cast<int>(i);
    if (!model::is_node_id(nodes[i].id)) {
      found.node(index, "id", "invalid_id",
                 fmt::format("`{}` is not a valid node id.", nodes[i].id));
    }
    if (graph.find(nodes[i].id) != index) {
      found.node(
          index, "id", "duplicate_node_id",
          fmt::format("More than one node has the id `{}`. Give this one another.", nodes[i].id));
    }
    if (graph.kinds[i] == nullptr) {
      found.node(index, "kind", "unknown_kind",
                 fmt::format("There is no node kind `{}`.", nodes[i].kind));
    }
  }
}

void check_handles(const Graph& graph, int edge_index, int source, int target, ProblemList& found) {
  const model::Edge& edge = graph.workflow.edges[at(edge_index)];
  const model::NodeKind* source_kind = graph.kinds[at(source)];
  const model::NodeKind* target_kind = graph.kinds[at(target)];
  if (source_kind != nullptr && edge.source_handle != model::kToolHandle) {
    auto outputs = model::outputs_of(*source_kind, graph.workflow.nodes[at(source)].config);
    if (!has(outputs, edge.source_handle)) {
      found.edge(edge_index, "source_handle", "unknown_handle",
                 fmt::format("`{}` has no output `{}`. Its outputs: {}.", edge.source,
                             edge.source_handle, names(outputs)));
    }
  }
  if (target_kind != nullptr && !has(target_kind->inputs, edge.target_handle)) {
    found.edge(edge_index, "target_handle", "unknown_handle",
               fmt::format("`{}` has no input `{}`. Its inputs: {}.", edge.target,
                           edge.target_handle, names(target_kind->inputs)));
  }
}

void check_edges(const Graph& graph, ProblemList& found) {
  std::unordered_set<std::string_view> ids;
  std::set<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>> seen;
  const auto& edges = graph.workflow.edges;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const model::Edge& edge = edges[i];
    int index = static_cast<int>(i);
    bool is_new =
        seen.emplace(edge.source, edge.source_handle, edge.target, edge.target_handle).second;
    if (!is_new) {
      found.edge(index, "", "duplicate_edge",
                 fmt::format("Two edges lead from `{}` ({}) to `{}` ({}). Remove one.", edge.source,
                             edge.source_handle, edge.target, edge.target_handle));
    } else if (!ids.insert(edge.id).second) {
      found.edge(index, "id", "duplicate_edge_id",
                 fmt::format("More than one edge has the id `{}`.", edge.id));
    }
    int source = graph.find(edge.source);
    int target = graph.find(edge.target);
    if (source < 0) {
      found.edge(index, "source", "missing_node",
                 fmt::format("There is no node `{}`.", edge.source));
    }
    if (target < 0) {
      found.edge(index, "target", "missing_node",
                 fmt::format("There is no node `{}`.", edge.target));
    }
    if (source < 0 || target < 0) continue;
    if (source == target) {
      found.edge(index, "", "self_loop", fmt::format("`{}` leads to itself.", edge.source));
    }
    check_handles(graph, index, source, target, found);
  }
}

void check_cycles(const Graph& graph, ProblemList& found) {
  for (const auto& cycle : graph.cycles) {
    if (cycle.size() == 1) continue;  // a self loop, reported with its edge
    std::string path;
    std::size_t shown = std::min<std::size_t>(cycle.size(), 20);
    for (std::size_t i = 0; i < shown; ++i) path += graph.workflow.nodes[at(cycle[i])].id + " → ";
    if (shown < cycle.size()) path += "… → ";
    path += graph.workflow.nodes[at(cycle[0])].id;
    found.node(
        cycle[0], "", "cycle",
        fmt::format("These nodes wait for each other: {}. Remove an edge, or use a for-each.",
                    path));
  }
}

// What is in a body may be entered only through the container's "item".
void check_bodies(const Graph& graph, ProblemList& found) {
  if (!graph.cycles.empty()) return;
  std::unordered_set<int> reported;
  for (std::size_t owner = 0; owner < graph.size(); ++owner) {
    auto body = graph.bodies.find(static_cast<int>(owner));
    if (body == graph.bodies.end()) continue;
    const std::string& owner_id = graph.workflow.nodes[owner].id;
    for (std::size_t i = 0; i < graph.size(); ++i) {
      if (!body->second[i]) continue;
      for (const GraphLink& link : graph.in[i]) {
        const model::Edge& edge = graph.workflow.edges[at(link.edge)];
        bool is_entry =
            link.source == static_cast<int>(owner) && edge.source_handle == model::kItemHandle;
        if (is_entry || body->second[at(link.source)] || !reported.insert(link.edge).second)
          continue;
        found.edge(
            link.edge, "", "crosses_body",
            fmt::format("`{}` runs once per item of `{}`, because `{}`'s output item leads to it, "
                        "and so cannot also follow `{}` outside of it. Continue from another "
                        "output of `{}` instead.",
                        edge.target, owner_id, owner_id, edge.source, owner_id));
      }
    }
  }
}

void check_containers(const Graph& graph, ProblemList& found) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    auto body = graph.bodies.find(static_cast<int>(i));
    if (body == graph.bodies.end()) continue;
    if (std::find(body->second.begin(), body->second.end(), true) != body->second.end()) continue;
    found.node(static_cast<int>(i), "", "empty_body",
               "Nothing is connected to the output item, so nothing happens for each item.",
               Severity::warning);
  }
}

void check_triggers(const Graph& graph, ProblemList& found) {
  std::vector<int> triggers;
  std::unordered_map<std::string_view, int> first_of_kind;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const model::NodeKind* kind = graph.kinds[i];
    if (kind == nullptr) continue;
    if (kind->is_trigger) triggers.push_back(static_cast<int>(i));
    if (!kind->is_unique) continue;
    auto [first, is_new] = first_of_kind.emplace(kind->kind, static_cast<int>(i));
    if (is_new) continue;
    found.node(static_cast<int>(i), "kind", "too_many_of_kind",
               fmt::format("A workflow has at most one node of the kind `{}`; `{}` is one already.",
                           kind->kind, graph.workflow.nodes[at(first->second)].id));
  }
  if (triggers.empty()) {
    return found.workflow("no_trigger", "Nothing starts this workflow. Add a trigger node.");
  }
  auto reached = graph.reachable(triggers);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (reached[i]) continue;
    found.node(static_cast<int>(i), "", "unreachable",
               "No trigger leads here, so this node never runs.", Severity::warning);
  }
}

}  // namespace

void check_shape(const Graph& graph, ProblemList& found) {
  check_nodes(graph, found);
  check_edges(graph, found);
  check_cycles(graph, found);
  check_bodies(graph, found);
  check_containers(graph, found);
  check_triggers(graph, found);
}

}  // namespace elevaite::engine
