#include <fmt/format.h>

#include <algorithm>

#include "core/expression/roots.hpp"
#include "engine/check_rules.hpp"

namespace elevaite::engine {
namespace {

using expression::Reference;
using expression::Root;
using expression::RootName;
using expression::RootScope;

class ReferenceChecker {
 public:
  ReferenceChecker(const Graph& graph, ProblemList& found) : graph_(graph), found_(found) {}

  void check(int node, const expression::CompiledValue& config) {
    auto references = config.references();
    if (references.empty()) return;
    node_ = node;
    // A tool sees what its agents see.
    places_ = graph_.agents_of[at(node)];
    if (places_.empty()) places_ = {node};
    ancestors_.clear();
    for (int place : places_) ancestors_.push_back(graph_.ancestors(place));
    for (const auto& reference : references) {
      field_ = reference.field.starts_with('[') ? "config" + reference.field
                                                : "config." + reference.field;
      check(reference.reference);
    }
  }

 private:
  void check(const Reference& reference) {
    const Root* root = expression::find_root(reference.root);
    if (root == nullptr) return unknown_root(reference);
    if (root->name == RootName::nodes) return check_node(reference);
    if (root->scope == RootScope::in_body && !is_in_body()) {
      fail(reference, "item_outside_body",
           fmt::format("`{}` exists only in the nodes after a for-each's output item", root->text));
    }
    if (root->scope == RootScope::in_tool) check_argument(reference);
  }

  void unknown_root(const Reference& reference) {
    if (graph_.find(reference.root) >= 0) {
      return fail(reference, "unknown_name",
                  fmt::format("There is no `{}`; the output of that node is `nodes.{}`",
                              reference.root, reference.root));
    }
    std::string known;
    for (const Root& root : expression::roots())
      known += fmt::format("{}{}", known.empty() ? "" : ", ", root.text);
    fail(reference, "unknown_name",
         fmt::format("There is no `{}`. An expression begins with one of: {}", reference.root,
                     known));
  }

  bool is_in_body() const {
    return std::all_of(places_.begin(), places_.end(),
                       [this](int place) { return graph_.container[at(place)] >= 0; });
  }

  void check_argument(const Reference& reference) {
    if (!graph_.is_tool(node_)) {
      return fail(reference, "args_outside_tool",
                  "`args` exists only in nodes that are attached to an agent as tools");
    }
    const auto& settings = graph_.workflow.nodes[at(node_)].tool;
    if (!settings || reference.path.empty()) return;
    const JsonObject* properties = find_object(settings->parameters, "properties");
    if (properties == nullptr || properties->contains(reference.path[0])) return;
    fail(reference, "unknown_argument",
         fmt::format("This tool has no parameter `{}`", reference.path[0]));
  }

  void check_node(const Reference& reference) {
    if (reference.path.empty()) {
      return fail(reference, "node_not_named", "Name the node that `nodes` is to give: nodes.<id>");
    }
    const std::string& id = reference.path[0];
    int target = graph_.find(id);
    if (target < 0) {
      return fail(reference, "unknown_node", fmt::format("There is no node `{}`", id));
    }
    if (target == node_) {
      return fail(reference, "reference_to_itself",
                  fmt::format("`nodes.{}` is this node itself, which has no output yet", id));
    }
    if (graph_.is_tool(target)) {
      return fail(
          reference, "reference_to_tool",
          fmt::format("`{}` is a tool; what it gives goes to its agent, so refer to the agent",
                      id));
    }
    check_order(reference, target, id);
  }

  void check_order(const Reference& reference, int target, const std::string& id) {
    // In a graph with cycles "before" means nothing; the cycle has been reported.
    if (!graph_.cycles.empty()) return;
    bool contains_this = std::any_of(places_.begin(), places_.end(), [&](int place) {
      auto body = graph_.bodies.find(target);
      return body != graph_.bodies.end() && body->second[at(place)];
    });
    if (contains_this) {
      return fail(
          reference, "reference_to_container",
          fmt::format("`{}` is not finished while its items run; use `item` and `index`", id));
    }
    bool is_before = std::all_of(ancestors_.begin(), ancestors_.end(),
                                 [&](const NodeSet& before) { return before[at(target)]; });
    if (is_before) return;
    int owner = graph_.container[at(target)];
    auto hint = owner >= 0 && graph_.container[at(node_)] != owner
                    ? fmt::format("; it runs once per item of `{0}`, so use `nodes.{0}`",
                                  graph_.workflow.nodes[at(owner)].id)
                    : std::string();
    fail(
        reference, "reference_not_upstream",
        fmt::format("`{}` never runs before this node: no edges lead from it to here{}", id, hint));
  }

  void fail(const Reference& reference, std::string code, std::string_view message) {
    found_.node(node_, field_, std::move(code),
                fmt::format("{} (line {}, column {}).", message, reference.line, reference.column));
  }

  const Graph& graph_;
  ProblemList& found_;
  int node_ = -1;
  std::string field_;
  std::vector<int> places_;
  std::vector<NodeSet> ancestors_;
};

}  // namespace

void check_references(const Graph& graph, const std::vector<expression::CompiledValue>& configs,
                      ProblemList& found) {
  ReferenceChecker checker(graph, found);
  for (std::size_t i = 0; i < graph.size(); ++i) checker.check(static_cast<int>(i), configs[i]);
}

}  // namespace elevaite::engine
