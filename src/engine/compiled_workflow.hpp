// A workflow made ready to run: looked up by dense index, ordered, its templates parsed. Built once
// per version, shared and immutable; any thread may read it.
#pragma once
#include <memory>
#include <span>
#include <unordered_map>

#include "core/expression/compiled_value.hpp"
#include "core/json_schema/schema.hpp"
#include "model/node_kind.hpp"
#include "model/workflow.hpp"

namespace elevaite::engine {

struct CompiledEdge {
  int source = -1;
  int target = -1;
  std::string source_handle;
  std::string target_handle;
};

struct CompiledNode {
  int index = -1;  // the place of the node in the workflow's `nodes`
  model::Node node;
  const model::NodeKind* kind = nullptr;
  // node.config, in which the strings that its schema marks with x-expression are templates.
  expression::CompiledValue config;
  // The container (for_each) in whose body this node runs, or -1. The body begins at the
  // container's output "item"; a container inside of a body has that body's container. A tool has
  // its agent's.
  int container = -1;
  int slot = -1;                // its place in members(container); -1 for a tool
  bool is_tool = false;         // attached to an agent: never planned as a step of its own
  std::vector<int> in_edges{};  // indices into edges(), as are out_edges; tool edges are in neither
  std::vector<int> out_edges{};      // grouped as in the workflow
  std::vector<int> tools{};          // for an agent: the attached nodes
  json_schema::Schema parameters{};  // for a tool: what its arguments must satisfy
};

class CompiledWorkflow {
 public:
  // Refuses what prevents_compilation() (graph_check.hpp) says; run check_workflow() before a
  // deploy.
  static Result<std::shared_ptr<const CompiledWorkflow>> compile(
      model::Workflow workflow, const model::NodeKindLookup& kinds);

  const std::vector<CompiledNode>& nodes() const { return nodes_; }
  const CompiledNode& node(int index) const { return nodes_[static_cast<std::size_t>(index)]; }
  const std::vector<CompiledEdge>& edges() const { return edges_; }
  const CompiledEdge& edge(int index) const { return edges_[static_cast<std::size_t>(index)]; }

  // The index of the node with that id, or -1.
  int find(std::string_view id) const;

  // The nodes that run directly in a container's body (-1: in the workflow itself), every node
  // after its predecessors. Tools are left out.
  const std::vector<int>& members(int container) const;

  // The nodes that begin a run, in the workflow's order.
  const std::vector<int>& triggers() const { return triggers_; }

 private:
  CompiledWorkflow() = default;
  friend class WorkflowCompiler;

  std::vector<CompiledNode> nodes_;
  std::vector<CompiledEdge> edges_;
  std::unordered_map<std::string_view, int> index_;  // keys point into nodes_
  std::vector<std::vector<int>> members_;            // by container + 1
  std::vector<int> triggers_;
};

}  // namespace elevaite::engine
