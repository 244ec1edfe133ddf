#include "engine/journal_rows.hpp"

namespace elevaite::engine {
namespace {

using ports::SqlValue;
using ports::Statement;

constexpr std::string_view kInsertRun =
    "INSERT INTO runs (tenant_id, id, agent_id, version_id, trigger_kind, status, is_test,"
    " conversation_id, idempotency_key, retry_of, error, input_tokens, output_tokens, "
    "cost_usd_nanos,"
    " created_at, started_at, finished_at, wake_at, lease_owner, lease_epoch, forked_from)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19, $20, $21)"
    " ON CONFLICT DO NOTHING";

// The turn of a conversation: not while another is active (a unique index says so), and not before
// those that already queue.
constexpr std::string_view kInsertTurn =
    "INSERT INTO runs (tenant_id, id, agent_id, version_id, trigger_kind, status, is_test,"
    " conversation_id, idempotency_key, input_tokens, output_tokens, cost_usd_nanos,"
    " created_at, started_at, lease_owner, lease_epoch, retry_of)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, $8, CAST($9 AS text), $10, $11, $12, $13,"
    " CAST($14 AS bigint), $15, $16,"
    " (SELECT r.id FROM runs r WHERE r.tenant_id = $1 AND r.id = $17)"
    " WHERE NOT EXISTS (SELECT 1 FROM runs q WHERE q.tenant_id = $1 AND q.conversation_id = $8"
    " AND q.status = 'queued')"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kUpdateRun =
    "UPDATE runs SET status = $1, error = $2, input_tokens = $3, output_tokens = $4,"
    " cost_usd_nanos = $5, started_at = $6, finished_at = $7, wake_at = $8, lease_owner = $9"
    " WHERE tenant_id = $10 AND id = $11 AND lease_epoch = $12";

constexpr std::string_view kInsertEvents =
    "INSERT INTO run_events (tenant_id, run_id, seq, event_count, body)"
    " SELECT tenant_id, id, CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS text) FROM runs"
    " WHERE tenant_id = $4 AND id = $5 AND lease_epoch = $6"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kFindEvents =
    "SELECT e.event_count FROM run_events e JOIN runs r ON r.tenant_id = e.tenant_id AND r.id = "
    "e.run_id"
    " WHERE e.tenant_id = $1 AND e.run_id = $2 AND e.seq = $3 AND r.lease_epoch = $4";

template <class T>
SqlValue nullable(const std::optional<T>& id) {
  return id ? SqlValue(id->uuid) : SqlValue();
}
SqlValue nullable(const std::optional<Instant>& instant) {
  return instant ? SqlValue(to_micros(*instant)) : SqlValue();
}
SqlValue nullable(const std::optional<std::string>& text) {
  return text ? SqlValue(*text) : SqlValue();
}
SqlValue nullable(const std::optional<Error>& error) {
  return error ? SqlValue(to_text(model::to_json(*error))) : SqlValue();
}
SqlValue owner_of(const model::Run& row, model::ProcessId owner) {
  return row.status == model::RunStatus::running ? SqlValue(owner.uuid) : SqlValue();
}

Statement insert_turn(const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  return {kInsertTurn,
          {row.tenant_id.uuid, row.id.uuid, row.agent_id.uuid, row.version_id.uuid,
           std::string(to_string(row.trigger)), std::string(to_string(row.status)), row.is_test,
           row.conversation_id->uuid, nullable(row.idempotency_key), row.usage.input_tokens,
           row.usage.output_tokens, row.usage.cost_usd_nanos, to_micros(row.created_at),
           nullable(row.started_at), owner.uuid, epoch, nullable(row.retry_of)}};
}

}  // namespace

Statement insert_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  bool is_turn = row.conversation_id && row.status == model::RunStatus::running;
  if (is_turn) return insert_turn(row, owner, epoch);
  return {kInsertRun,
          {row.tenant_id.uuid,
           row.id.uuid,
           row.agent_id.uuid,
           row.version_id.uuid,
           std::string(to_string(row.trigger)),
           std::string(to_string(row.status)),
           row.is_test,
           nullable(row.conversation_id),
           nullable(row.idempotency_key),
           nullable(row.retry_of),
           nullable(row.error),
           row.usage.input_tokens,
           row.usage.output_tokens,
           row.usage.cost_usd_nanos,
           to_micros(row.created_at),
           nullable(row.started_at),
           nullable(row.finished_at),
           nullable(row.wake_at),
           owner_of(row, owner),
           epoch,
           nullable(row.forked_from)}};
}

Statement update_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch) {
  return {kUpdateRun,
          {std::string(to_string(row.status)), nullable(row.error), row.usage.input_tokens,
           row.usage.output_tokens, row.usage.cost_usd_nanos, nullable(row.started_at),
           nullable(row.finished_at), nullable(row.wake_at), owner_of(row, owner),
           row.tenant_id.uuid, row.id.uuid, epoch}};
}

Statement insert_events(const model::Run& row, std::int64_t first_seq, std::int64_t count,
                        std::string body, std::int64_t epoch) {
  return {kInsertEvents,
          {first_seq, count, std::move(body), row.tenant_id.uuid, row.id.uuid, epoch}};
}

Statement find_events_at(const model::Run& row, std::int64_t first_seq, std::int64_t epoch) {
  return {kFindEvents, {row.tenant_id.uuid, row.id.uuid, first_seq, epoch}};
}

}  // namespace elevaite::engine
