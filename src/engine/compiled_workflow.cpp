#include "engine/compiled_workflow.hpp"

#include <algorithm>

#include "engine/check_rules.hpp"

namespace elevaite::engine {
// Fills a CompiledWorkflow from a graph that check_shape() found sound.
class WorkflowCompiler {
 public:
  WorkflowCompiler(const Graph& graph, std::vector<expression::CompiledValue> configs)
      : graph_(graph), configs_(std::move(configs)) {}

  Result<std::shared_ptr<const CompiledWorkflow>> compile() {
    std::shared_ptr<CompiledWorkflow> out(new CompiledWorkflow);
    CHECK(add_nodes(*out));
    add_edges(*out);
    for (CompiledNode& node : out->nodes_) out->index_.emplace(node.node.id, node.index);
    out->members_.resize(graph_.size() + 1);
    for (int node : graph_.order) {
      if (graph_.is_tool(node)) continue;
      auto& members = out->members_[at(container(node) + 1)];
      out->nodes_[at(node)].slot = static_cast<int>(members.size());
      members.push_back(node);
    }
    return out;
  }

 private:
  Result<void> add_nodes(CompiledWorkflow& out) {
    out.nodes_.reserve(graph_.size());
    for (std::size_t i = 0; i < graph_.size(); ++i) {
      CompiledNode node;
      node.index = static_cast<int>(i);
      node.node = graph_.workflow.nodes[i];
      node.kind = graph_.kinds[i];
      node.config = std::move(configs_[i]);
      node.container = container(node.index);
      node.is_tool = graph_.is_tool(node.index);
      node.tools = graph_.tools_of[i];
      if (node.is_tool && node.node.tool) {
        TRY(node.parameters, json_schema::Schema::compile(node.node.tool->parameters));
      }
      if (node.kind->is_trigger) out.triggers_.push_back(node.index);
      out.nodes_.push_back(std::move(node));
    }
    return {};
  }

  void add_edges(CompiledWorkflow& out) {
    for (const model::Edge& edge : graph_.workflow.edges) {
      if (is_tool_edge(edge)) continue;
      int index = static_cast<int>(out.edges_.size());
      int source = graph_.find(edge.source);
      int target = graph_.find(edge.target);
      out.edges_.push_back({source, target, edge.source_handle, edge.target_handle});
      out.nodes_[at(source)].out_edges.push_back(index);
      out.nodes_[at(target)].in_edges.push_back(index);
    }
  }

  int container(int node) const {
    const auto& agents = graph_.agents_of[at(node)];
    return graph_.container[at(agents.empty() ? node : agents.front())];
  }

  const Graph& graph_;
  std::vector<expression::CompiledValue> configs_;
};

Result<std::shared_ptr<const CompiledWorkflow>> CompiledWorkflow::compile(
    model::Workflow workflow, const model::NodeKindLookup& kinds) {
  Graph graph(workflow, kinds);
  ProblemList found(workflow);
  check_shape(graph, found);
  check_tools(graph, found);
  auto configs = check_configs(graph, found);
  std::erase_if(found.problems,
                [](const Problem& problem) { return !prevents_compilation(problem); });
  if (!found.problems.empty()) return to_error(found.problems);
  return WorkflowCompiler(graph, std::move(configs)).compile();
}

int CompiledWorkflow::find(std::string_view id) const {
  auto found = index_.find(id);
  return found == index_.end() ? -1 : found->second;
}

const std::vector<int>& CompiledWorkflow::members(int container) const {
  return members_[at(container + 1)];
}

}  // namespace elevaite::engine
