#include "engine/recorded_scope.hpp"

#include "engine/graph.hpp"
#include "engine/run_state.hpp"

namespace elevaite::engine {
namespace {

using expression::RootName;
using model::StepStatus;

bool has_value(const StepRow& step) {
  return step.status == StepStatus::succeeded || step.status == StepStatus::failed;
}

}  // namespace

Result<RecordedRun> recorded_run(const std::vector<Json>& events) {
  RecordedRun run;
  StepFold fold;
  for (const Json& text : events) {
    TRY(auto event, model::parse_event(text));
    if (event.type == model::EventType::run_created) run.created = event.data;
    fold.apply(std::move(event));
  }
  run.steps = fold.take();
  return run;
}

RecordedScope::RecordedScope(const Graph& graph, const RecordedRun& run, int node, std::size_t pass,
                             Instant now)
    : graph_(graph), run_(run), node_(node), now_(now), index_(pass) {
  for (const StepRow& step : run.steps) {
    by_path_.emplace(step.step, &step);
    if (step.status == StepStatus::failed && step.error) {
      failures_.emplace(step.step, JsonObject{{"error", model::to_json(*step.error)}});
    }
  }
  prefixes_.emplace_back();
  if (node_ < 0) return;
  find_passes(pass);
  find_item(pass);
  find_input();
  find_arguments();
}

// "each[2].inner[0]." before "each[2]." before "". Only the innermost loop's pass is chosen.
void RecordedScope::find_passes(std::size_t pass) {
  std::vector<int> containers;  // innermost first
  int place = graph_.is_tool(node_) ? graph_.agents_of[at(node_)][0] : node_;
  for (int c = graph_.container[at(place)]; c >= 0; c = graph_.container[at(c)]) {
    containers.push_back(c);
  }
  std::string prefix;
  for (std::size_t i = containers.size(); i-- > 0;) {
    auto chosen = i == 0 ? pass : 0;
    prefix += graph_.workflow.nodes[at(containers[i])].id + "[" + std::to_string(chosen) + "].";
    prefixes_.insert(prefixes_.begin(), prefix);
  }
}

void RecordedScope::find_item(std::size_t pass) {
  int place = graph_.is_tool(node_) ? graph_.agents_of[at(node_)][0] : node_;
  int container = graph_.container[at(place)];
  if (container < 0) return;
  const StepRow* loop = step_of(graph_.workflow.nodes[at(container)].id);
  const JsonArray* items = loop == nullptr ? nullptr : find_array(loop->input, "items");
  if (items != nullptr && pass < items->size()) item_ = (*items)[pass];
}

void RecordedScope::find_input() {
  const model::NodeKind* kind = graph_.kinds[at(node_)];
  if (kind != nullptr && kind->is_trigger) {
    if (const Json* given = created("input")) input_ = *given;
    return;
  }
  JsonObject arrived;
  for (const GraphLink& link : graph_.in[at(node_)]) {
    const model::Node& source = graph_.workflow.nodes[at(link.source)];
    if (graph_.container[at(node_)] == link.source) {
      input_ = item_;
      return;
    }
    const StepRow* step = step_of(source.id);
    const auto& handle = graph_.workflow.edges[at(link.edge)].source_handle;
    if (step != nullptr && !source.pinned && !fires(step->handle, handle)) continue;
    if (const Json* value = find_node(source.id)) arrived[source.id] = *value;
  }
  if (arrived.size() == 1) input_ = std::move(arrived.begin()->value());
  if (arrived.size() > 1) input_ = Json(std::move(arrived));
}

void RecordedScope::find_arguments() {
  if (!graph_.is_tool(node_)) return;
  const auto& settings = graph_.workflow.nodes[at(node_)].tool;
  for (const StepRow& step : run_.steps) {
    if (step.kind != "tool_call" || !settings || step.title != settings->name) continue;
    if (const Json* given = find(step.input, "arguments")) arguments_ = *given;
  }
  input_ = arguments_;
}

const Json* RecordedScope::created(std::string_view key) const {
  const Json* value = run_.created.if_contains(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

const StepRow* RecordedScope::step_of(std::string_view id) const {
  for (const std::string& prefix : prefixes_) {
    auto found = by_path_.find(prefix + std::string(id));
    if (found != by_path_.end() && has_value(*found->second)) return found->second;
  }
  // The loop itself goes on, or its passes were all that was recorded of it.
  auto found = by_path_.find(id);
  return found == by_path_.end() ? nullptr : found->second;
}

const Json* RecordedScope::find_root(std::string_view name) const {
  const expression::Root* root = expression::find_root(name);
  if (root == nullptr) return nullptr;
  auto known = [](const std::optional<Json>& value) { return value ? &*value : nullptr; };
  switch (root->name) {
    case RootName::trigger:
      return run_.created.if_contains("input");
    case RootName::nodes:
      return nullptr;
    case RootName::input:
      return known(input_);
    case RootName::run:
      return created("run");
    case RootName::conversation:
      return created("conversation");
    case RootName::item:
      return known(item_);
    case RootName::index:
      return item_ ? &index_ : nullptr;
    case RootName::args:
      return known(arguments_);
  }
  return nullptr;
}

const Json* RecordedScope::find_node(std::string_view id) const {
  int node = graph_.find(id);
  if (node >= 0) {
    const model::Node& drafted = graph_.workflow.nodes[at(node)];
    const model::NodeKind* kind = graph_.kinds[at(node)];
    bool is_pinned = drafted.pinned && !drafted.is_disabled && kind != nullptr && !kind->is_trigger;
    if (is_pinned) return &drafted.pinned->output;
  }
  if (const auto* given = run_.created.if_contains("nodes");
      given != nullptr && given->is_object()) {
    if (const Json* value = given->get_object().if_contains(id)) return value;
  }
  const StepRow* step = step_of(id);
  if (step == nullptr || !has_value(*step)) return nullptr;
  auto failure = failures_.find(step->step);
  return failure == failures_.end() ? &step->output : &failure->second;
}

}  // namespace elevaite::engine
