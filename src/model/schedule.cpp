#include "model/schedule.hpp"

namespace elevaite::model {

std::string_view to_string(Overlap overlap) { return overlap == Overlap::skip ? "skip" : "allow"; }

std::optional<Overlap> overlap_from(std::string_view text) {
  if (text == "skip") return Overlap::skip;
  if (text == "allow") return Overlap::allow;
  return std::nullopt;
}

Result<ScheduleSettings> parse_schedule_settings(const Json& config) {
  ScheduleSettings settings;
  settings.cron = find_string(config, "cron").value_or(kDefaultCron);
  settings.time_zone = find_string(config, "time_zone").value_or("UTC");
  settings.queue = find_string(config, "queue").value_or(kLongQueue);
  auto cron = Cron::parse(settings.cron);
  if (!cron) return invalid_field("cron", "cron", cron.error().message);
  auto zone = TimeZone::find(settings.time_zone);
  if (!zone) return invalid_field("time_zone", "time_zone", zone.error().message);
  auto overlap = overlap_from(find_string(config, "overlap").value_or("skip"));
  if (!overlap) return invalid_field("overlap", "enum", "overlap is skip or allow.");
  settings.overlap = *overlap;
  if (settings.queue != kQuickQueue && settings.queue != kLongQueue) {
    return invalid_field("queue", "enum", "queue is quick or long.");
  }
  return settings;
}

Result<std::optional<Instant>> next_time(const ScheduleSettings& settings, Instant after) {
  TRY(const auto cron, Cron::parse(settings.cron));
  TRY(const auto zone, TimeZone::find(settings.time_zone));
  return cron.next(after, zone);
}

}  // namespace elevaite::model
