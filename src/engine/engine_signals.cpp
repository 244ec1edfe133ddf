// What people and other processes ask of a run: an answer to a wait, and cancellation.
#include <algorithm>

#include "core/utf8.hpp"
#include "engine/engine.hpp"
#include "engine/steps.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kInsertSignal =
    "INSERT INTO run_signals (tenant_id, run_id, step, signal_key, payload, created_by, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

// Wakes a run that waits. One that runs is left as it is, but its row is locked: if it is just
// being parked, this statement comes after that commit and sees a run that waits, or before it, and
// then kWakeAnswered sees the signal.
constexpr std::string_view kWakeNow =
    "UPDATE runs SET wake_at = CASE WHEN status = 'waiting' THEN $1 ELSE wake_at END"
    " WHERE tenant_id = $2 AND id = $3 AND status IN ('running', 'waiting')";

constexpr std::string_view kWakeAnswered =
    "UPDATE runs SET wake_at = $1 WHERE tenant_id = $2 AND id = $3 AND lease_epoch = $4"
    " AND status = 'waiting' AND EXISTS (SELECT 1 FROM run_signals s WHERE s.tenant_id = $2"
    " AND s.run_id = $3 AND s.step = $5 AND s.signal_key = $6)";

constexpr std::string_view kWakeCancelled =
    "UPDATE runs SET wake_at = $1 WHERE tenant_id = $2 AND id = $3 AND lease_epoch = $4"
    " AND status = 'waiting' AND cancel_requested_at IS NOT NULL";

// Whoever is to be told of an approval is told because of this row (src/jobs/notifications/).
constexpr std::string_view kAskApproval =
    "INSERT INTO approval_notices (tenant_id, run_id, step, signal_key, title, assignees,"
    " created_at) SELECT r.tenant_id, r.id, CAST($1 AS text), CAST($2 AS text), CAST($3 AS text),"
    " CAST($4 AS text), CAST($5 AS bigint) FROM runs r WHERE r.tenant_id = $6 AND r.id = $7"
    " AND r.lease_epoch = $8 AND r.status = 'waiting' ON CONFLICT DO NOTHING";

constexpr std::string_view kRequestCancel =
    "UPDATE runs SET cancel_requested_at = $1,"
    " wake_at = CASE WHEN status = 'waiting' THEN $1 ELSE wake_at END"
    " WHERE tenant_id = $2 AND id = $3 AND status IN ('queued', 'running', 'waiting')";

constexpr std::string_view kCancelQueued =
    "UPDATE runs SET status = 'cancelled', error = $1, finished_at = $2,"
    " lease_epoch = lease_epoch + 1"
    " WHERE tenant_id = $3 AND id = $4 AND status = 'queued'";

constexpr std::string_view kInsertSecondEvent =
    "INSERT INTO run_events (tenant_id, run_id, seq, event_count, body) VALUES ($1, $2, 2, 1, $3)";

constexpr std::string_view kCancelRequests =
    "SELECT id FROM runs WHERE status = 'running' AND lease_owner = $1"
    " AND cancel_requested_at IS NOT NULL";

constexpr std::string_view kFreshSignals =
    "SELECT s.run_id, s.step, s.signal_key, s.payload FROM run_signals s JOIN runs r"
    " ON r.tenant_id = s.tenant_id AND r.id = s.run_id"
    " WHERE r.status = 'running' AND r.lease_owner = $1 AND s.created_at >= $2";

// Signals younger than this are looked at again and again; delivering one twice does nothing.
constexpr Duration kSignalWindow = 30s;
// A run may change its state between looking and acting; it does so only a few times.
constexpr int kCancelTries = 5;

Error already_answered() {
  Error error = conflict("Nothing waits for this answer, or it has been given already.");
  error.reason = "already_answered";
  return error;
}

Error already_ended() {
  Error error = conflict("The run has already ended.");
  error.reason = "already_ended";
  return error;
}

