// How an Execution walks through the passes of a container.
#include "engine/execution.hpp"
#include "engine/step_run.hpp"

namespace elevaite::engine {

using model::EventType;

namespace {

constexpr std::int64_t kDefaultConcurrency = 1;

}  // namespace

void Execution::start_container(Frame& frame, const CompiledNode& node, ports::NodeInput input) {
  const auto* implementation = host_.nodes().find(node.node.kind);
  StepRun context(shared_from_this(), frame, node.index, false);
  const NodeState& step = frame.state(node.index);
  JsonObject data = step_data(node, step.attempt);
  auto outcome = evaluate_guarded(*implementation, context, input);
  const Json* items = nullptr;
  if (outcome) items = find(std::get<ports::NodeOutput>(*outcome).value, "items");
  if (!outcome || items == nullptr || !items->is_array()) {
    Error error = outcome ? invalid_field("config.items", "type", "The items must be a list.")
                          : outcome.error();
    fail_step(frame, node.index, std::move(error), std::move(data));
    return;
  }
  Json settings = std::move(std::get<ports::NodeOutput>(*outcome).value);
  data["concurrency"] = find_int(settings, "concurrency").value_or(kDefaultConcurrency);
  data["continues_on_error"] = find_string(settings, "on_error").value_or("stop") == "continue";
  data["items"] = std::move(settings.get_object()["items"]);
  record_at(step.started_at, EventType::step_started, frame.path_of(node.index), std::move(data));
}

// Notes the result of a pass that is over. Answers whether it is.
bool Execution::settle_pass(NodeState& container, Frame& pass, bool continues) {
  Json result;
  if (auto failure = unhandled_failure(pass)) {
    if (has_running(pass)) return false;
    if (!continues) return false;
    result = JsonObject{{"error", model::to_json(*failure)}};
  } else if (plan(state_, pass).is_finished) {
    result = frame_output(pass);
  } else {
    return false;
  }
  container.results[pass.pass] = std::move(result);
  ++container.passes_finished;
  container.passes[pass.pass].reset();
  return true;
}

bool Execution::advance_container(Frame& frame, int node) {
  NodeState& container = frame.state(node);
  const CompiledNode& compiled = state_.workflow->node(node);
  bool has_changed = false;
  for (std::size_t i = 0; i < container.next_pass; ++i) {
    if (!container.passes[i]) continue;
    Frame& pass = *container.passes[i];
    while (!is_finished_ && advance_frame(pass)) has_changed = true;
    if (is_finished_) return true;
    auto failure = unhandled_failure(pass);
    if (failure && !container.continues_on_error) {
      if (has_running_passes(container)) return has_changed;
      record(EventType::step_failed, frame.path_of(node),
             {{"node", compiled.node.id},
              {"kind", compiled.node.kind},
              {"attempt", container.attempt},
              {"error", model::to_json(*failure)}});
      return true;
    }
    has_changed |= settle_pass(container, pass, container.continues_on_error);
  }
  if (container.passes_finished == container.items.size()) {
    JsonArray results(container.results.begin(), container.results.end());
    auto count = container.items.size();
    record(EventType::step_succeeded, frame.path_of(node),
           {{"node", compiled.node.id},
            {"kind", compiled.node.kind},
            {"attempt", container.attempt},
            {"handle", "done"},
            {"output", {{"items", std::move(results)}, {"count", count}}},
            {"duration_us", (host_.clock().now() - container.started_at).count()}});
    return true;
  }
  while (container.next_pass < container.items.size() &&
         container.next_pass - container.passes_finished < container.concurrency) {
    auto index = container.next_pass++;
    container.passes[index] = std::make_unique<Frame>(*state_.workflow, node, &frame, index);
    has_changed = true;
  }
  return has_changed;
}

bool Execution::has_running_passes(const NodeState& container) const {
  for (const auto& pass : container.passes) {
    if (pass && has_running(*pass)) return true;
  }
  return false;
}

}  // namespace elevaite::engine
