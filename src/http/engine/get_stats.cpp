// Figures for dashboards.
#include "http/engine_answers.hpp"
#include "http/stats_answer.hpp"

namespace elevaite::http::engine {

void register_get_stats(Router& router, EngineServices& services);

namespace {

using elevaite::engine::StatsFilter;

constexpr Duration kMaxRange = std::chrono::days(92);
constexpr Duration kDefaultRange = std::chrono::days(1);
constexpr std::int64_t kMaxBuckets = 2500;
// Up to these ranges a bucket is a minute, or an hour; beyond, a day.
constexpr Duration kMinutesUpTo = std::chrono::hours(3);
constexpr Duration kHoursUpTo = std::chrono::days(7);

Result<std::optional<Instant>> instant_of(const RequestContext& context, std::string_view name) {
  auto text = context.query(name);
  if (!text) return std::optional<Instant>();
  auto at = parse_rfc3339(*text);
  if (!at) return invalid_field(std::string(name), "format", "Write an RFC 3339 date and time.");
  return at;
}

Result<void> read_range(const RequestContext& context, Instant now, StatsFilter& filter) {
  TRY(auto from, instant_of(context, "from"));
  TRY(auto to, instant_of(context, "to"));
  filter.to = to.value_or(now);
  filter.from = from.value_or(filter.to - kDefaultRange);
  if (filter.from >= filter.to) {
    return invalid_field("from", "range", "Must lie before `to`.");
  }
  if (filter.to - filter.from > kMaxRange) {
    return invalid_field("from", "range", "The range may span at most 92 days.");
  }
  return {};
}

std::string_view bucket_of(const RequestContext& context, const StatsFilter& filter) {
  if (auto given = context.query("bucket")) return *given;
  auto range = filter.to - filter.from;
  if (range <= kMinutesUpTo) return "minute";
  return range <= kHoursUpTo ? "hour" : "day";
}

Result<Duration> length_of(std::string_view bucket, const StatsFilter& filter) {
  Duration length = std::chrono::minutes(1);
  if (bucket == "hour") length = std::chrono::hours(1);
  if (bucket == "day") length = std::chrono::days(1);
  if ((filter.to - filter.from) / length > kMaxBuckets) {
    return invalid_field("bucket", "range", "There would be too many buckets; take longer ones.");
  }
  return length;
}

// An agent's id, also of one that has been deleted; or the slug of one that has not.
Task<Result<model::AgentId>> agent_of(EngineServices& services, RequestContext& context,
                                      std::string name) {
  if (auto id = model::AgentId::parse(name)) co_return *id;
  CO_TRY(auto agent, co_await services.agents.get(actor_of(context), std::move(name)));
  co_return agent.id;
}

Task<Result<net::HttpResponse>> get_stats(EngineServices& services, RequestContext& context) {
  StatsFilter filter;
  CO_CHECK(read_range(context, services.clock.now(), filter));
  Stats stats;
  stats.bucket = bucket_of(context, filter);
  CO_TRY(filter.bucket, length_of(stats.bucket, filter));
  filter.offset = std::chrono::minutes(context.query_int("offset_minutes").value_or(0));
  filter.includes_tests = context.query_bool("include_tests").value_or(false);
  if (auto agent = context.query("agent")) {
    std::string name(*agent);
    CO_TRY(filter.agent_id, co_await agent_of(services, context, std::move(name)));
  }
  const model::Principal& principal = context.principal;
  elevaite::engine::RunStats runs(services.database);
  CO_TRY(stats.range, co_await runs.range(principal.tenant_id, filter));
  CO_TRY(stats.series, co_await runs.series(stats.range));
  CO_TRY(stats.durations, co_await runs.durations(stats.range));
  CO_TRY(stats.agents, co_await runs.agents(stats.range));
  CO_TRY(stats.slowest, co_await runs.slowest_agents(stats.range));
  CO_TRY(stats.models, co_await runs.models(stats.range));
  CO_TRY(stats.failures, co_await runs.failures(stats.range));
  CO_TRY(stats.active, co_await runs.active(stats.range));
  if (principal.permissions.has(model::Permission::processes_read)) {
    CO_TRY(stats.processes, co_await runs.processes(principal.tenant_id, services.clock.now()));
  }
  co_return json_response(200, stats_json(stats));
}

}  // namespace

void register_get_stats(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/stats";
  spec.operation_id = "get_stats";
  spec.summary = "Figures over the runs of a time range";
  spec.description =
      "Runs by status over time, durations, tokens and cost, and what stands out. A run counts "
      "where it was created, with the status it has now. Of a range with more than 500,000 runs "
      "the newest are counted: see counted_from.";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_read;
  spec.query = {
      {"from", "An instant (RFC 3339), included. Default: 24 hours before `to`."},
      {"to", "An instant, not included. Default: now. At most 92 days after `from`."},
      {"bucket", "Default: by the length of the range.",
       schema(R"({"type":"string","enum":["minute","hour","day"]})")},
      {"offset_minutes", "The viewer's zone, in minutes east of UTC: where hours and days begin.",
       schema(R"({"type":"integer","minimum":-840,"maximum":840,"default":0})")},
      {"agent", "Only the runs of this agent: an id or slug."},
      {"include_tests", "Whether runs of drafts count, too.",
       schema(R"({"type":"boolean","default":false})")}};
  spec.responses = {{200, "The figures", stats_schema()}};
  add_route(router, std::move(spec), services, &get_stats);
}

}  // namespace elevaite::http::engine