using Waits = std::vector<std::pair<std::string, Wait>>;  // by the step's path

void add_waits(const Frame& frame, Waits& waits) {
  for (int node : frame.workflow->members(frame.container)) {
    const NodeState& step = frame.state(node);
    bool is_waiting = step.status == model::StepStatus::waiting && step.wait;
    if (is_waiting) waits.emplace_back(frame.path_of(node), *step.wait);
    for (const auto& pass : step.passes) {
      if (pass) add_waits(*pass, waits);
    }
  }
}

// A title is what an expression gave, so it may hold anything.
std::string title_of(const Wait& wait) {
  constexpr std::size_t kMaxTitle = 300;
  std::string title(clip_utf8(find_string(wait.payload, "title").value_or(""), kMaxTitle));
  std::ranges::replace_if(title, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return title;
}

ports::Statement ask_approval(const RunJournal& journal, const std::string& step, const Wait& wait,
                              std::int64_t now) {
  const model::Run& row = journal.row;
  const auto* assignees = find_array(wait.payload, "assignees");
  return {kAskApproval,
          {step, wait.key, title_of(wait), assignees == nullptr ? "[]" : to_text(*assignees), now,
           row.tenant_id.uuid, row.id.uuid, journal.lease_epoch}};
}

}  // namespace

void Engine::park_with(RunJournal& journal, const RunState& state) {
  const model::Run& row = journal.row;
  const std::int64_t now = to_micros(clock_.now());
  journal.add({kWakeCancelled, {now, row.tenant_id.uuid, row.id.uuid, journal.lease_epoch}});
  Waits waits;
  add_waits(state.root, waits);
  for (const auto& [step, wait] : waits) {
    // A test is followed by whoever started it.
    const bool is_asked = wait.key.starts_with("approval") && !row.is_test;
    if (is_asked) journal.add(ask_approval(journal, step, wait, now));
    journal.add({kWakeAnswered,
                 {now, row.tenant_id.uuid, row.id.uuid, journal.lease_epoch, step, wait.key}});
  }
}

// Whether a step waits for that key, as this process knows it or else as the journal says.
Task<Result<bool>> Engine::is_awaited(model::TenantId tenant_id, model::RunId id, std::string step,
                                      std::string key) {
  if (auto execution = find_active(id)) co_return execution->waits_for(step, key);
  CO_TRY(auto events, co_await read_journal(tenant_id, id));
  StepFold fold;
  for (auto& event : events) fold.apply(std::move(event));
  const StepRow* row = fold.find(step);
  co_return row != nullptr && row->wait && row->wait->key == key;
}

Task<Result<void>> Engine::signal_run(model::TenantId tenant_id, model::RunId id, std::string step,
                                      std::string key, Json payload,
                                      std::optional<model::UserId> by) {
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status)) co_return already_answered();
  CO_TRY(bool is_waited_for, co_await is_awaited(tenant_id, id, step, key));
  if (!is_waited_for) co_return already_answered();
  auto now = clock_.now();
  // The primary key makes the answer single; waking the row up belongs to the same commit.
  std::vector<Statement> statements;
  statements.push_back({kInsertSignal,
                        {tenant_id.uuid, id.uuid, step, key, to_text(payload),
                         by ? SqlValue(by->uuid) : SqlValue(), to_micros(now)}});
  statements.push_back({kWakeNow, {to_micros(now), tenant_id.uuid, id.uuid}});
  auto written = co_await database_.batch(Scope::tenant(tenant_id), std::move(statements));
  if (!written) {
    if (written.error().code == ErrorCode::conflict) co_return already_answered();
    co_return written.error();
  }
  auto execution = find_active(id);
  bool is_delivered = execution && execution->signal(step, key, false, std::move(payload));
  if (!is_delivered) tasks_.spawn(wake_answered(tenant_id, id, std::move(execution)));
  co_return Result<void>();
}

