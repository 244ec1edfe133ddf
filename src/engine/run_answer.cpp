#include "engine/run_answer.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;
using model::RunStatus;

// How long a journal that is there already may be read beyond the caller's limit.
constexpr Duration kOvertime = 10s;

constexpr std::string_view kFirstSegment =
    "SELECT body FROM run_events WHERE tenant_id = $1 AND run_id = $2 ORDER BY seq LIMIT 1";
constexpr std::string_view kLastSegment =
    "SELECT body FROM run_events WHERE tenant_id = $1 AND run_id = $2 ORDER BY seq DESC LIMIT 1";

RunAnswer answer_of(const RunState& state) {
  RunAnswer answer;
  answer.status = state.status;
  answer.output = state.output;
  answer.has_response = state.has_response;
  answer.response = state.response;
  answer.error = state.error;
  return answer;
}

void fold(RunAnswer& answer, model::RunEvent event) {
  JsonObject& data = event.data;
  switch (event.type) {
    case EventType::run_created:
    case EventType::run_resumed:
    case EventType::step_started:
    case EventType::step_retrying:
    case EventType::step_failed:
    case EventType::steps_skipped:
    case EventType::step_waiting:
    case EventType::step_signalled:
      answer.status = RunStatus::running;
      break;
    case EventType::step_succeeded:
      if (const Json* responds = data.if_contains("responds");
          responds && *responds == Json(true)) {
        answer.has_response = true;
        answer.response = std::move(data["output"]);
      }
      break;
    case EventType::run_waiting:
      answer.status = RunStatus::waiting;
      break;
    case EventType::run_succeeded:
      answer.status = RunStatus::succeeded;
      answer.output = std::move(data["output"]);
      break;
    case EventType::run_failed:
      answer.status = RunStatus::failed;
      answer.error = model::error_from_json(data["error"]);
      break;
    case EventType::run_cancelled:
      answer.status = RunStatus::cancelled;
      answer.error = Error{ErrorCode::cancelled, display_text(data["reason"])};
      break;
  }
}

// A run that another process has, or that ended long ago: its journal tells.
Task<Result<RunAnswer>> follow(Engine& engine, model::TenantId tenant_id, model::RunId id,
                               Duration limit) {
  auto deadline = std::chrono::steady_clock::now() + limit;
  RunWatch watch(engine, tenant_id, id, 0);
  RunAnswer answer;
  while (true) {
    auto left = deadline - std::chrono::steady_clock::now();
    auto wait = std::max(std::chrono::duration_cast<Duration>(left), Duration(1ms));
    CO_TRY(auto item, co_await watch.next(wait));
    if (item && !item->is_transient) {
      CO_TRY(auto json, parse_json(item->text, kMaxStoredJsonDepth));
      CO_TRY(auto event, model::parse_event(json));
      fold(answer, std::move(event));
    }
    // Whether a run waits is known at the end of what is there: it may have been taken up since.
    const bool is_drained = !item && (answer.is_settled() || left <= Duration::zero());
    if (watch.is_over() || answer.has_response || is_drained || left < -kOvertime) co_return answer;
  }
}

Task<Result<Json>> segment(ports::Database& database, std::string_view sql,
                           model::TenantId tenant_id, model::RunId id) {
  ports::Statement statement{sql, {tenant_id.uuid, id.uuid}};
  auto scope = ports::Scope::tenant(tenant_id);
  CO_TRY(auto rows, co_await database.query(scope, std::move(statement)));
  if (rows.empty()) co_return Json(JsonArray{});
  co_return parse_json(rows.text(0, 0), kMaxStoredJsonDepth);
}

}  // namespace

Task<Result<RunAnswer>> wait_for_answer(Engine& engine, model::TenantId tenant_id, Started started,
                                        Duration limit) {
  if (!started.execution) co_return co_await follow(engine, tenant_id, started.id, limit);
  auto execution = std::move(started.execution);
  auto answered = co_await execution->wait_answered_for(limit);
  if (!answered) co_return co_await follow(engine, tenant_id, started.id, Duration(1ms));
  CO_CHECK(co_await engine.journal().durable(execution->journal()));
  co_return answer_of(execution->state());
}

Task<Result<RunEnds>> read_ends(ports::Database& database, model::TenantId tenant_id,
                                model::RunId id) {
  RunEnds ends;
  CO_TRY(auto first, co_await segment(database, kFirstSegment, tenant_id, id));
  if (first.is_array() && !first.get_array().empty()) {
    Json& created = first.get_array().front();
    if (const Json* input = find(created, "input")) ends.input = *input;
    ends.trigger_node = find_string(created, "trigger_node").value_or("");
  }
  CO_TRY(auto last, co_await segment(database, kLastSegment, tenant_id, id));
  if (last.is_array() && !last.get_array().empty()) {
    const Json& end = last.get_array().back();
    const Json* output = find(end, "output");
    if (find_string(end, "type") == "run_succeeded" && output != nullptr) ends.output = *output;
  }
  co_return ends;
}

}  // namespace elevaite::engine
