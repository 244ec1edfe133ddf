#include "engine/journal_rows.hpp"

#include "engine/run_job.hpp"

namespace elevaite::engine {
namespace {

using ports::SqlValue;
using ports::Statement;

#define RUN_INSERT_COLUMNS                                                                \
  "(tenant_id, id, agent_id, version_id, trigger_kind, status, is_test, conversation_id," \
  " idempotency_key, retry_of, error, input_tokens, output_tokens, cost_usd_nanos,"       \
  " created_at, started_at, finished_at, wake_at, lease_owner, lease_epoch, forked_from," \
  " is_background)"
constexpr std::string_view kInsertRuns =
    "WITH v " RUN_INSERT_COLUMNS
    " AS ($rows(uuid, uuid, uuid, uuid, text, text, boolean, uuid, text, uuid, text,"
    " bigint, bigint, bigint, bigint, bigint, bigint, bigint, uuid, bigint, uuid, boolean))"
    " INSERT INTO runs " RUN_INSERT_COLUMNS " SELECT * FROM v WHERE true ON CONFLICT DO NOTHING";

// The turn of a conversation: not while another is active (a unique index says so), and not before
// those that already queue. Those that workers answer have no part in it.
constexpr std::string_view kInsertTurn =
    "INSERT INTO runs (tenant_id, id, agent_id, version_id, trigger_kind, status, is_test,"
    " conversation_id, idempotency_key, input_tokens, output_tokens, cost_usd_nanos,"
    " created_at, started_at, lease_owner, lease_epoch, retry_of)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, $8, CAST($9 AS text), $10, $11, $12, $13,"
    " CAST($14 AS bigint), $15, $16,"
    " (SELECT r.id FROM runs r WHERE r.tenant_id = $1 AND r.id = $17)"
    " WHERE NOT EXISTS (SELECT 1 FROM runs q WHERE q.tenant_id = $1 AND q.conversation_id = $8"
    " AND q.status = 'queued' AND q.wake_at IS NULL)"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kUpdateRun =
    "UPDATE runs SET status = $1, error = $2, input_tokens = $3, output_tokens = $4,"
    " cost_usd_nanos = $5, started_at = $6, finished_at = $7, wake_at = $8, lease_owner = $9"
    " WHERE tenant_id = $10 AND id = $11 AND lease_epoch = $12";

// The epoch is looked up row by row: of a join PostgreSQL, which knows nothing of a new table,
// might think that it is done best by reading all runs.
constexpr std::string_view kInsertEvents =
    "WITH v (tenant_id, run_id, seq, event_count, body, epoch)"
    " AS ($rows(uuid, uuid, bigint, bigint, text, bigint))"
    " INSERT INTO run_events (tenant_id, run_id, seq, event_count, body)"
    " SELECT v.tenant_id, v.run_id, v.seq, v.event_count, v.body FROM v WHERE v.epoch ="
    " (SELECT r.lease_epoch FROM runs r WHERE r.tenant_id = v.tenant_id AND r.id = v.run_id)"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kInsertUsage =
    "WITH v (tenant_id, run_id, model, input_tokens, output_tokens, cost_usd_nanos, calls, epoch)"
    " AS ($rows(uuid, uuid, text, bigint, bigint, bigint, bigint, bigint))"
    " INSERT INTO run_usage (tenant_id, run_id, model, input_tokens, output_tokens,"
    " cost_usd_nanos, calls) SELECT v.tenant_id, v.run_id, v.model, v.input_tokens,"
    " v.output_tokens, v.cost_usd_nanos, v.calls FROM v WHERE v.epoch ="
    " (SELECT r.lease_epoch FROM runs r WHERE r.tenant_id = v.tenant_id AND r.id = v.run_id)"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kFindEvents =
    "WITH v (tenant_id, run_id, seq, event_count, epoch)"
    " AS ($rows(uuid, uuid, bigint, bigint, bigint))"
    " SELECT v.run_id FROM v WHERE v.event_count = (SELECT e.event_count FROM run_events e"
    " WHERE e.tenant_id = v.tenant_id AND e.run_id = v.run_id AND e.seq = v.seq)"
    " AND v.epoch = (SELECT r.lease_epoch FROM runs r"
    " WHERE r.tenant_id = v.tenant_id AND r.id = v.run_id)";

SqlValue error_or_null(const std::optional<Error>& error) {
  return error ? SqlValue(to_text(model::to_json(*error))) : SqlValue();
}
SqlValue owner_of(const model::Run& row, model::ProcessId owner) {
  return row.status == model::RunStatus::running ? SqlValue(owner.uuid) : SqlValue();
}

// A turn that a worker answers, beside its conversation.
bool is_background(const model::Run& row) {
  return row.conversation_id && job_of_key(row.idempotency_key.value_or("")).has_value();
}

template <class... Values>
void append_row(Statement& statement, Values&&... values) {
  (statement.params.emplace_back(std::forward<Values>(values)), ...);
}

}  // namespace

bool is_turn(const model::Run& row) {
  return row.conversation_id && row.status == model::RunStatus::running && !is_background(row);
}

Statement insert_turn(const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  return {kInsertTurn,
          {row.tenant_id.uuid, row.id.uuid, row.agent_id.uuid, row.version_id.uuid,
           std::string(to_string(row.trigger)), std::string(to_string(row.status)), row.is_test,
           row.conversation_id->uuid, ports::or_null(row.idempotency_key), row.usage.input_tokens,
           row.usage.output_tokens, row.usage.cost_usd_nanos, to_micros(row.created_at),
           ports::or_null(row.started_at), owner.uuid, epoch, ports::or_null(row.retry_of)}};
}

void add_run(Statement& runs, const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  runs.sql = kInsertRuns;
  append_row(runs, row.tenant_id.uuid, row.id.uuid, row.agent_id.uuid, row.version_id.uuid,
             std::string(to_string(row.trigger)), std::string(to_string(row.status)), row.is_test,
             ports::or_null(row.conversation_id), ports::or_null(row.idempotency_key),
             ports::or_null(row.retry_of), error_or_null(row.error), row.usage.input_tokens,
             row.usage.output_tokens, row.usage.cost_usd_nanos, to_micros(row.created_at),
             ports::or_null(row.started_at), ports::or_null(row.finished_at),
             ports::or_null(row.wake_at), owner_of(row, owner), epoch,
             ports::or_null(row.forked_from), is_background(row));
}

Statement update_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  return {kUpdateRun,
          {std::string(to_string(row.status)), error_or_null(row.error), row.usage.input_tokens,
           row.usage.output_tokens, row.usage.cost_usd_nanos, ports::or_null(row.started_at),
           ports::or_null(row.finished_at), ports::or_null(row.wake_at), owner_of(row, owner),
           row.tenant_id.uuid, row.id.uuid, epoch}};
}

void add_events(Statement& events, const Segment& segment, std::string body) {
  events.sql = kInsertEvents;
  append_row(events, segment.tenant, segment.run, segment.first_seq, segment.event_count,
             std::move(body), segment.epoch);
}

void add_to_find(Statement& find, const Segment& segment) {
  find.sql = kFindEvents;
  append_row(find, segment.tenant, segment.run, segment.first_seq, segment.event_count,
             segment.epoch);
}

Statement insert_usage(const model::Run& row, const std::string& model, const ModelUsage& total,
                       std::int64_t epoch) {
  Statement usage;
  usage.sql = kInsertUsage;
  append_row(usage, row.tenant_id.uuid, row.id.uuid, model, total.usage.input_tokens,
             total.usage.output_tokens, total.usage.cost_usd_nanos, total.calls, epoch);
  return usage;
}

}  // namespace elevaite::engine
