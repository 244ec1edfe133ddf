// How a run is taken up again: after a wait, after a signal, or because its process died.
#include "core/log.hpp"
#include "engine/engine.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;
using ports::Scope;
using ports::Statement;

namespace {

// The claim. It names the state that was seen, so of several claimants one wins; the epoch counts
// the owners. A run that somebody alive is executing is not for the taking.
constexpr std::string_view kClaim =
    "UPDATE runs SET status = 'running', lease_owner = $1, lease_epoch = lease_epoch + 1,"
    " wake_at = NULL, started_at = COALESCE(started_at, $2)"
    " WHERE tenant_id = $3 AND id = $4 AND lease_epoch = $5 AND status = $6"
    " AND (status <> 'running' OR lease_owner = $1 OR NOT EXISTS ("
    "  SELECT 1 FROM processes p WHERE p.id = runs.lease_owner AND p.expires_at >= $2))";

constexpr std::string_view kEpoch =
    "SELECT lease_epoch, cancel_requested_at FROM runs WHERE tenant_id = $1 AND id = $2";

constexpr std::string_view kSignals =
    "SELECT step, signal_key, payload FROM run_signals WHERE tenant_id = $1 AND run_id = $2";

constexpr std::string_view kNextInConversation =
    "SELECT id FROM runs WHERE tenant_id = $1 AND conversation_id = $2 AND status = 'queued'"
    " AND wake_at IS NULL ORDER BY id LIMIT 1";

constexpr std::string_view kFailBroken =
    "UPDATE runs SET status = 'failed', error = $1, finished_at = $2, lease_owner = NULL"
    " WHERE tenant_id = $3 AND id = $4 AND lease_epoch = $5 AND status = 'running'";

constexpr std::string_view kNextSeq =
    "SELECT seq + event_count FROM run_events WHERE tenant_id = $1 AND run_id = $2"
    " ORDER BY seq DESC LIMIT 1";

constexpr std::string_view kInsertLastEvent =
    "INSERT INTO run_events (tenant_id, run_id, seq, event_count, body) VALUES ($1, $2, $3, 1, $4)";

bool is_transient(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
}

}  // namespace

Task<Result<bool>> Engine::resume(model::TenantId tenant_id, model::RunId id,
                                  std::optional<std::string> cancel_reason) {
  if (is_stopping_ || executions_.contains(id) || !resuming_.insert(id).second) co_return false;
  struct Done {
    std::unordered_set<model::RunId>& set;
    model::RunId id;
    ~Done() { set.erase(id); }
  } done{resuming_, id};

  CO_TRY(auto claim, co_await claim_run(tenant_id, id));
  if (!claim) co_return false;
  if (claim->is_cancelled && !cancel_reason) cancel_reason = kCancelledByPerson;
  auto activated = co_await activate_claimed(claim->journal);
  if (!activated) {
    // The row says that this process runs it: nobody else will see to that.
    if (is_transient(activated.error())) {
      unresumed_.insert_or_assign(id, tenant_id);
      co_return activated.error();
    }
    co_await fail_broken(claim->journal, activated.error());
    co_return true;
  }
  auto execution = std::move(*activated);
  if (cancel_reason) {
    execution->cancel(*cancel_reason);
  } else {
    execution->resume();
  }
  co_return true;
}

Task<Result<std::optional<Engine::Claim>>> Engine::claim_run(model::TenantId tenant_id,
                                                             model::RunId id) {
  std::optional<Claim> claim;
  CO_CHECK(co_await lease_.ensure_held());
  Statement find{kEpoch, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto epochs, co_await database_.query(Scope::system(), std::move(find)));
  CO_TRY(auto row, co_await store_.get(tenant_id, id));
  if (is_terminal(row.status) || epochs.empty()) co_return claim;
  std::int64_t epoch = epochs.integer(0, 0);
  bool is_cancelled = !epochs.is_null(0, 1);
  Statement take{kClaim,
                 {lease_.id().uuid, to_micros(clock_.now()), tenant_id.uuid, id.uuid, epoch,
                  std::string(to_string(row.status))}};
  auto claimed = co_await database_.query(Scope::system(), std::move(take));
  if (!claimed) {
    // The conversation has another active run: this one's turn has not come.
    if (claimed.error().code == ErrorCode::conflict) co_return claim;
    // Perhaps it is this process's now, and the answer was lost.
    unresumed_.insert_or_assign(id, tenant_id);
    co_return claimed.error();
  }
  if (claimed->affected() == 0) co_return claim;
  row.status = RunStatus::running;
  row.wake_at.reset();
  if (!row.started_at) row.started_at = clock_.now();
  claim.emplace();
  claim->is_cancelled = is_cancelled;
  claim->journal = std::make_shared<RunJournal>(std::move(row), epoch + 1, lease_.id(), true);
  co_return claim;
}

