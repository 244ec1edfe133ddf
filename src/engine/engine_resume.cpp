// How a run is taken up again: after a wait, after a signal, or because its process died.
#include "core/log.hpp"
#include "engine/engine.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;
using ports::Scope;
using ports::Statement;

namespace {

// The claim. It names the state that was seen, so of several claimants one wins; the epoch counts the owners.
constexpr std::string_view kClaim =
    "UPDATE runs SET status = 'running', lease_owner = $1, lease_epoch = lease_epoch + 1,"
    " wake_at = NULL, started_at = COALESCE(started_at, $2)"
    " WHERE tenant_id = $3 AND id = $4 AND lease_epoch = $5 AND status = $6";

constexpr std::string_view kEpoch =
    "SELECT lease_epoch FROM runs WHERE tenant_id = $1 AND id = $2";

constexpr std::string_view kSignals =
    "SELECT step, signal_key, payload FROM run_signals WHERE tenant_id = $1 AND run_id = $2";

constexpr std::string_view kInsertSignal =
    "INSERT INTO run_signals (tenant_id, run_id, step, signal_key, payload, created_by, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

constexpr std::string_view kWakeNow =
    "UPDATE runs SET wake_at = $1 WHERE tenant_id = $2 AND id = $3 AND status = 'waiting'";

constexpr std::string_view kRequestCancel =
    "UPDATE runs SET cancel_requested_at = $1 WHERE tenant_id = $2 AND id = $3"
    " AND status IN ('queued', 'running', 'waiting')";

constexpr std::string_view kDue =
    "SELECT tenant_id, id FROM runs WHERE status = 'waiting' AND wake_at <= $1"
    " ORDER BY wake_at LIMIT $2";

constexpr std::string_view kOrphans =
    "SELECT r.tenant_id, r.id FROM runs r LEFT JOIN processes p ON p.id = r.lease_owner"
    " WHERE r.status = 'running' AND (p.id IS NULL OR p.expires_at < $1) LIMIT $2";

constexpr std::string_view kQueued =
    "SELECT q.tenant_id, q.id FROM runs q WHERE q.status = 'queued' AND NOT EXISTS ("
    "  SELECT 1 FROM runs a WHERE a.tenant_id = q.tenant_id"
    "  AND a.conversation_id = q.conversation_id"
    "  AND (a.status IN ('running', 'waiting') OR (a.status = 'queued' AND a.id < q.id)))"
    " LIMIT $1";

constexpr std::string_view kNextInConversation =
    "SELECT id FROM runs WHERE tenant_id = $1 AND conversation_id = $2 AND status = 'queued'"
    " ORDER BY id LIMIT 1";

constexpr std::string_view kCancelRequests =
    "SELECT id FROM runs WHERE status = 'running' AND lease_owner = $1"
    " AND cancel_requested_at IS NOT NULL";

constexpr std::string_view kFreshSignals =
    "SELECT s.run_id, s.step, s.signal_key, s.payload FROM run_signals s JOIN runs r"
    " ON r.tenant_id = s.tenant_id AND r.id = s.run_id"
    " WHERE r.status = 'running' AND r.lease_owner = $1 AND s.created_at >= $2";

// Signals younger than this are looked at again and again; delivering one twice does nothing.
constexpr Duration kSignalWindow = 30s;

constexpr std::string_view kFailBroken =
    "UPDATE runs SET status = 'failed', error = $1, finished_at = $2, lease_owner = NULL"
    " WHERE tenant_id = $3 AND id = $4 AND lease_epoch = $5 AND status = 'running'";

Error already_answered() {
  Error error = conflict("Nothing waits for this answer, or it has been given already.");
  error.reason = "already_answered";
  return error;
}

}  // namespace

