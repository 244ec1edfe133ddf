// How an Execution starts and ends steps, and how it walks through the passes of a container.
#include "core/assert.hpp"
#include "core/log.hpp"
#include "core/task_timeout.hpp"
#include "engine/execution.hpp"
#include "engine/step_run.hpp"

namespace elevaite::engine {

using model::EventType;
using model::StepStatus;
using ports::NodeOutcome;

namespace {

constexpr Duration kDefaultStepTimeout = 10min;
// What the event of a step holds, as a rule: its data grows once.
constexpr std::size_t kEventFields = 8;

// Whether another attempt of the same step can end differently.
bool can_retry(const Error& error) {
  switch (error.code) {
    case ErrorCode::rate_limited:
    case ErrorCode::unavailable:
    case ErrorCode::timeout:
    case ErrorCode::internal:
    case ErrorCode::conflict:
      return error.reason != "outcome_unknown";
    case ErrorCode::invalid_argument:
    case ErrorCode::unauthenticated:
    case ErrorCode::permission_denied:
    case ErrorCode::not_found:
    case ErrorCode::limit_exceeded:
    case ErrorCode::cancelled:
      return false;
  }
  return false;
}

Duration backoff(const model::RetryPolicy& policy, int attempt, const Error& error) {
  std::int64_t ms = policy.backoff_ms;
  for (int i = 1; i < attempt && ms < policy.max_backoff_ms; ++i) ms *= 2;
  auto delay = std::chrono::milliseconds(std::min(ms, policy.max_backoff_ms));
  if (error.retry_after) delay = std::max(delay, *error.retry_after);
  return delay;
}

}  // namespace

JsonObject step_data(const CompiledNode& node, int attempt) {
  JsonObject data;
  data.reserve(kEventFields);
  data.emplace("node", node.node.id);
  data.emplace("kind", node.node.kind);
  data.emplace("attempt", attempt);
  return data;
}

Result<NodeOutcome> evaluate_guarded(const ports::NodeImplementation& implementation,
                                     const ports::StepContext& context,
                                     const ports::NodeInput& input) {
  try {
    return implementation.evaluate(context, input);
  } catch (const std::exception& error) {
    return internal_error(std::string("The node broke: ") + error.what());
  }
}

Task<Result<NodeOutcome>> run_guarded(const ports::NodeImplementation& implementation,
                                      ports::StepContext& context, ports::NodeInput input) {
  std::string what;
  try {
    co_return co_await implementation.run(context, std::move(input));
  } catch (const boost::system::system_error& error) {
    if (error.code() == asio::error::operation_aborted) throw;
    what = error.what();
  } catch (const std::exception& error) {
    what = error.what();
  }
  co_return internal_error("The node broke: " + what);
}

Result<ports::NodeInput> Execution::resolve_input(const Frame& frame, int node, Instant now) const {
  ports::NodeInput input;
  auto sources = live_sources(frame, node);
  if (state_.fork_node == node && state_.fork_input && frame.parent == nullptr) {
    input.input = *state_.fork_input;
  } else if (state_.only_node == node || frame.workflow->node(node).kind->is_trigger) {
    input.input = state_.input;
  } else if (sources.size() == 1) {
    input.input = frame.state(sources[0]).output;
  } else if (!sources.empty()) {
    JsonObject values;
    for (int source : sources) {
      values[frame.workflow->node(source).node.id] = frame.state(source).output;
    }
    input.input = std::move(values);
    input.has_several = true;
  } else if (frame.parent != nullptr) {
    input.input = frame.parent->state(frame.container).items[frame.pass];
  }
  StepScope scope(state_, frame, now, &input.input);
  const auto& config = frame.workflow->node(node).config;
  if (const Json* constant = config.constant()) {
    input.config = *constant;
  } else {
    TRY(input.config, config.evaluate(scope));
  }
  return input;
}

bool Execution::advance_frame(Frame& frame) {
  bool has_changed = false;
  for (int node : state_.workflow->members(frame.container)) {
    NodeState& step = frame.state(node);
    if (step.status == StepStatus::running && state_.workflow->node(node).kind->is_container) {
      has_changed |= advance_container(frame, node);
      if (is_finished_) return true;
    }
  }
  if (unhandled_failure(frame)) return has_changed;
  Plan next = plan(state_, frame);
  if (!next.skipped.empty()) {
    JsonArray paths;
    for (int node : next.skipped) paths.emplace_back(frame.path_of(node));
    record(EventType::steps_skipped, {}, {{"steps", std::move(paths)}});
    has_changed = true;
  }
  for (int node : next.ready) {
    start_step(frame, node);
    has_changed = true;
    bool has_failed = frame.state(node).status == StepStatus::failed && unhandled_failure(frame);
    if (is_finished_ || has_failed) return true;
  }
  return has_changed;
}

void Execution::start_step(Frame& frame, int node) {
  const CompiledNode& compiled = state_.workflow->node(node);
  NodeState& step = frame.state(node);
  bool is_repeated = step.is_interrupted;
  bool is_continued = is_repeated || (step.status == StepStatus::pending && !step.signals.empty());
  step.is_interrupted = false;
  if (!is_continued) {
    ++step.attempt;
    step.started_at = host_.clock().now();
  }
  JsonObject data = step_data(compiled, step.attempt);
  if (const auto* pinned = pinned_output(compiled)) {
    data["output"] = pinned->output;
    data["handle"] = pinned->handle;
    data["is_pinned"] = true;
    if (compiled.node.kind == "respond") data["responds"] = true;
    record(EventType::step_succeeded, frame.path_of(node), std::move(data));
    return;
  }
  auto input = resolve_input(frame, node, step.started_at);
  if (!input) {
    fail_step(frame, node, input.error(), std::move(data));
    return;
  }
  if (compiled.node.is_disabled) {
    data["output"] = std::move(input->input);
    data["handle"] = "*";
    data["is_disabled"] = true;
    record(EventType::step_succeeded, frame.path_of(node), std::move(data));
    return;
  }
  const auto* implementation = host_.nodes().find(compiled.node.kind);
  ASSERT(implementation != nullptr);
  if (compiled.kind->is_container) {
    start_container(frame, compiled, std::move(*input));
  } else if (implementation->evaluate) {
    start_pure(frame, compiled, *implementation, std::move(*input));
  } else {
    model::Effect effect = model::effect_of(*compiled.kind, compiled.node.config);
    data["input"] = input->config;
    data["effect"] = model::to_string(effect);
    record_at(step.started_at, EventType::step_started, frame.path_of(node), std::move(data));
    ++running_;
    steps_.spawn(run_step(shared_from_this(), &frame, node, std::move(*input), is_repeated));
  }
}

// A node that somebody runs alone is meant to be executed.
const model::PinnedOutput* Execution::pinned_output(const CompiledNode& node) const {
  bool is_used = row().is_test && node.node.pinned && !node.node.is_disabled &&
                 !node.kind->is_trigger && state_.only_node != node.index;
  return is_used ? &*node.node.pinned : nullptr;
}

void Execution::start_pure(Frame& frame, const CompiledNode& node,
                           const ports::NodeImplementation& with, ports::NodeInput input) {
  StepRun context(shared_from_this(), frame, node.index, false);
  JsonObject data = step_data(node, frame.state(node.index).attempt);
  auto outcome = evaluate_guarded(with, context, input);
  data["input"] = std::move(input.config);
  finish_step(frame, node.index, std::move(outcome), std::move(data));
}

Task<void> Execution::run_step(std::shared_ptr<Execution> self, Frame* frame, int node,
                               ports::NodeInput input, bool is_repeated) {
  struct Leave {
    std::shared_ptr<Execution> execution;
    ~Leave() { --execution->running_; }
  };
  const CompiledNode& compiled = self->state_.workflow->node(node);
  const auto& implementation = *self->host_.nodes().find(compiled.node.kind);
  auto outcome = Result<NodeOutcome>(Error{});
  {
    Leave leave{self};
    if (model::effect_of(*compiled.kind, compiled.node.config) == model::Effect::write) {
      auto durable = co_await self->host_.journal().durable(self->journal_);
      if (!durable) co_return;
    } else {
      self->commit_soon();
    }
    StepRun context(self, *frame, node, is_repeated);
    Duration limit = compiled.node.timeout_ms
                         ? Duration(std::chrono::milliseconds(*compiled.node.timeout_ms))
                         : kDefaultStepTimeout;
    auto work = run_guarded(implementation, context, std::move(input));
    std::string what = "step " + frame->path_of(node);
    try {
      outcome = co_await with_timeout<NodeOutcome>(limit, std::move(work), std::move(what));
    } catch (const boost::system::system_error&) {
      if (self->is_finished_) throw;
      outcome = Error{ErrorCode::unavailable, "The step was interrupted.", "interrupted"};
    }
  }
  if (self->is_finished_) co_return;
  JsonObject data = step_data(compiled, frame->state(node).attempt);
  self->finish_step(*frame, node, std::move(outcome), std::move(data));
  self->advance();
}

void Execution::finish_step(Frame& frame, int node, Result<NodeOutcome> outcome, JsonObject data) {
  if (!outcome) {
    fail_step(frame, node, std::move(outcome).error(), std::move(data));
    return;
  }
  const CompiledNode& compiled = state_.workflow->node(node);
  const NodeState& step = frame.state(node);
  auto duration = host_.clock().now() - step.started_at;
  if (auto* wait = std::get_if<ports::Suspension>(&*outcome)) {
    data["key"] = wait->key;
    if (wait->until) data["until"] = to_rfc3339(*wait->until);
    data["payload"] = std::move(wait->payload);
    // The wait of a step that only computes tells when the step began: there is no other event of
    // it.
    bool is_pure = step.started_attempt != step.attempt;
    record_at(is_pure ? step.started_at : host_.clock().now(), EventType::step_waiting,
              frame.path_of(node), std::move(data));
    return;
  }
  auto& output = std::get<ports::NodeOutput>(*outcome);
  data["handle"] = output.handle;
  data["output"] = std::move(output.value);
  data["duration_us"] = duration.count();
  if (!(output.usage == model::Usage{})) data["usage"] = model::to_json(output.usage);
  if (compiled.node.kind == "respond") data["responds"] = true;
  record(EventType::step_succeeded, frame.path_of(node), std::move(data));
}

void Execution::fail_step(Frame& frame, int node, Error error, JsonObject data) {
  const CompiledNode& compiled = state_.workflow->node(node);
  const NodeState& step = frame.state(node);
  data["error"] = model::to_json(error);
  data["duration_us"] = (host_.clock().now() - step.started_at).count();
  if (can_retry(error) && step.attempt < compiled.node.retry.attempts) {
    auto until = host_.clock().now() + backoff(compiled.node.retry, step.attempt, error);
    data["until"] = to_rfc3339(until);
    record(EventType::step_retrying, frame.path_of(node), std::move(data));
    return;
  }
  record(EventType::step_failed, frame.path_of(node), std::move(data));
}

}  // namespace elevaite::engine