// The execution is seen by others only once it knows all that its journal knows.
Task<Result<std::shared_ptr<Execution>>> Engine::activate_claimed(
    std::shared_ptr<RunJournal> journal) {
  const model::Run row = journal->row;
  CO_TRY(auto workflow, co_await loader_(row.tenant_id, row.version_id));
  CO_TRY(auto events, co_await read_journal(row.tenant_id, row.id));
  if (is_stopping_) {
    co_return Error{ErrorCode::unavailable, "The engine is stopping. Try again.", "stopping"};
  }
  auto execution = activate(std::move(journal), std::move(workflow));
  auto replayed = execution->replay(std::move(events));
  if (replayed) replayed = co_await deliver_signals(execution);
  if (!replayed) {
    execution->abandon();
    co_return replayed.error();
  }
  co_return execution;
}

Task<Result<std::vector<model::RunEvent>>> Engine::read_journal(model::TenantId tenant_id,
                                                                model::RunId id) {
  constexpr std::size_t kPage = 5000;
  std::vector<model::RunEvent> events;
  std::int64_t after = 0;
  while (true) {
    CO_TRY(auto page, co_await store_.events(tenant_id, id, after, kPage));
    if (page.empty()) co_return events;
    for (const Json& text : page) {
      CO_TRY(auto event, model::parse_event(text));
      after = event.seq;
      events.push_back(std::move(event));
    }
  }
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

// A run that cannot go on must not stay running for ever, and whoever follows it learns of its end.
Task<void> Engine::fail_broken(std::shared_ptr<RunJournal> journal, Error error) {
  const model::Run row = journal->row;
  log_error("a run cannot go on", {{"run_id", row.id.str()}, {"error", error.message}});
  if (error.reason.empty()) error.reason = "journal_broken";
  auto now = clock_.now();
  auto failed = co_await write_failure(journal, error, now);
  if (!failed) unresumed_.insert_or_assign(row.id, row.tenant_id);
  if (failed && row.conversation_id) co_await start_next(row.tenant_id, *row.conversation_id);
}

Task<Result<void>> Engine::write_failure(std::shared_ptr<RunJournal> journal, Error error,
                                         Instant now) {
  const model::Run& row = journal->row;
  Statement find{kNextSeq, {row.tenant_id.uuid, row.id.uuid}};
  CO_TRY(auto seqs, co_await database_.query(Scope::system(), std::move(find)));
  model::RunEvent event;
  event.type = EventType::run_failed;
  event.seq = seqs.empty() ? 1 : seqs.integer(0, 0);
  event.at = now;
  event.data = {{"error", model::to_json(error)}, {"usage", model::to_json(row.usage)}};
  std::string body = "[";
  model::append_text(event, body);
  body += ']';
  std::vector<Statement> statements;
  statements.push_back({kFailBroken,
                        {to_text(model::to_json(error)), to_micros(now), row.tenant_id.uuid,
                         row.id.uuid, journal->lease_epoch},
                        true});
  statements.push_back({kInsertLastEvent, {row.tenant_id.uuid, row.id.uuid, event.seq, body}});
  auto written = co_await database_.batch(Scope::system(), std::move(statements));
  // Somebody else owns the run, or has ended it.
  if (!written && written.error().code != ErrorCode::conflict) co_return written.error();
  co_return Result<void>();
}

void Engine::fail_refused(std::shared_ptr<RunJournal> journal) {
  Error error = internal_error("The database refuses what the run wrote.");
  error.reason = "journal_refused";
  tasks_.spawn(fail_broken(std::move(journal), std::move(error)));
}

Task<bool> Engine::resume_logged(model::TenantId tenant_id, model::RunId id) {
  auto resumed = co_await resume(tenant_id, id, std::nullopt);
  if (resumed) co_return *resumed;
  log_warning("a run could not be taken up; it will be tried again",
              {{"run_id", id.str()}, {"error", resumed.error().message}});
  co_return false;
}

Task<void> Engine::start_next(model::TenantId tenant_id, model::ConversationId conversation_id) {
  Statement statement{kNextInConversation, {tenant_id.uuid, conversation_id.uuid}};
  auto rows = co_await database_.query(Scope::system(), std::move(statement));
  // When this fails, the rescuer finds the run a moment later.
  if (!rows || rows->empty()) co_return;
  model::RunId id{rows->uuid(0, 0)};
  co_await resume_logged(tenant_id, id);
}

}  // namespace elevaite::engine
