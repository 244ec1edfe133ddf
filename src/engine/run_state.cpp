#include "engine/run_state.hpp"

#include <charconv>

#include "core/assert.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;
using model::RunStatus;
using model::StepStatus;

Json take(JsonObject& data, std::string_view key) {
  auto* value = data.if_contains(key);
  return value == nullptr ? Json(nullptr) : std::move(*value);
}

std::string take_text(JsonObject& data, std::string_view key) {
  auto* value = data.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(view(value->get_string()));
}

std::optional<Instant> take_instant(JsonObject& data, std::string_view key) {
  return parse_rfc3339(take_text(data, key));
}

void begin_step(NodeState& step, model::RunEvent& event) {
  step.status = StepStatus::running;
  if (step.started_attempt != step.attempt) step.started_at = event.at;
  step.started_attempt = step.attempt;
  step.retry_at.reset();
  step.wait.reset();
  JsonObject& data = event.data;
  if (Json* items = data.if_contains("items"); items != nullptr && items->is_array()) {
    step.items = std::move(items->get_array());
    step.results.resize(step.items.size());
    step.passes.resize(step.items.size());
    step.concurrency = static_cast<std::size_t>(
        std::max<std::int64_t>(1, find_int(data, "concurrency").value_or(1)));
    step.continues_on_error = take(data, "continues_on_error") == Json(true);
  }
}

// What a step that is over no longer needs.
void release(NodeState& step) {
  step.retry_at.reset();
  step.wait.reset();
  step.passes.clear();
}

}  // namespace

Frame::Frame(const CompiledWorkflow& w, int container_node, Frame* parent_frame,
             std::size_t pass_index)
    : workflow(&w),
      container(container_node),
      parent(parent_frame),
      pass(pass_index),
      states(w.members(container_node).size()) {
  if (parent != nullptr) {
    prefix = parent->path_of(container) + "[" + std::to_string(pass) + "].";
  }
}

std::size_t Frame::slot(int node) const {
  const CompiledNode& compiled = workflow->node(node);
  ASSERT(compiled.slot >= 0 && compiled.container == container);
  return static_cast<std::size_t>(compiled.slot);
}

RunState::RunState(std::shared_ptr<const CompiledWorkflow> compiled)
    : workflow(std::move(compiled)), root(*workflow, -1, nullptr, 0) {}

Result<RunState::StepPlace> RunState::locate(std::string_view path) {
  auto broken = [&path] {
    return internal_error("The journal names a step that the workflow does not have: " +
                          std::string(path));
  };
  StepPlace place;
  if (auto colon = path.find(':'); colon != std::string_view::npos) {
    place.is_sub_step = true;
    path = path.substr(0, colon);
  }
  Frame* frame = &root;
  while (true) {
    auto bracket = path.find('[');
    int node = workflow->find(path.substr(0, bracket));
    if (node < 0 || workflow->node(node).container != frame->container) return broken();
    if (bracket == std::string_view::npos) {
      place.frame = frame;
      place.node = node;
      return place;
    }
    std::size_t pass = 0;
    auto close = path.find("].", bracket);
    if (close == std::string_view::npos) return broken();
    std::from_chars(path.data() + bracket + 1, path.data() + close, pass);
    NodeState& container = frame->state(node);
    if (pass >= container.passes.size()) return broken();
    if (!container.passes[pass]) {
      container.passes[pass] = std::make_unique<Frame>(*workflow, node, frame, pass);
      container.next_pass = std::max(container.next_pass, pass + 1);
    }
    frame = container.passes[pass].get();
    path = path.substr(close + 2);
  }
}

std::optional<model::MessageId> RunState::question() const {
  auto id = model::MessageId::parse(find_string(input, "message_id").value_or(""));
  if (!id) return std::nullopt;
  return *id;
}

namespace {

// A chat's input says who chats: it is written by the route, from the verified token. That of other
// triggers is the caller's own words and is not believed.
std::optional<model::UserId> starter_of(const JsonObject& data, const Json& input) {
  auto text = find_string(data, "started_by");
  if (!text && find_string(data, "trigger") == to_string(model::TriggerKind::chat))
    text = find_string(input, "user_id");
  auto id = model::UserId::parse(text.value_or(""));
  return id ? std::optional(*id) : std::nullopt;
}

}  // namespace

void RunState::start_created(model::RunEvent& event) {
  JsonObject& data = event.data;
  created_at = event.at;
  input = take(data, "input");
  trigger_node = workflow->find(take_text(data, "trigger_node"));
  only_node = workflow->find(take_text(data, "only_node"));
  // A node of a loop's body, run alone, is the only thing in the run: there is no loop around it.
  if (only_node >= 0) root = Frame(*workflow, workflow->node(only_node).container, nullptr, 0);
  fork_node = workflow->find(take_text(data, "from_node"));
  if (Json* changed = data.if_contains("node_input")) fork_input = std::move(*changed);
  given_nodes = take(data, "nodes");
  run_info = take(data, "run");
  conversation = take(data, "conversation");
  traceparent = take_text(data, "traceparent");
  started_by = starter_of(data, input);
  deadline_at = take_instant(data, "deadline_at");
}

// Before the output is taken out of the event: a model call's reply names the model that answered.
void RunState::count_model(const JsonObject& data, const model::Usage& spent) {
  const Json* reply = data.if_contains("output");
  auto model = reply == nullptr ? std::nullopt : find_string(*reply, "model");
  ModelUsage& total = usage_by_model[std::string(model.value_or("unknown"))];
  total.usage += spent;
  ++total.calls;
}

