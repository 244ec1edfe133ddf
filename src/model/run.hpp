// A run: one execution of a version. Its journal is a list of events; every state here is a fold
// over them. docs/run_lifecycle.md draws the arrows.
#pragma once
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/time.hpp"
#include "model/chat.hpp"
#include "model/ids.hpp"

namespace elevaite::model {

enum class RunStatus { queued, running, waiting, succeeded, failed, cancelled };
enum class StepStatus { pending, running, waiting, succeeded, failed, skipped };
enum class TriggerKind { chat, webhook, schedule, manual, api };

std::string_view to_string(RunStatus status);
std::string_view to_string(StepStatus status);
std::string_view to_string(TriggerKind kind);
std::optional<RunStatus> run_status_from(std::string_view text);
std::optional<StepStatus> step_status_from(std::string_view text);
std::optional<TriggerKind> trigger_kind_from(std::string_view text);
constexpr bool is_terminal(RunStatus status) { return status >= RunStatus::succeeded; }
constexpr bool is_terminal(StepStatus status) { return status >= StepStatus::succeeded; }

// The row of a run: what lists and filters need. Its truth is the journal.
struct Run {
  RunId id;
  TenantId tenant_id;
  AgentId agent_id;
  VersionId version_id;
  TriggerKind trigger = TriggerKind::manual;
  RunStatus status = RunStatus::queued;
  bool is_test = false;
  std::optional<ConversationId> conversation_id;
  std::optional<std::string> idempotency_key;
  std::optional<RunId> retry_of;
  std::optional<RunId> forked_from;
  std::optional<Error> error;
  Usage usage;
  Instant created_at;
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> wake_at;
};

// What happened, in the order it happened. The words are stored.
enum class EventType {
  run_created,
  run_resumed,   // another process, or the same one after a wait, took the run up
  step_started,  // for a step with side effects this is the durable intent
  step_succeeded,
  step_retrying,  // an attempt failed; the next starts at `until`
  step_failed,
  steps_skipped,
  step_waiting,
  step_signalled,  // the answer to a wait
  run_waiting,
  run_succeeded,
  run_failed,
  run_cancelled,
};

std::string_view to_string(EventType type);
std::optional<EventType> event_type_from(std::string_view text);

struct RunEvent {
  EventType type = EventType::run_created;
  std::int64_t seq = 0;  // from 1, without gaps
  Instant at;
  // The step's path: "fetch"; in the fourth pass of a loop "each[3].fetch"; a part of a step
  // "agent:model.1". Empty for events of the run itself.
  std::string step{};
  // Fields by type, see docs/run_lifecycle.md.
  JsonObject data{};
};

// One JSON object: seq, type, at, step, then the fields of `data`.
void append_text(const RunEvent& event, std::string& text);
Result<RunEvent> parse_event(const Json& value);

Json to_json(const Error& error);
Error error_from_json(const Json& value);

}  // namespace elevaite::model
