// When an agent begins by the clock.
#pragma once
#include <optional>
#include <string>

#include "core/cron.hpp"
#include "core/json.hpp"
#include "model/job.hpp"

namespace elevaite::model {

struct ScheduleNoun {
  static constexpr std::string_view kPrefix = "sch";
  static constexpr std::string_view kNoun = "schedule";
};
using ScheduleId = Id<ScheduleNoun>;

inline constexpr std::string_view kScheduleTrigger = "schedule_trigger";

// Of a node that says nothing else; the catalogue says so too.
inline constexpr std::string_view kDefaultCron = "0 9 * * MON-FRI";

// What a firing does while the job of the one before is still under way.
enum class Overlap { skip, allow };

std::string_view to_string(Overlap overlap);
std::optional<Overlap> overlap_from(std::string_view text);

// What a schedule_trigger node says.
struct ScheduleSettings {
  std::string cron;
  std::string time_zone;
  Overlap overlap = Overlap::skip;
  std::string queue;
};

// Of the node's config, with the defaults; errors name the field.
Result<ScheduleSettings> parse_schedule_settings(const Json& config);
// The first time after that instant; nullopt: it never comes.
Result<std::optional<Instant>> next_time(const ScheduleSettings& settings, Instant after);

struct Schedule {
  ScheduleId id;
  TenantId tenant_id;
  AgentId agent_id;
  std::string node_id;
  ScheduleSettings settings;
  Json payload = nullptr;
  std::optional<UserId> created_by;
  bool is_live = false;
  bool is_paused = false;
  std::optional<Instant> next_at;
  std::optional<Instant> last_at;
  std::optional<JobId> last_job_id;
  std::optional<Instant> last_skipped_at;
};

}  // namespace elevaite::model
