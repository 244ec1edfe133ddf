#include "engine/graph.hpp"

#include <algorithm>

namespace elevaite::engine {
bool is_tool_edge(const model::Edge& edge) {
  return edge.source_handle == model::kToolHandle || edge.target_handle == model::kToolsHandle;
}

Graph::Graph(const model::Workflow& source, const model::NodeKindLookup& lookup)
    : workflow(source),
      out(source.nodes.size()),
      in(source.nodes.size()),
      tools_of(source.nodes.size()),
      agents_of(source.nodes.size()),
      container(source.nodes.size(), -1) {
  for (std::size_t i = 0; i < workflow.nodes.size(); ++i) {
    kinds.push_back(lookup(workflow.nodes[i].kind));
    index_.emplace(workflow.nodes[i].id, static_cast<int>(i));
  }
  link_edges();
  sort();
  if (order.size() < size()) find_cycles();
  find_bodies();
}

int Graph::find(std::string_view id) const {
  auto found = index_.find(id);
  return found == index_.end() ? -1 : found->second;
}

void Graph::link_edges() {
  for (std::size_t i = 0; i < workflow.edges.size(); ++i) {
    const model::Edge& edge = workflow.edges[i];
    GraphLink link{static_cast<int>(i), find(edge.source), find(edge.target)};
    if (link.source < 0 || link.target < 0) continue;
    if (is_tool_edge(edge)) {
      tool_links.push_back(link);
      tools_of[at(link.target)].push_back(link.source);
      agents_of[at(link.source)].push_back(link.target);
    } else {
      out[at(link.source)].push_back(link);
      in[at(link.target)].push_back(link);
    }
  }
}

void Graph::sort() {
  std::vector<std::size_t> waiting_for(size());
  for (std::size_t i = 0; i < size(); ++i) {
    waiting_for[i] = in[i].size();
    if (waiting_for[i] == 0) order.push_back(static_cast<int>(i));
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    for (const GraphLink& link : out[at(order[next])]) {
      if (--waiting_for[at(link.target)] == 0) order.push_back(link.target);
    }
  }
}

// Depth first, by hand: a path may be as long as the workflow has nodes. Every edge back onto the
// path closes a cycle.
void Graph::find_cycles() {
  constexpr std::size_t kMaxCycles = 20;
  enum class Mark : std::uint8_t { unseen, on_path, done };
  std::vector<Mark> marks(size(), Mark::unseen);
  std::vector<int> path;
  std::vector<std::size_t> next_link;
  for (std::size_t start = 0; start < size(); ++start) {
    if (marks[start] != Mark::unseen) continue;
    path = {static_cast<int>(start)};
    next_link = {0};
    marks[start] = Mark::on_path;
    while (!path.empty()) {
      const auto& links = out[at(path.back())];
      if (next_link.back() == links.size()) {
        marks[at(path.back())] = Mark::done;
        path.pop_back();
        next_link.pop_back();
        continue;
      }
      int target = links[next_link.back()++].target;
      if (marks[at(target)] == Mark::unseen) {
        marks[at(target)] = Mark::on_path;
        path.push_back(target);
        next_link.push_back(0);
      } else if (marks[at(target)] == Mark::on_path && cycles.size() < kMaxCycles) {
        cycles.emplace_back(std::find(path.begin(), path.end(), target), path.end());
      }
    }
  }
}

void Graph::find_bodies() {
  std::vector<std::pair<std::size_t, int>> by_size;
  for (std::size_t i = 0; i < size(); ++i) {
    if (kinds[i] == nullptr || !kinds[i]->is_container) continue;
    std::vector<int> first;
    for (const GraphLink& link : out[i]) {
      if (workflow.edges[at(link.edge)].source_handle == model::kItemHandle) {
        first.push_back(link.target);
      }
    }
    auto body = reachable(first);
    auto count = static_cast<std::size_t>(std::count(body.begin(), body.end(), true));
    by_size.emplace_back(count, static_cast<int>(i));
    bodies.emplace(static_cast<int>(i), std::move(body));
  }
  // Large bodies first, so that the innermost has the last word.
  std::sort(by_size.begin(), by_size.end(), std::greater<>{});
  for (auto [count, owner] : by_size) {
    const NodeSet& body = bodies.at(owner);
    for (std::size_t i = 0; i < size(); ++i) {
      if (body[i] && static_cast<int>(i) != owner) container[i] = owner;
    }
  }
}

NodeSet Graph::ancestors(int node) const {
  NodeSet seen(size(), false);
  std::vector<int> queue{node};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const GraphLink& link : in[at(queue[next])]) {
      if (seen[at(link.source)]) continue;
      seen[at(link.source)] = true;
      queue.push_back(link.source);
    }
  }
  return seen;
}

NodeSet Graph::reachable(const std::vector<int>& from) const {
  NodeSet seen(size(), false);
  std::vector<int> queue;
  auto visit = [&](int node) {
    if (seen[at(node)]) return;
    seen[at(node)] = true;
    queue.push_back(node);
  };
  for (int node : from) visit(node);
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const GraphLink& link : out[at(queue[next])]) visit(link.target);
    for (int tool : tools_of[at(queue[next])]) visit(tool);
  }
  return seen;
}

}  // namespace elevaite::engine