// A run that is parked, or is about to be.
Task<void> Engine::wake_answered(model::TenantId tenant_id, model::RunId id,
                                 std::shared_ptr<Execution> parking) {
  if (parking) co_await parking->wait_ended();
  co_await resume_logged(tenant_id, id);
}

Task<Result<void>> Engine::cancel_run(model::TenantId tenant_id, model::RunId id,
                                      std::string reason) {
  for (int i = 0; i < kCancelTries; ++i) {
    auto execution = find_active(id);
    if (execution && execution->row().tenant_id == tenant_id) {
      bool is_first = !execution->is_finished();
      execution->cancel(reason);
      co_await execution->wait_ended();
      bool is_written = execution->journal()->fate() == JournalFate::writable;
      bool is_cancelled = execution->state().status == RunStatus::cancelled;
      if (is_first && is_written && is_cancelled) co_return Result<void>();
    }
    CO_TRY(bool is_done, co_await cancel_stored(tenant_id, id, reason));
    if (is_done) co_return Result<void>();
  }
  // It has been asked for, and whoever runs it next sees that.
  co_return Result<void>();
}

// Cancels a run that no execution of this process has. False: its state changed meanwhile.
Task<Result<bool>> Engine::cancel_stored(model::TenantId tenant_id, model::RunId id,
                                         std::string reason) {
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status)) co_return already_ended();
  if (row.status == RunStatus::queued)
    co_return co_await cancel_queued(std::move(row), std::move(reason));
  Statement request{kRequestCancel, {to_micros(clock_.now()), tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(request)));
  // Its owner sees the request; if that one has died, whoever takes over does.
  if (row.status == RunStatus::running && !find_active(id)) co_return true;
  CO_TRY(bool is_ours, co_await resume(tenant_id, id, std::move(reason)));
  auto execution = find_active(id);
  if (is_ours && execution) co_await execution->wait_ended();
  co_return is_ours;
}

// Its turn never came, so nothing has to be taken up.
Task<Result<bool>> Engine::cancel_queued(model::Run row, std::string reason) {
  auto now = clock_.now();
  Error error{ErrorCode::cancelled, reason};
  model::RunEvent event;
  event.type = EventType::run_cancelled;
  event.seq = 2;
  event.at = now;
  event.data = {{"reason", reason}, {"usage", model::to_json(row.usage)}};
  std::string body = "[";
  model::append_text(event, body);
  body += ']';
  std::vector<Statement> statements;
  statements.push_back(
      {kCancelQueued,
       {to_text(model::to_json(error)), to_micros(now), row.tenant_id.uuid, row.id.uuid},
       true});
  statements.push_back({kInsertSecondEvent, {row.tenant_id.uuid, row.id.uuid, std::move(body)}});
  auto written = co_await database_.batch(Scope::tenant(row.tenant_id), std::move(statements));
  if (written) co_return true;
  if (written.error().code == ErrorCode::conflict) co_return false;
  co_return written.error();
}

// Cancellations and answers that were given to another process.
Task<Result<void>> Engine::notice_requests() {
  if (executions_.empty()) co_return Result<void>();
  Statement cancels{kCancelRequests, {lease_.id().uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(cancels)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (auto execution = find_active({rows.uuid(i, 0)})) execution->cancel(kCancelledByPerson);
  }
  Statement fresh{kFreshSignals, {lease_.id().uuid, to_micros(clock_.now() - kSignalWindow)}};
  CO_TRY(auto signals, co_await database_.query(Scope::system(), std::move(fresh)));
  for (std::size_t i = 0; i < signals.size(); ++i) {
    auto execution = find_active({signals.uuid(i, 0)});
    CO_TRY(auto payload, parse_json(signals.text(i, 3), kMaxStoredJsonDepth));
    if (execution)
      execution->signal(signals.text(i, 1), signals.text(i, 2), false, std::move(payload));
  }
  co_return Result<void>();
}

}  // namespace elevaite::engine
