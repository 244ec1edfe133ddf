#include "engine/planner.hpp"

#include "core/assert.hpp"

namespace elevaite::engine {
namespace {

using model::StepStatus;

enum class EdgeState { open, live, dead };

EdgeState state_of(const Frame& frame, const CompiledEdge& edge) {
  const CompiledWorkflow& workflow = *frame.workflow;
  // An edge from the container into its own body is live for as long as the pass exists.
  if (edge.source == frame.container) return EdgeState::live;
  if (workflow.node(edge.source).container != frame.container) return EdgeState::dead;
  const NodeState& source = frame.state(edge.source);
  switch (source.status) {
    case StepStatus::pending:
    case StepStatus::running:
    case StepStatus::waiting:
      return EdgeState::open;
    case StepStatus::succeeded:
      return fires(source.handle, edge.source_handle) ? EdgeState::live : EdgeState::dead;
    case StepStatus::failed:
      return edge.source_handle == model::kErrorHandle ? EdgeState::live : EdgeState::dead;
    case StepStatus::skipped:
      return EdgeState::dead;
  }
  ASSERT(false);
}

bool merges_any(const CompiledNode& node) {
  if (node.kind->kind != "merge") return false;
  const auto* mode = node.node.config.if_contains("mode");
  return mode != nullptr && mode->is_string() && mode->get_string() == "any";
}

enum class Readiness { no, ready, skipped };

// `skipped` tells by slot what this plan skips already.
Readiness readiness(const RunState& run, const Frame& frame, const CompiledNode& node,
                    const std::vector<bool>& skipped) {
  if (run.only_node >= 0 && frame.parent == nullptr) {
    return node.index == run.only_node ? Readiness::ready : Readiness::skipped;
  }
  if (node.kind->is_trigger) {
    return node.index == run.trigger_node ? Readiness::ready : Readiness::skipped;
  }
  int open = 0;
  int live = 0;
  for (int index : node.in_edges) {
    const CompiledEdge& edge = frame.workflow->edge(index);
    EdgeState state = state_of(frame, edge);
    const CompiledNode& source = frame.workflow->node(edge.source);
    bool is_skipped = source.container == frame.container && source.slot >= 0 &&
                      skipped[static_cast<std::size_t>(source.slot)];
    if (is_skipped) state = EdgeState::dead;
    open += state == EdgeState::open ? 1 : 0;
    live += state == EdgeState::live ? 1 : 0;
  }
  if (live > 0 && (open == 0 || merges_any(node))) return Readiness::ready;
  return open == 0 && live == 0 ? Readiness::skipped : Readiness::no;
}

}  // namespace

Plan plan(const RunState& run, const Frame& frame) {
  Plan result;
  result.is_finished = true;
  // Members are in topological order, so one pass skips all that hangs on a skipped node.
  std::vector<bool> skipped(frame.states.size(), false);
  for (int index : frame.workflow->members(frame.container)) {
    const NodeState& state = frame.state(index);
    if (is_terminal(state.status)) continue;
    result.is_finished = false;
    if (state.status != StepStatus::pending) continue;
    const CompiledNode& node = frame.workflow->node(index);
    switch (readiness(run, frame, node, skipped)) {
      case Readiness::no:
        break;
      case Readiness::ready:
        result.ready.push_back(index);
        break;
      case Readiness::skipped:
        result.skipped.push_back(index);
        skipped[static_cast<std::size_t>(node.slot)] = true;
        break;
    }
  }
  return result;
}

std::vector<int> live_sources(const Frame& frame, int node) {
  std::vector<int> sources;
  for (int index : frame.workflow->node(node).in_edges) {
    const CompiledEdge& edge = frame.workflow->edge(index);
    if (edge.source == frame.container) continue;
    if (state_of(frame, edge) != EdgeState::live) continue;
    if (std::find(sources.begin(), sources.end(), edge.source) == sources.end()) {
      sources.push_back(edge.source);
    }
  }
  return sources;
}

}  // namespace elevaite::engine
