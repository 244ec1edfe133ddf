// When an Execution does something because time has passed: retries, delays, its deadline.
#include "engine/execution.hpp"

namespace elevaite::engine {

using model::EventType;
using model::StepStatus;

std::optional<Instant> Execution::next_wake(const Frame& frame) const {
  std::optional<Instant> earliest;
  auto consider = [&earliest](std::optional<Instant> at) {
    if (at && (!earliest || *at < *earliest)) earliest = at;
  };
  if (&frame == &state_.root) consider(state_.deadline_at);
  for (const NodeState& step : frame.states) {
    if (step.status == StepStatus::waiting) {
      consider(step.retry_at);
      if (step.wait) consider(step.wait->until);
    }
    for (const auto& pass : step.passes) {
      if (pass) consider(next_wake(*pass));
    }
  }
  return earliest;
}

// One timer for the run, which is moved to whatever is due first.
void Execution::arm_timer(Instant at) {
  if (armed_for_ && *armed_for_ <= at) return;
  armed_for_ = at;
  rearmed_.notify_all();
  if (timers_.size() == 0) timers_.spawn(keep_time(shared_from_this()));
}

Task<void> Execution::keep_time(std::shared_ptr<Execution> self) {
  while (!self->is_finished_) {
    if (!self->armed_for_) {
      co_await self->rearmed_.wait();
      continue;
    }
    auto left = *self->armed_for_ - self->host_.clock().now();
    bool is_moved = co_await self->rearmed_.wait_for(std::max(left, Duration::zero()));
    if (is_moved || self->is_finished_) continue;
    self->armed_for_.reset();
    self->wake_due();
  }
}

void Execution::resume() {
  is_awake_ = true;
  if (!is_finished_) wake_due();
}

void Execution::wake_due() {
  auto now = host_.clock().now();
  if (state_.deadline_at && *state_.deadline_at <= now) {
    Error error{ErrorCode::timeout, "The run passed its deadline.", "run_deadline"};
    finish(EventType::run_failed, {{"error", model::to_json(error)}});
    return;
  }
  // A step that ends at once must not take away the frames that are walked through here.
  is_advancing_ = true;
  wake_due_in(state_.root, now);
  is_advancing_ = false;
  advance();
}

void Execution::wake_due_in(Frame& frame, Instant now) {
  for (int node : state_.workflow->members(frame.container)) {
    if (is_finished_) return;
    NodeState& step = frame.state(node);
    for (auto& pass : step.passes) {
      if (pass) wake_due_in(*pass, now);
    }
    if (step.status != StepStatus::waiting) continue;
    if (step.retry_at && *step.retry_at <= now) {
      start_step(frame, node);
    } else if (step.wait && step.wait->until && *step.wait->until <= now) {
      std::string key = step.wait->key;
      record(EventType::step_signalled, frame.path_of(node),
             {{"key", std::move(key)}, {"is_timeout", true}, {"payload", nullptr}});
    }
  }
}

}  // namespace elevaite::engine
