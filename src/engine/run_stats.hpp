// Figures over the runs of a time range, added up by the database. Ids are in the order of
// creation, so the range is a range of the primary key; whole days of it that are over are read
// from digests, and of the rest no more than kMaxRunsCounted runs are looked at.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/run_digests.hpp"
#include "model/run.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

// Of a range with more runs the newest are counted, and `counted_from` says since when.
constexpr std::int64_t kMaxRunsCounted = 500'000;
constexpr std::int64_t kMaxRankedAgents = 20;
constexpr std::int64_t kMaxRankedModels = 20;
constexpr std::int64_t kRecentFailures = 10;
constexpr std::int64_t kMaxProcesses = 100;

using CountByStatus = std::array<std::int64_t, 6>;  // by model::RunStatus

struct StatsFilter {
  Instant from;  // included
  Instant to;    // not included
  std::optional<model::AgentId> agent_id{};
  bool includes_tests = false;
  Duration bucket = std::chrono::hours(1);
  Duration offset{};  // of the viewer's clock from UTC: where days begin
};

// A filter as the primary key sees it.
struct StatsRange {
  model::TenantId tenant_id;
  StatsFilter filter;
  Uuid first;
  Uuid last;
  Instant counted_from;
  // What of the range is read from digests instead: whole days, or none.
  SealedDays days;
};

struct StatsBucket {
  Instant start;
  CountByStatus counts{};
  model::Usage usage;
};

struct RankedAgent {
  model::AgentId id;
  std::string name;
  std::string slug;
  std::int64_t runs = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  model::Usage usage;
  Duration p95{};  // of slowest_agents()
};

struct RankedModel {
  std::string model;
  std::int64_t calls = 0;
  model::Usage usage;
};

struct FailedRun {
  model::RunId id;
  model::AgentId agent_id;
  std::string agent_name;
  std::string error;
  Instant created_at;
};

struct LiveProcess {
  model::ProcessId id;
  Instant started_at;
  Instant expires_at;
};

// From start to end, of the runs that have ended; to two significant digits.
struct RunDurations {
  std::int64_t runs = 0;
  Duration p50{};
  Duration p95{};
};

// Input tokens, output tokens and cost, in three columns from `column`.
model::Usage read_usage(const ports::Rows& rows, std::size_t row, std::size_t column);

class RunStats {
 public:
  explicit RunStats(ports::Database& database) : database_(database) {}

  Task<Result<StatsRange>> range(model::TenantId tenant_id, StatsFilter filter);

  // Every bucket of the range, in order, also the empty ones.
  Task<Result<std::vector<StatsBucket>>> series(StatsRange range);
  Task<Result<RunDurations>> durations(StatsRange range);
  // The agents that cost most, and the ones that failed most often: in no order.
  Task<Result<std::vector<RankedAgent>>> agents(StatsRange range);
  // The slowest first.
  Task<Result<std::vector<RankedAgent>>> slowest_agents(StatsRange range);
  // The most expensive first. Of runs that have ended.
  Task<Result<std::vector<RankedModel>>> models(StatsRange range);
  // The newest first.
  Task<Result<std::vector<FailedRun>>> failures(StatsRange range);
  // The runs that have not ended now, whenever they began.
  Task<Result<CountByStatus>> active(StatsRange range);
  // Of the whole platform: for who may know of it.
  Task<Result<std::vector<LiveProcess>>> processes(model::TenantId tenant_id, Instant now);

 private:
  Task<Result<std::optional<Uuid>>> bound(StatsRange range, Uuid first, Uuid last);
  static std::vector<ports::SqlValue> params_of(const StatsRange& range);
  Task<Result<ports::Rows>> query(StatsRange range, std::string_view of_tenant,
                                  std::string_view of_agent, std::optional<std::int64_t> limit);
  ports::Database& database_;
};

}  // namespace elevaite::engine
