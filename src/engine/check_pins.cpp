#include <fmt/format.h>

#include <algorithm>

#include "engine/check_rules.hpp"

namespace elevaite::engine {
namespace {

bool has_output(const model::NodeKind& kind, const model::Node& node) {
  auto outputs = model::outputs_of(kind, node.config);
  return std::any_of(outputs.begin(), outputs.end(), [&node](const model::Handle& handle) {
    return handle.id == node.pinned->handle;
  });
}

}  // namespace

// Never errors: what is pinned changes nothing for deployed runs, so it must not keep anybody from
// deploying.
void check_pins(const Graph& graph, ProblemList& found) {
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const model::Node& node = graph.workflow.nodes[i];
    if (!node.pinned) continue;
    int index = static_cast<int>(i);
    const model::NodeKind* kind = graph.kinds[i];
    if (kind != nullptr && kind->is_trigger) {
      found.node(index, "pinned", "pinned_trigger",
                 "Pinned data of a trigger is not used: a test run is given its input.",
                 Severity::warning);
    } else if (kind != nullptr && !graph.is_tool(index) && !has_output(*kind, node)) {
      found.node(index, "pinned.handle", "pinned_handle",
                 fmt::format("The pinned data goes to the output `{}`, which this node does not "
                             "have, so a test run ends here.",
                             node.pinned->handle),
                 Severity::warning);
    } else {
      found.node(index, "pinned", "pinned",
                 "The output is pinned: test runs use it and do not execute the node. Deployed "
                 "runs execute it.",
                 Severity::warning);
    }
  }
}

}  // namespace elevaite::engine
