#include "engine/execution.hpp"

#include "core/assert.hpp"
#include "core/log.hpp"

namespace elevaite::engine {

using model::EventType;
using model::StepStatus;

namespace {

// A wait that is due this soon keeps the run in memory: parking and resuming costs two commits.
constexpr Duration kParkThreshold = 1s;

}  // namespace

Execution::Execution(ExecutionHost& host, std::shared_ptr<RunJournal> journal,
                     std::shared_ptr<const CompiledWorkflow> workflow)
    : host_(host),
      journal_(std::move(journal)),
      state_(std::move(workflow)),
      feed_(host.executor()),
      steps_(host.executor()),
      timers_(host.executor()),
      answered_(host.executor()),
      rearmed_(host.executor()) {}

Execution::~Execution() = default;

void Execution::record(EventType type, std::string step, JsonObject data) {
  record_at(host_.clock().now(), type, std::move(step), std::move(data));
}

void Execution::record_at(Instant at, EventType type, std::string step, JsonObject data) {
  ASSERT(!is_finished_);
  model::RunEvent event;
  event.type = type;
  event.seq = state_.last_seq + 1;
  event.at = at;
  event.step = std::move(step);
  event.data = std::move(data);
  journal_->append(event);
  trace_.on_event(row(), state_.traceparent, event);
  auto applied = state_.apply(std::move(event));
  ASSERT(applied.has_value());
}

void Execution::commit_soon() {
  // Who watches sees an event once it is committed.
  if (feed_.has_watchers()) host_.journal().hurry(journal_);
  host_.journal().queue(journal_);
}

void Execution::begin(JsonObject created) {
  auto self = weak_from_this();
  journal_->on_durable = [self](std::vector<std::string> events) {
    if (auto execution = self.lock()) {
      auto seq = execution->journal_->durable_seq() - static_cast<std::int64_t>(events.size());
      for (auto& text : events) execution->feed_.publish({++seq, false, std::move(text)});
      if (execution->has_durable_response()) execution->answered_.notify_all();
    }
  };
  journal_->on_lost = [self](JournalFate fate) {
    auto execution = self.lock();
    if (!execution) return;
    execution->abandon();
    if (fate == JournalFate::refused) execution->host_.fail_refused(execution->journal_);
  };
  if (!created.empty()) record(EventType::run_created, {}, std::move(created));
}

Result<void> Execution::replay(std::vector<model::RunEvent> events) {
  for (auto& event : events) CHECK(state_.apply(std::move(event)));
  if (state_.last_seq == 0) return internal_error("The run has no journal.");
  journal_->start_after(state_.last_seq);
  feed_.start_after(state_.last_seq);
  begin({});
  is_awake_ = false;
  // What ran when the journal ended was cut off; it runs again in the same attempt.
  auto interrupt = [](auto& interrupt_frame, Frame& frame) -> void {
    for (NodeState& step : frame.states) {
      for (auto& pass : step.passes) {
        if (pass) interrupt_frame(interrupt_frame, *pass);
      }
      // Passes begin in order, so one without events before one with events had begun as well.
      for (std::size_t i = 0; i < step.next_pass; ++i) {
        if (step.passes.empty() || step.passes[i]) continue;
        int node = frame.workflow->members(
            frame.container)[static_cast<std::size_t>(&step - frame.states.data())];
        step.passes[i] = std::make_unique<Frame>(*frame.workflow, node, &frame, i);
      }
      if (step.status == StepStatus::running && step.passes.empty()) {
        step.status = StepStatus::pending;
        step.is_interrupted = true;
      }
    }
  };
  interrupt(interrupt, state_.root);
  record(EventType::run_resumed, {},
         {{"process", journal_->owner.str()}, {"epoch", journal_->lease_epoch}});
  commit_soon();
  return {};
}

void Execution::keep(std::vector<model::RunEvent> events) {
  for (auto& event : events) {
    event.data["is_kept"] = true;
    event.data.erase("usage");
    record(event.type, std::move(event.step), std::move(event.data));
  }
}

void Execution::advance() {
  if (is_advancing_) {
    wants_advance_ = true;
    return;
  }
  is_advancing_ = true;
  do {
    wants_advance_ = false;
    while (!is_finished_ && advance_frame(state_.root)) {
    }
  } while (wants_advance_ && !is_finished_);
  is_advancing_ = false;
  if (is_finished_) return;

  if (auto failure = unhandled_failure(state_.root)) {
    finish(EventType::run_failed, {{"error", model::to_json(*failure)}});
    return;
  }
  if (plan(state_, state_.root).is_finished) {
    Json output = state_.has_response ? state_.response : run_output(state_);
    finish(EventType::run_succeeded, {{"output", std::move(output)}});
    return;
  }
  commit_soon();
  auto wake = next_wake(state_.root);
  auto now = host_.clock().now();
  bool is_idle = running_ == 0 && !has_running(state_.root);
  if (is_idle && (!wake || *wake > now + kParkThreshold)) {
    park(wake.value_or(Instant::max()));
    return;
  }
  if (wake) arm_timer(*wake);
}

void Execution::finish(EventType type, JsonObject data) {
  data["usage"] = model::to_json(state_.usage);
  record(type, {}, std::move(data));
  is_finished_ = true;
  model::Run& row = journal_->row;
  row.status = state_.status;
  row.error = state_.error;
  row.usage = state_.usage;
  row.finished_at = host_.clock().now();
  row.wake_at.reset();
  journal_->row_changed = true;
  host_.finish_with(*journal_, state_);
  end();
}

void Execution::park(Instant wake_at) {
  if (state_.deadline_at) wake_at = std::min(wake_at, *state_.deadline_at);
  JsonObject data;
  if (wake_at != Instant::max()) data["until"] = to_rfc3339(wake_at);
  record(EventType::run_waiting, {}, std::move(data));
  is_finished_ = true;
  model::Run& row = journal_->row;
  row.status = model::RunStatus::waiting;
  row.usage = state_.usage;
  row.wake_at.reset();
  if (wake_at != Instant::max()) row.wake_at = wake_at;
  journal_->row_changed = true;
  host_.park_with(*journal_, state_);
  end();
}

void Execution::end() {
  steps_.cancel();
  rearmed_.notify_all();
  host_.spawn(retire_when_durable(shared_from_this()));
}

// What is cancelled unwinds at its next suspension; until then it needs the host. The timer is told
// instead: it sees that the run has finished, and unwinding by an exception would cost every run.
Task<void> Execution::drain(std::shared_ptr<Execution> self) {
  co_await self->steps_.join();
  co_await self->timers_.join();
}

Task<void> Execution::retire_when_durable(std::shared_ptr<Execution> self) {
  auto journal = self->journal_;
  [[maybe_unused]] auto durable = co_await self->host_.journal().durable(journal);
  if (!std::exchange(self->is_ended_, true)) {
    self->feed_.close();
    self->host_.retire(journal->row.id);
    self->answered_.notify_all();
  }
  co_await drain(self);
}

void Execution::abandon() {
  if (std::exchange(is_ended_, true)) return;
  is_finished_ = true;
  steps_.cancel();
  rearmed_.notify_all();
  feed_.close();
  host_.retire(journal_->row.id);
  answered_.notify_all();
  host_.spawn(drain(shared_from_this()));
}

void Execution::cancel(std::string reason) {
  if (is_finished_) return;
  finish(EventType::run_cancelled, {{"reason", std::move(reason)}});
}

bool Execution::signal(const std::string& step, const std::string& key, bool is_timeout,
                       Json payload) {
  if (is_finished_ || !waits_for(step, key)) return false;
  record(EventType::step_signalled, step,
         {{"key", key}, {"is_timeout", is_timeout}, {"payload", std::move(payload)}});
  if (is_awake_) advance();
  return true;
}

Task<Result<void>> Execution::wait_answered() {
  auto self = shared_from_this();
  CO_CHECK(co_await wait_answered_for(Duration::max()));
  co_return Result<void>();
}

Task<Result<bool>> Execution::wait_answered_for(Duration limit) {
  auto self = shared_from_this();
  const auto started = std::chrono::steady_clock::now();
  while (!is_ended_ && !has_durable_response()) {
    // In microseconds, so that a limit without end stays one.
    auto waited = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started);
    if (waited >= limit) co_return false;
    co_await answered_.wait_for(limit - waited);
  }
  if (journal_->fate() == JournalFate::writable || has_durable_response()) co_return true;
  co_return Error{ErrorCode::conflict, "Another process has taken over the run.",
                  journal_->fate() == JournalFate::lost ? "lease_lost" : "rejected"};
}

