#include "http/schedule_answers.hpp"

namespace elevaite::http {
namespace {

constexpr int kShownTimes = 5;

std::string_view status_of(const model::Schedule& schedule) {
  if (!schedule.is_live) return "off";
  return schedule.is_paused ? "paused" : "active";
}

}  // namespace

JsonArray upcoming_times(const model::ScheduleSettings& settings, Instant after, int count) {
  JsonArray times;
  auto zone = TimeZone::find(settings.time_zone);
  for (int i = 0; zone && i < count; ++i) {
    auto next = model::next_time(settings, after);
    if (!next || !*next) break;
    after = **next;
    times.push_back(Json(zone->format(after)));
  }
  return times;
}

Json schedule_json(const model::Schedule& schedule, Instant now) {
  JsonObject value{{"id", schedule.id.str()},
                   {"agent_id", schedule.agent_id.str()},
                   {"node_id", schedule.node_id},
                   {"cron", schedule.settings.cron},
                   {"time_zone", schedule.settings.time_zone},
                   {"overlap", to_string(schedule.settings.overlap)},
                   {"queue", schedule.settings.queue},
                   {"status", status_of(schedule)},
                   {"next_at", instant_json(schedule.next_at)},
                   {"last_at", instant_json(schedule.last_at)},
                   {"last_job_id", nullptr},
                   {"last_skipped_at", instant_json(schedule.last_skipped_at)}};
  if (schedule.last_job_id) value["last_job_id"] = schedule.last_job_id->str();
  const bool is_active = schedule.is_live && !schedule.is_paused;
  value["upcoming"] = is_active ? upcoming_times(schedule.settings, now, kShownTimes) : JsonArray();
  return value;
}

Json schedule_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","node_id","cron","time_zone",
      "overlap","queue","status","next_at","last_at","last_job_id","last_skipped_at","upcoming"],
    "properties":{
      "id":{"type":"string"},"agent_id":{"type":"string"},"node_id":{"type":"string"},
      "cron":{"type":"string"},"time_zone":{"type":"string"},
      "overlap":{"type":"string","enum":["skip","allow"]},
      "queue":{"type":"string","enum":["quick","long"]},
      "status":{"type":"string","enum":["active","paused","off"],
        "description":"off: the deployed version has no such node."},
      "next_at":{"type":["string","null"],"format":"date-time"},
      "last_at":{"type":["string","null"],"format":"date-time",
        "description":"The time for which it fired last."},
      "last_job_id":{"type":["string","null"]},
      "last_skipped_at":{"type":["string","null"],"format":"date-time",
        "description":"The time that was left out last, for the run before was still under way."},
      "upcoming":{"type":"array","items":{"type":"string"},
        "description":"The next five times, by the clock there."}}})");
}

}  // namespace elevaite::http
