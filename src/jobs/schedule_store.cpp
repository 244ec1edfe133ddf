#include "jobs/schedule_store.hpp"

namespace elevaite::jobs {

using model::Schedule;
using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

#define SCHEDULE_COLUMNS                                                                     \
  "tenant_id, id, agent_id, node_id, cron, time_zone, overlap, queue, payload, created_by, " \
  "is_live, is_paused, next_at, last_at, last_job_id, last_skipped_at"

constexpr std::string_view kListSchedules =
    "SELECT " SCHEDULE_COLUMNS
    " FROM schedules WHERE tenant_id = $1 AND (CAST($2 AS uuid) IS NULL OR agent_id = $2)"
    " AND id > $3 ORDER BY id LIMIT $4";
constexpr std::string_view kGetSchedule =
    "SELECT " SCHEDULE_COLUMNS " FROM schedules WHERE tenant_id = $1 AND id = $2";
// A pause or a deployment in between wins: what was read is written only over what was read.
constexpr std::string_view kPauseSchedule =
    "UPDATE schedules SET is_paused = $1, next_at = $2, updated_at = $3"
    " WHERE tenant_id = $4 AND id = $5 AND is_live = $6 AND cron = $7 AND time_zone = $8";
constexpr std::string_view kDue =
    "SELECT " SCHEDULE_COLUMNS
    " FROM schedules WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at LIMIT $2";
constexpr std::string_view kFired =
    "UPDATE schedules SET next_at = $1, last_at = $2, last_job_id = $3"
    " WHERE tenant_id = $4 AND id = $5 AND next_at = $2";
constexpr std::string_view kSkipped =
    "UPDATE schedules SET next_at = $1, last_skipped_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND next_at = $2";

Schedule schedule_from_row(const Rows& rows, std::size_t row) {
  Schedule schedule;
  schedule.tenant_id = {rows.uuid(row, 0)};
  schedule.id = {rows.uuid(row, 1)};
  schedule.agent_id = {rows.uuid(row, 2)};
  schedule.node_id = rows.text(row, 3);
  schedule.settings.cron = rows.text(row, 4);
  schedule.settings.time_zone = rows.text(row, 5);
  schedule.settings.overlap = model::overlap_from(rows.text(row, 6)).value_or(model::Overlap::skip);
  schedule.settings.queue = rows.text(row, 7);
  schedule.payload = nullptr;
  if (auto payload = parse_json(rows.text(row, 8), kMaxStoredJsonDepth)) {
    schedule.payload = std::move(*payload);
  }
  if (!rows.is_null(row, 9)) schedule.created_by = model::UserId{rows.uuid(row, 9)};
  schedule.is_live = rows.boolean(row, 10);
  schedule.is_paused = rows.boolean(row, 11);
  schedule.next_at = rows.optional_instant(row, 12);
  schedule.last_at = rows.optional_instant(row, 13);
  if (!rows.is_null(row, 14)) schedule.last_job_id = model::JobId{rows.uuid(row, 14)};
  schedule.last_skipped_at = rows.optional_instant(row, 15);
  return schedule;
}

std::vector<Schedule> schedules_from(const Rows& rows) {
  std::vector<Schedule> schedules;
  for (std::size_t i = 0; i < rows.size(); ++i) schedules.push_back(schedule_from_row(rows, i));
  return schedules;
}

}  // namespace

Task<Result<std::vector<Schedule>>> ScheduleStore::list(model::TenantId tenant_id,
                                                        std::optional<model::AgentId> agent_id,
                                                        std::optional<model::ScheduleId> after,
                                                        std::size_t limit) {
  Statement statement{kListSchedules,
                      {tenant_id.uuid, agent_id ? SqlValue(agent_id->uuid) : SqlValue(),
                       after ? after->uuid : Uuid(), static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return schedules_from(rows);
}

Task<Result<Schedule>> ScheduleStore::get(model::TenantId tenant_id, model::ScheduleId id) {
  Statement statement{kGetSchedule, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("schedule");
  co_return schedule_from_row(rows, 0);
}

Task<Result<Schedule>> ScheduleStore::set_paused(model::TenantId tenant_id, model::ScheduleId id,
                                                 bool is_paused) {
  CO_TRY(auto schedule, co_await get(tenant_id, id));
  if (schedule.is_paused == is_paused) co_return schedule;
  const auto now = clock_.now();
  schedule.is_paused = is_paused;
  schedule.next_at.reset();
  if (!is_paused && schedule.is_live) {
    CO_TRY(schedule.next_at, model::next_time(schedule.settings, now));
  }
  Statement statement{
      kPauseSchedule,
      {is_paused, ports::or_null(schedule.next_at), to_micros(now), tenant_id.uuid, id.uuid,
       schedule.is_live, schedule.settings.cron, schedule.settings.time_zone}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) {
    co_return Error{ErrorCode::conflict, "The agent was deployed in this moment. Try again.",
                    "schedule_changed"};
  }
  co_return schedule;
}

Task<Result<std::vector<Schedule>>> ScheduleStore::due(Instant now, std::size_t limit) {
  Statement statement{kDue, {to_micros(now), static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  co_return schedules_from(rows);
}

Task<Result<bool>> ScheduleStore::move_on(Schedule schedule, std::optional<Instant> next_at,
                                          std::optional<model::JobId> job_id) {
  const auto due_at = to_micros(schedule.next_at.value_or(Instant()));
  Statement statement{job_id ? kFired : kSkipped, {ports::or_null(next_at), due_at}};
  if (job_id) statement.params.emplace_back(job_id->uuid);
  statement.params.emplace_back(schedule.tenant_id.uuid);
  statement.params.emplace_back(schedule.id.uuid);
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  co_return rows.affected() > 0;
}

}  // namespace elevaite::jobs
