#include "engine/run_store.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

#define RUN_COLUMNS                                                                             \
  "tenant_id, id, agent_id, version_id, trigger_kind, status, is_test, conversation_id,"        \
  " idempotency_key, retry_of, error, input_tokens, output_tokens, cost_usd_nanos, created_at," \
  " started_at, finished_at, wake_at, forked_from"

constexpr std::string_view kGetRun =
    "SELECT " RUN_COLUMNS " FROM runs WHERE tenant_id = $1 AND id = $2";

constexpr std::string_view kFindRunByKey =
    "SELECT " RUN_COLUMNS
    " FROM runs WHERE tenant_id = $1 AND agent_id = $2 AND idempotency_key = $3";

// One text for every combination of filters: a null parameter does not filter. Statuses come as
// one text, ",failed,cancelled,". The indexed ones
// (agent, conversation) have texts of their own, so that the planner uses their index.
#define RUN_FILTERS                                                                 \
  " AND (CAST($3 AS text) IS NULL OR CAST($3 AS text) LIKE '%,' || status || ',%')" \
  " AND (CAST($4 AS text) IS NULL OR trigger_kind = $4)"                            \
  " AND (CAST($5 AS boolean) IS NULL OR is_test = $5)"                              \
  " AND created_at >= $6 AND created_at < $7 AND id < $8 ORDER BY id DESC LIMIT $9"

constexpr std::string_view kListRuns =
    "SELECT " RUN_COLUMNS " FROM runs WHERE tenant_id = $1 AND ($2 = $2)" RUN_FILTERS;
constexpr std::string_view kListOfAgent =
    "SELECT " RUN_COLUMNS " FROM runs WHERE tenant_id = $1 AND agent_id = $2" RUN_FILTERS;
constexpr std::string_view kListOfConversation =
    "SELECT " RUN_COLUMNS " FROM runs WHERE tenant_id = $1 AND conversation_id = $2" RUN_FILTERS;

constexpr std::string_view kEvents =
    "SELECT body FROM run_events WHERE tenant_id = $1 AND run_id = $2 AND seq + event_count > $3"
    " ORDER BY seq LIMIT $4";

constexpr std::string_view kForks =
    "SELECT id FROM runs WHERE tenant_id = $1 AND forked_from = $2 ORDER BY id DESC LIMIT $3";

SqlValue text_of(const std::vector<model::RunStatus>& statuses) {
  if (statuses.empty()) return {};
  std::string text = ",";
  for (model::RunStatus status : statuses) text += std::string(to_string(status)) + ",";
  return text;
}

}  // namespace

model::Run run_from_row(const Rows& rows, std::size_t row) {
  model::Run run;
  run.tenant_id = {rows.uuid(row, 0)};
  run.id = {rows.uuid(row, 1)};
  run.agent_id = {rows.uuid(row, 2)};
  run.version_id = {rows.uuid(row, 3)};
  run.trigger = model::trigger_kind_from(rows.text(row, 4)).value_or(model::TriggerKind::manual);
  run.status = model::run_status_from(rows.text(row, 5)).value_or(model::RunStatus::failed);
  run.is_test = rows.boolean(row, 6);
  run.conversation_id = rows.optional_id<model::ConversationId>(row, 7);
  if (!rows.is_null(row, 8)) run.idempotency_key = rows.text(row, 8);
  run.retry_of = rows.optional_id<model::RunId>(row, 9);
  if (!rows.is_null(row, 10)) {
    auto error = parse_json(rows.text(row, 10));
    run.error = error ? model::error_from_json(*error) : internal_error("unreadable");
  }
  run.usage.input_tokens = rows.integer(row, 11);
  run.usage.output_tokens = rows.integer(row, 12);
  run.usage.cost_usd_nanos = rows.integer(row, 13);
  run.created_at = from_micros(rows.integer(row, 14));
  run.started_at = rows.optional_instant(row, 15);
  run.finished_at = rows.optional_instant(row, 16);
  run.wake_at = rows.optional_instant(row, 17);
  run.forked_from = rows.optional_id<model::RunId>(row, 18);
  return run;
}

Task<Result<model::Run>> RunStore::get(model::TenantId tenant_id, model::RunId id) {
  Statement statement{kGetRun, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("run");
  co_return run_from_row(rows, 0);
}

Task<Result<model::Run>> RunStore::find_by_key(model::TenantId tenant_id, model::AgentId agent_id,
                                               std::string idempotency_key) {
  Statement statement{kFindRunByKey, {tenant_id.uuid, agent_id.uuid, std::move(idempotency_key)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("run");
  co_return run_from_row(rows, 0);
}

Task<Result<std::vector<model::Run>>> RunStore::list(model::TenantId tenant_id, RunFilter filter) {
  std::string_view sql = kListRuns;
  SqlValue subject = tenant_id.uuid;
  if (filter.agent_id) {
    sql = kListOfAgent;
    subject = filter.agent_id->uuid;
  }
  if (filter.conversation_id) {
    sql = kListOfConversation;
    subject = filter.conversation_id->uuid;
  }
  std::vector<SqlValue> params{tenant_id.uuid, std::move(subject)};
  params.push_back(text_of(filter.statuses));
  params.push_back(filter.trigger ? SqlValue(std::string(to_string(*filter.trigger))) : SqlValue());
  params.push_back(filter.is_test ? SqlValue(*filter.is_test) : SqlValue());
  params.push_back(to_micros(filter.created_after.value_or(Instant::min())));
  params.push_back(to_micros(filter.created_before.value_or(Instant::max())));
  params.push_back(filter.before ? filter.before->uuid : Uuid::greatest());
  params.push_back(static_cast<std::int64_t>(filter.limit));
  Statement statement{sql, std::move(params)};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::Run> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) runs.push_back(run_from_row(rows, i));
  if (filter.agent_id && filter.conversation_id) {
    std::erase_if(runs, [&filter](const auto& run) { return run.agent_id != *filter.agent_id; });
  }
  co_return runs;
}

Task<Result<std::vector<model::RunId>>> RunStore::forks(model::TenantId tenant_id,
                                                        model::RunId id) {
  Statement statement{kForks, {tenant_id.uuid, id.uuid, kMaxForksListed}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<model::RunId> forks;
  for (std::size_t i = 0; i < rows.size(); ++i) forks.push_back({rows.uuid(i, 0)});
  co_return forks;
}

Task<Result<std::vector<Json>>> RunStore::events(model::TenantId tenant_id, model::RunId id,
                                                 std::int64_t after, std::size_t limit) {
  Statement statement{kEvents, {tenant_id.uuid, id.uuid, after, static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Json> events;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CO_TRY(auto segment, parse_json(rows.text(i, 0), kMaxStoredJsonDepth));
    if (!segment.is_array()) co_return internal_error("A journal segment is not a list.");
    for (Json& event : segment.get_array()) {
      if (find_int(event, "seq").value_or(0) <= after) continue;
      events.push_back(std::move(event));
    }
    if (events.size() >= limit) break;
  }
  co_return events;
}

}  // namespace elevaite::engine
