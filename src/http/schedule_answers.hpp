// How schedules are written by the routes that show them.
#pragma once
#include "http/engine_answers.hpp"
#include "model/schedule.hpp"

namespace elevaite::http {

// With the next times after `now`.
Json schedule_json(const model::Schedule& schedule, Instant now);
Json schedule_schema();
// The next `count` times, in RFC 3339 with the zone's offset.
JsonArray upcoming_times(const model::ScheduleSettings& settings, Instant after, int count);

}  // namespace elevaite::http