void RunState::apply_to_sub_step(model::RunEvent& event) {
  SubStepState& sub_step = sub_steps[event.step];
  sub_step.attempt = static_cast<int>(find_int(event.data, "attempt").value_or(1));
  if (event.type == EventType::step_started) {
    sub_step.status = StepStatus::running;
    return;
  }
  if (const Json* spent = event.data.if_contains("usage")) {
    sub_step.usage = model::usage_from_json(*spent);
    usage += sub_step.usage;
    count_model(event.data, sub_step.usage);
  }
  if (event.type == EventType::step_failed) {
    sub_step.status = StepStatus::failed;
    sub_step.error = model::error_from_json(take(event.data, "error"));
  } else {
    sub_step.status = StepStatus::succeeded;
    sub_step.output = take(event.data, "output");
  }
}

Result<void> RunState::apply_to_step(model::RunEvent& event) {
  TRY(auto place, locate(event.step));
  if (place.is_sub_step) {
    apply_to_sub_step(event);
    return {};
  }
  NodeState& step = place.frame->state(place.node);
  JsonObject& data = event.data;
  if (auto attempt = find_int(data, "attempt")) step.attempt = static_cast<int>(*attempt);
  switch (event.type) {
    case EventType::step_started:
      begin_step(step, event);
      break;
    case EventType::step_succeeded:
      step.status = StepStatus::succeeded;
      step.output = take(data, "output");
      step.handle = take_text(data, "handle");
      release(step);
      if (take(data, "responds") == Json(true)) {
        has_response = true;
        response_seq = event.seq;
        response = step.output;
      }
      break;
    case EventType::step_retrying:
      step.status = StepStatus::waiting;
      step.error = model::error_from_json(take(data, "error"));
      step.retry_at = take_instant(data, "until");
      break;
    case EventType::step_failed:
      step.status = StepStatus::failed;
      step.error = model::error_from_json(take(data, "error"));
      step.handle = std::string(model::kErrorHandle);
      step.output = JsonObject{{"error", model::to_json(*step.error)}};
      release(step);
      break;
    case EventType::step_waiting:
      step.status = StepStatus::waiting;
      // A step that only computes has no step_started: its wait bears the instant of its start.
      if (step.started_attempt != step.attempt) step.started_at = event.at;
      step.started_attempt = step.attempt;
      step.wait = Wait{take_text(data, "key"), take_instant(data, "until"), take(data, "payload")};
      break;
    case EventType::step_signalled:
      step.signals.push_back(
          {take_text(data, "key"), take(data, "is_timeout") == Json(true), take(data, "payload")});
      // The step runs again from its start, in the same attempt.
      step.status = StepStatus::pending;
      step.wait.reset();
      break;
    case EventType::run_created:
    case EventType::run_resumed:
    case EventType::steps_skipped:
    case EventType::run_waiting:
    case EventType::run_succeeded:
    case EventType::run_failed:
    case EventType::run_cancelled:
      return internal_error("A journal event of the run names a step.");
  }
  return {};
}

Result<void> RunState::apply(model::RunEvent event) {
  if (event.seq != last_seq + 1) return internal_error("The journal has a gap.");
  last_seq = event.seq;
  if (!event.step.empty()) return apply_to_step(event);
  switch (event.type) {
    case EventType::run_created:
      start_created(event);
      break;
    case EventType::run_resumed:
      status = RunStatus::running;
      break;
    case EventType::steps_skipped: {
      Json steps = take(event.data, "steps");
      if (!steps.is_array()) return internal_error("A journal event lacks its steps.");
      for (const Json& path : steps.get_array()) {
        TRY(auto place, locate(path.is_string() ? view(path.get_string()) : std::string_view()));
        place.frame->state(place.node).status = StepStatus::skipped;
      }
      break;
    }
    case EventType::run_waiting:
      status = RunStatus::waiting;
      break;
    case EventType::run_succeeded:
      status = RunStatus::succeeded;
      output = take(event.data, "output");
      break;
    case EventType::run_failed:
      status = RunStatus::failed;
      error = model::error_from_json(take(event.data, "error"));
      break;
    case EventType::run_cancelled:
      status = RunStatus::cancelled;
      error = Error{ErrorCode::cancelled, take_text(event.data, "reason")};
      break;
    case EventType::step_started:
    case EventType::step_succeeded:
    case EventType::step_retrying:
    case EventType::step_failed:
    case EventType::step_waiting:
    case EventType::step_signalled:
      return internal_error("A journal event of a step names none.");
  }
  return {};
}

bool fires(std::string_view handle, std::string_view source_handle) {
  if (handle == "*") return source_handle != model::kErrorHandle;
  return handle == source_handle;
}

Json frame_output(const Frame& frame) {
  const CompiledWorkflow& workflow = *frame.workflow;
  JsonObject outputs;
  const Json* last = nullptr;
  for (int index : workflow.members(frame.container)) {
    const NodeState& state = frame.state(index);
    if (state.status != StepStatus::succeeded) continue;
    bool is_last = true;
    for (int edge : workflow.node(index).out_edges) {
      const CompiledEdge& out = workflow.edge(edge);
      bool is_live = fires(state.handle, out.source_handle);
      if (is_live && workflow.node(out.target).container == frame.container) is_last = false;
    }
    if (!is_last) continue;
    last = &outputs.insert_or_assign(workflow.node(index).node.id, state.output).first->value();
  }
  if (outputs.size() == 1) return *last;
  return outputs.empty() ? Json(nullptr) : Json(std::move(outputs));
}

Json run_output(const RunState& run) {
  if (run.only_node < 0) return frame_output(run.root);
  return run.root.state(run.only_node).output;
}

}  // namespace elevaite::engine