Task<Result<bool>> Engine::resume(model::TenantId tenant_id, model::RunId id) {
  if (is_stopping_ || executions_.contains(id) || !resuming_.emplace(id, true).second) co_return false;
  struct Done {
    std::unordered_map<model::RunId, bool>& map;
    model::RunId id;
    ~Done() { map.erase(id); }
  } done{resuming_, id};

  Statement find{kEpoch, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto epochs, co_await database_.query(Scope::system(), std::move(find)));
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status) || epochs.empty()) co_return false;
  std::int64_t epoch = epochs.integer(0, 0);
  Statement claim{kClaim,
                  {lease_.id().uuid, to_micros(clock_.now()), tenant_id.uuid, id.uuid, epoch,
                   std::string(to_string(row.status))}};
  auto claimed = co_await database_.query(Scope::system(), std::move(claim));
  if (!claimed) {
    // The conversation has another active run: this one's turn has not come.
    if (claimed.error().code == ErrorCode::conflict) co_return false;
    co_return claimed.error();
  }
  if (claimed->affected() == 0) co_return false;

  row.status = RunStatus::running;
  row.wake_at.reset();
  if (!row.started_at) row.started_at = clock_.now();
  auto journal = std::make_shared<RunJournal>(row, epoch + 1, lease_.id(), true);
  auto workflow = co_await loader_(tenant_id, row.version_id);
  if (!workflow) {
    if (workflow.error().code == ErrorCode::unavailable) co_return workflow.error();
    co_await fail_broken(journal, workflow.error());
    co_return true;
  }
  auto execution = activate(journal, std::move(*workflow));
  auto replayed = co_await replay(execution);
  if (!replayed) {
    execution->abandon();
    if (replayed.error().code == ErrorCode::unavailable) co_return replayed.error();
    co_await fail_broken(journal, replayed.error());
    co_return true;
  }
  execution->resume();
  co_return true;
}

Task<Result<void>> Engine::replay(std::shared_ptr<Execution> execution) {
  const model::Run& row = execution->row();
  std::vector<model::RunEvent> events;
  std::int64_t after = 0;
  while (true) {
    CO_TRY(auto page, co_await store_.events(row.tenant_id, row.id, after, 5000));
    if (page.empty()) break;
    for (const Json& text : page) {
      CO_TRY(auto event, model::parse_event(text));
      after = event.seq;
      events.push_back(std::move(event));
    }
  }
  CO_CHECK(execution->replay(std::move(events)));
  CO_CHECK(co_await deliver_signals(execution));
  co_return Result<void>();
}

Task<Result<void>> Engine::deliver_signals(std::shared_ptr<Execution> execution) {
  const model::Run& row = execution->row();
  Statement statement{kSignals, {row.tenant_id.uuid, row.id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CO_TRY(auto payload, parse_json(rows.text(i, 2), kMaxStoredJsonDepth));
    execution->signal(rows.text(i, 0), rows.text(i, 1), false, std::move(payload));
  }
  co_return Result<void>();
}

// A journal that cannot be replayed must not leave the run running for ever.
Task<void> Engine::fail_broken(std::shared_ptr<RunJournal> journal, Error error) {
  log_error("a run cannot be resumed",
            {{"run_id", journal->row.id.str()}, {"error", error.message}});
  error.reason = "journal_broken";
  Statement statement{kFailBroken,
                      {to_text(model::to_json(error)), to_micros(clock_.now()),
                       journal->row.tenant_id.uuid, journal->row.id.uuid, journal->lease_epoch}};
  [[maybe_unused]] auto failed = co_await database_.query(Scope::system(), std::move(statement));
}

Task<void> Engine::resume_logged(model::TenantId tenant_id, model::RunId id) {
  auto resumed = co_await resume(tenant_id, id);
  if (!resumed) {
    log_warning("a run could not be taken up; it will be tried again",
                {{"run_id", id.str()}, {"error", resumed.error().message}});
  }
}

Task<void> Engine::start_next(model::TenantId tenant_id, model::ConversationId conversation_id) {
  Statement statement{kNextInConversation, {tenant_id.uuid, conversation_id.uuid}};
  auto rows = co_await database_.query(Scope::system(), std::move(statement));
  // When this fails, the rescuer finds the run a moment later.
  if (!rows || rows->empty()) co_return;
  model::RunId id{rows->uuid(0, 0)};
  co_await resume_logged(tenant_id, id);
}

Task<Result<void>> Engine::signal_run(model::TenantId tenant_id, model::RunId id, std::string step,
                                      std::string key, Json payload, std::optional<model::UserId> by) {
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status)) co_return already_answered();
  auto now = clock_.now();
  // The primary key makes the answer single; waking the row up belongs to the same commit.
  std::vector<Statement> statements;
  statements.push_back({kInsertSignal,
                        {tenant_id.uuid, id.uuid, step, key, to_text(payload),
                         by ? ports::SqlValue(by->uuid) : ports::SqlValue(), to_micros(now)}});
  statements.push_back({kWakeNow, {to_micros(now), tenant_id.uuid, id.uuid}});
  auto written = co_await database_.batch(Scope::tenant(tenant_id), std::move(statements));
  if (!written) {
    if (written.error().code == ErrorCode::conflict) co_return already_answered();
    co_return written.error();
  }
  if (auto execution = find_active(id)) {
    execution->signal(step, key, false, std::move(payload));
    co_return Result<void>();
  }
  tasks_.spawn(resume_logged(tenant_id, id));
  co_return Result<void>();
}

