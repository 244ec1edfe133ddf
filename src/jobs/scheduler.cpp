#include "jobs/scheduler.hpp"

#include "core/log.hpp"

namespace elevaite::jobs {

using model::Schedule;

namespace {

// Of a schedule that nobody looked at for so long, only the last missed time is found by counting;
// beyond, it goes on from now.
constexpr int kMaxMissed = 1000;

NewJob job_of(const Schedule& schedule, Instant at) {
  NewJob fresh;
  fresh.tenant_id = schedule.tenant_id;
  fresh.kind = model::kRunJob;
  fresh.queue = schedule.settings.queue;
  fresh.payload = schedule.payload;
  fresh.agent_id = schedule.agent_id;
  fresh.created_by = schedule.created_by;
  JsonObject input{{"scheduled_at", to_rfc3339(at)}, {"time_zone", schedule.settings.time_zone}};
  if (auto zone = TimeZone::find(schedule.settings.time_zone))
    input["local_time"] = zone->format(at);
  if (auto* payload = fresh.payload.if_object()) (*payload)["input"] = std::move(input);
  return fresh;
}

}  // namespace

void Scheduler::start() { services_.spawn(keep_looking()); }

Task<void> Scheduler::stop() {
  services_.cancel();
  co_await services_.join();
}

Task<void> Scheduler::keep_looking() {
  while (true) {
    auto made = co_await look();
    if (!made) log_warning("schedules could not be looked at", {{"error", made.error().message}});
    co_await sleep_for(options_.interval);
  }
}

Task<Result<std::size_t>> Scheduler::look() {
  CO_TRY(auto due, co_await store_.due(clock_.now(), options_.batch));
  std::size_t made = 0;
  for (Schedule& schedule : due) {
    auto id = schedule.id;
    auto fired = co_await fire(std::move(schedule));
    if (!fired) {
      log_warning("a schedule could not fire; it will be tried again",
                  {{"schedule_id", id.str()}, {"error", fired.error().message}});
    } else if (*fired) {
      ++made;
    }
  }
  co_return made;
}

Task<Result<bool>> Scheduler::is_under_way(Schedule schedule) {
  if (schedule.settings.overlap == model::Overlap::allow || !schedule.last_job_id) co_return false;
  auto last = co_await jobs_.get(schedule.tenant_id, *schedule.last_job_id);
  if (!last && last.error().code != ErrorCode::not_found) co_return last.error();
  co_return last.has_value() && !is_terminal(last->status);
}

Task<Result<bool>> Scheduler::fire(Schedule schedule) {
  const auto now = clock_.now();
  const Instant due_at = *schedule.next_at;
  // The last time that has passed is the one that counts; what comes after is the next.
  Instant at = due_at;
  std::optional<Instant> next;
  for (int missed = 0; missed < kMaxMissed; ++missed) {
    CO_TRY(next, model::next_time(schedule.settings, at));
    if (!next || *next > now) break;
    at = *next;
  }
  if (next && *next <= now) {
    CO_TRY(next, model::next_time(schedule.settings, now));
  }
  CO_TRY(bool is_under_way_still, co_await is_under_way(schedule));
  if (is_under_way_still) {
    CO_CHECK(co_await store_.move_on(std::move(schedule), next, std::nullopt));
    co_return false;
  }
  auto fresh = job_of(schedule, at);
  // Of the time for which it was due, not of the one that is made up for: another process may look
  // a little later and find one more missed.
  fresh.dedup_key = schedule.id.str() + "/" + std::to_string(to_micros(due_at));
  CO_TRY(auto created, co_await jobs_.create(std::move(fresh)));
  CO_CHECK(co_await store_.move_on(std::move(schedule), next, created.job.id));
  co_return !created.is_duplicate;
}

Task<Result<CreatedJob>> Scheduler::fire_now(model::TenantId tenant_id, model::ScheduleId id) {
  CO_TRY(auto schedule, co_await store_.get(tenant_id, id));
  if (!schedule.is_live) {
    co_return Error{ErrorCode::conflict, "The deployed version of the agent has no such schedule.",
                    "not_deployed"};
  }
  co_return co_await jobs_.create(job_of(schedule, clock_.now()));
}

}  // namespace elevaite::jobs