bool Execution::has_durable_response() const {
  return state_.has_response && journal_->durable_seq() >= state_.response_seq;
}

bool Execution::waits_for(const std::string& step, const std::string& key) {
  auto place = state_.locate(step);
  if (!place || place->is_sub_step) return false;
  const NodeState& waiting = place->frame->state(place->node);
  return waiting.status == StepStatus::waiting && waiting.wait && waiting.wait->key == key;
}

Task<void> Execution::wait_ended() {
  auto self = shared_from_this();
  while (!is_ended_) {
    co_await answered_.wait();
  }
}

// Whether a step other than a container runs in the frame or below it.
bool Execution::has_running(const Frame& frame) const {
  for (const NodeState& step : frame.states) {
    if (step.status == StepStatus::running && step.items.empty()) return true;
    for (const auto& pass : step.passes) {
      if (pass && has_running(*pass)) return true;
    }
  }
  return false;
}

bool handles_failure(const CompiledWorkflow& workflow, int node) {
  for (int edge : workflow.node(node).out_edges) {
    if (workflow.edge(edge).source_handle == model::kErrorHandle) return true;
  }
  return false;
}

std::optional<Error> unhandled_failure(const Frame& frame) {
  const CompiledWorkflow& workflow = *frame.workflow;
  for (int index : workflow.members(frame.container)) {
    const NodeState& step = frame.state(index);
    if (step.status != StepStatus::failed) continue;
    if (handles_failure(workflow, index)) continue;
    Error error = *step.error;
    const model::Node& node = workflow.node(index).node;
    error.message = "Step " + frame.path_of(index) +
                    (node.title.empty() ? std::string() : " (" + node.title + ")") +
                    " failed: " + error.message;
    return error;
  }
  return std::nullopt;
}

}  // namespace elevaite::engine
