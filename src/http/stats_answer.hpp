// What GET /v1/stats says, and its schema.
#pragma once
#include "engine/run_stats.hpp"

namespace elevaite::http {

struct Stats {
  elevaite::engine::StatsRange range;
  std::string_view bucket;  // "hour"
  std::vector<elevaite::engine::StatsBucket> series{};
  elevaite::engine::RunDurations durations{};
  std::vector<elevaite::engine::RankedAgent> agents{};
  std::vector<elevaite::engine::RankedAgent> slowest{};
  std::vector<elevaite::engine::RankedModel> models{};
  std::vector<elevaite::engine::FailedRun> failures{};
  elevaite::engine::CountByStatus active{};
  // Absent for who may not see it.
  std::optional<std::vector<elevaite::engine::LiveProcess>> processes{};
};

Json stats_json(const Stats& stats);
Json stats_schema();

}  // namespace elevaite::http
