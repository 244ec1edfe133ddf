// A workflow's graph as indices: who follows whom, who contains whom. Built from any workflow, also
// a wrong one: edges to nodes that do not exist are left out, of two nodes with one id the first
// counts.
#pragma once
#include <unordered_map>

#include "model/node_kind.hpp"
#include "model/workflow.hpp"

namespace elevaite::engine {

// A node's or an edge's index, which is never negative where this is called, as a container wants
// it.
inline std::size_t at(int index) { return static_cast<std::size_t>(index); }

struct GraphLink {
  int edge = -1;  // in the workflow's `edges`
  int source = -1;
  int target = -1;
};

// Which nodes a node set holds; small enough to keep one per node.
using NodeSet = std::vector<bool>;

class Graph {
 public:
  // The workflow must outlive the graph.
  Graph(const model::Workflow& workflow, const model::NodeKindLookup& kinds);

  int find(std::string_view id) const;
  std::size_t size() const { return out.size(); }

  const model::Workflow& workflow;
  std::vector<const model::NodeKind*> kinds;  // nullptr: unknown
  std::vector<std::vector<GraphLink>> out;    // of the flow; tool edges are in neither
  std::vector<std::vector<GraphLink>> in;
  std::vector<GraphLink> tool_links;        // from a tool to its agent
  std::vector<std::vector<int>> tools_of;   // by agent
  std::vector<std::vector<int>> agents_of;  // by tool
  std::vector<int> order;                   // nodes after their predecessors; what is in or behind
                                            // a cycle is missing
  std::vector<std::vector<int>> cycles;     // each as its nodes in order
  std::unordered_map<int, NodeSet> bodies;  // by container
  std::vector<int> container;               // the innermost one whose body holds the node, or -1

  bool is_tool(int node) const { return !agents_of[static_cast<std::size_t>(node)].empty(); }
  // The nodes from which edges lead to this one, by any number of steps.
  NodeSet ancestors(int node) const;
  // The nodes to which edges lead from these, themselves included, and their tools.
  NodeSet reachable(const std::vector<int>& from) const;

 private:
  void link_edges();
  void sort();
  void find_cycles();
  void find_bodies();

  std::unordered_map<std::string_view, int> index_;
};

bool is_tool_edge(const model::Edge& edge);

}  // namespace elevaite::engine