Task<Result<void>> Engine::cancel_run(model::TenantId tenant_id, model::RunId id, std::string reason) {
  if (auto execution = find_active(id); execution && execution->row().tenant_id == tenant_id) {
    if (!execution->is_finished()) {
      execution->cancel(std::move(reason));
      co_await execution->wait_ended();
      if (is_terminal(execution->state().status)) co_return Result<void>();
    } else {
      co_await execution->wait_ended();
    }
  }
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status)) {
    Error error = conflict("The run has already ended.");
    error.reason = "already_ended";
    co_return error;
  }
  Statement request{kRequestCancel, {to_micros(clock_.now()), tenant_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(request)));
  if (row.status == RunStatus::running) co_return Result<void>();  // its owner sees the request
  CO_TRY(bool is_ours, co_await resume(tenant_id, id));
  auto execution = find_active(id);
  if (is_ours && execution) {
    execution->cancel(std::move(reason));
    co_await execution->wait_ended();
  }
  co_return Result<void>();
}

Task<void> Engine::keep_lease() {
  while (true) {
    co_await sleep_for(lease_.renewal());
    auto renewed = co_await lease_.renew();
    if (renewed) renewed = co_await notice_requests();
    if (!renewed) {
      log_warning("the process lease could not be renewed", {{"error", renewed.error().message}});
    }
  }
}

// Cancellations and answers that were given to another process.
Task<Result<void>> Engine::notice_requests() {
  if (executions_.empty()) co_return Result<void>();
  Statement cancels{kCancelRequests, {lease_.id().uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(cancels)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (auto execution = find_active({rows.uuid(i, 0)})) execution->cancel("Cancelled by a person.");
  }
  Statement fresh{kFreshSignals, {lease_.id().uuid, to_micros(clock_.now() - kSignalWindow)}};
  CO_TRY(auto signals, co_await database_.query(Scope::system(), std::move(fresh)));
  for (std::size_t i = 0; i < signals.size(); ++i) {
    auto execution = find_active({signals.uuid(i, 0)});
    CO_TRY(auto payload, parse_json(signals.text(i, 3), kMaxStoredJsonDepth));
    if (execution) execution->signal(signals.text(i, 1), signals.text(i, 2), false, std::move(payload));
  }
  co_return Result<void>();
}

Task<void> Engine::rescue() {
  while (true) {
    auto found = co_await rescue_once();
    if (!found) {
      log_warning("looking for runs to take up failed", {{"error", found.error().message}});
    }
    bool has_more = found && *found >= options_.max_resumed_at_once;
    co_await sleep_for(has_more ? Duration(1ms) : options_.rescue_interval);
  }
}

Task<Result<std::size_t>> Engine::rescue_once() {
  auto limit = static_cast<std::int64_t>(options_.max_resumed_at_once);
  std::int64_t now = to_micros(clock_.now());
  std::size_t taken = 0;
  Statement due{kDue, {now, limit}};
  Statement orphans{kOrphans, {now, limit}};
  Statement queued{kQueued, {limit}};
  for (Statement* statement : {&due, &orphans, &queued}) {
    CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(*statement)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (executions_.size() >= options_.max_active_runs) co_return taken;
      model::TenantId tenant_id{rows.uuid(i, 0)};
      model::RunId id{rows.uuid(i, 1)};
      CO_TRY(bool is_ours, co_await resume(tenant_id, id));
      taken += is_ours ? 1 : 0;
    }
  }
  co_return taken;
}

}  // namespace elevaite::engine
