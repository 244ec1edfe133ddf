#include "http/stats_answer.hpp"

#include "http/router.hpp"

namespace elevaite::http {
namespace {

using elevaite::engine::CountByStatus;
using elevaite::engine::RankedAgent;

constexpr std::size_t kShownAgents = 10;

double dollars(std::int64_t nanos) { return static_cast<double>(nanos) / 1e9; }
double milliseconds(Duration duration) { return static_cast<double>(duration.count()) / 1000; }

void add_counts(JsonObject& out, const CountByStatus& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out[to_string(static_cast<model::RunStatus>(i))] = counts[i];
  }
}

void add_usage(JsonObject& out, const model::Usage& usage) {
  out["input_tokens"] = usage.input_tokens;
  out["output_tokens"] = usage.output_tokens;
  out["cost_usd"] = dollars(usage.cost_usd_nanos);
}

JsonObject agent_object(const RankedAgent& agent) {
  return {{"agent_id", agent.id.str()},
          {"name", agent.name},
          {"slug", agent.slug},
          {"runs", agent.runs}};
}

// Of the runs that came to an end by themselves; null when there is none.
Json rate(std::int64_t part, std::int64_t other) {
  if (part + other == 0) return nullptr;
  return static_cast<double>(part) / static_cast<double>(part + other);
}

Json series_json(const Stats& stats) {
  JsonArray out;
  for (const auto& bucket : stats.series) {
    JsonObject entry{{"start", to_rfc3339(bucket.start)}};
    add_counts(entry, bucket.counts);
    add_usage(entry, bucket.usage);
    out.push_back(std::move(entry));
  }
  return out;
}

Json totals_json(const Stats& stats) {
  CountByStatus counts{};
  model::Usage usage;
  std::int64_t runs = 0;
  for (const auto& bucket : stats.series) {
    usage += bucket.usage;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i] += bucket.counts[i];
      runs += bucket.counts[i];
    }
  }
  JsonObject out{{"runs", runs}};
  add_counts(out, counts);
  out["success_rate"] = rate(counts[static_cast<std::size_t>(model::RunStatus::succeeded)],
                             counts[static_cast<std::size_t>(model::RunStatus::failed)]);
  bool has_ended = stats.durations.runs > 0;
  out["p50_ms"] = has_ended ? Json(milliseconds(stats.durations.p50)) : Json(nullptr);
  out["p95_ms"] = has_ended ? Json(milliseconds(stats.durations.p95)) : Json(nullptr);
  add_usage(out, usage);
  return out;
}

Json spending_json(std::vector<RankedAgent> agents) {
  auto tokens = [](const RankedAgent& agent) {
    return agent.usage.input_tokens + agent.usage.output_tokens;
  };
  std::sort(agents.begin(), agents.end(), [&](const RankedAgent& a, const RankedAgent& b) {
    return std::tuple(b.usage.cost_usd_nanos, tokens(b), b.runs, a.id) <
           std::tuple(a.usage.cost_usd_nanos, tokens(a), a.runs, b.id);
  });
  if (agents.size() > elevaite::engine::kMaxRankedAgents)
    agents.resize(elevaite::engine::kMaxRankedAgents);
  JsonArray out;
  for (const RankedAgent& agent : agents) {
    auto entry = agent_object(agent);
    add_usage(entry, agent.usage);
    out.push_back(std::move(entry));
  }
  return out;
}

Json failing_json(std::vector<RankedAgent> agents) {
  std::erase_if(agents, [](const RankedAgent& agent) { return agent.failed == 0; });
  std::sort(agents.begin(), agents.end(), [](const RankedAgent& a, const RankedAgent& b) {
    return std::tuple(b.failed, a.runs, a.id) < std::tuple(a.failed, b.runs, b.id);
  });
  if (agents.size() > kShownAgents) agents.resize(kShownAgents);
  JsonArray out;
  for (const RankedAgent& agent : agents) {
    auto entry = agent_object(agent);
    entry["failed"] = agent.failed;
    entry["failure_rate"] = rate(agent.failed, agent.succeeded);
    out.push_back(std::move(entry));
  }
  return out;
}

Json slowest_json(const std::vector<RankedAgent>& agents) {
  JsonArray out;
  for (const RankedAgent& agent : agents) {
    if (out.size() == kShownAgents) break;
    auto entry = agent_object(agent);
    entry["p95_ms"] = milliseconds(agent.p95);
    out.push_back(std::move(entry));
  }
  return out;
}

Json models_json(const Stats& stats) {
  JsonArray out;
  for (const auto& model : stats.models) {
    JsonObject entry{{"model", model.model}, {"calls", model.calls}};
    add_usage(entry, model.usage);
    out.push_back(std::move(entry));
  }
  return out;
}

Json failures_json(const Stats& stats) {
  JsonArray out;
  for (const auto& run : stats.failures) {
    out.push_back({{"run_id", run.id.str()},
                   {"agent_id", run.agent_id.str()},
                   {"agent_name", run.agent_name},
                   {"error", run.error},
                   {"created_at", to_rfc3339(run.created_at)}});
  }
  return out;
}

Json active_json(const CountByStatus& counts) {
  JsonObject out;
  for (auto status :
       {model::RunStatus::queued, model::RunStatus::running, model::RunStatus::waiting}) {
    out[to_string(status)] = counts[static_cast<std::size_t>(status)];
  }
  return out;
}

}  // namespace

Json stats_json(const Stats& stats) {
  const auto& filter = stats.range.filter;
  JsonObject out;
  out["from"] = to_rfc3339(filter.from);
  out["to"] = to_rfc3339(filter.to);
  out["counted_from"] = to_rfc3339(stats.range.counted_from);
  out["bucket"] = stats.bucket;
  out["series"] = series_json(stats);
  out["totals"] = totals_json(stats);
  out["by_agent"] = spending_json(stats.agents);
  out["by_model"] = models_json(stats);
  out["failing_agents"] = failing_json(stats.agents);
  out["slowest_agents"] = slowest_json(stats.slowest);
  out["recent_failures"] = failures_json(stats);
  out["active"] = active_json(stats.active);
  if (stats.processes) {
    JsonArray processes;
    for (const auto& process : *stats.processes) {
      processes.push_back({{"id", process.id.str()},
                           {"started_at", to_rfc3339(process.started_at)},
                           {"expires_at", to_rfc3339(process.expires_at)}});
    }
    out["processes"] = std::move(processes);
  }
  return out;
}

Json stats_schema() {
  return schema(R"({"type":"object","required":["from","to","counted_from","bucket","series",
    "totals","by_agent","by_model","failing_agents","slowest_agents","recent_failures","active"],
    "properties":{
    "from":{"type":"string","format":"date-time"},"to":{"type":"string","format":"date-time"},
    "counted_from":{"type":"string","format":"date-time",
      "description":"Later than `from` when the range has more runs than are counted."},
    "bucket":{"type":"string","enum":["minute","hour","day"]},
    "series":{"type":"array","description":"Every bucket, also the empty ones.",
      "items":{"type":"object","required":["start","queued","running","waiting","succeeded",
        "failed","cancelled","input_tokens","output_tokens","cost_usd"],"properties":{
      "start":{"type":"string","format":"date-time"},
      "queued":{"type":"integer"},"running":{"type":"integer"},"waiting":{"type":"integer"},
      "succeeded":{"type":"integer"},"failed":{"type":"integer"},"cancelled":{"type":"integer"},
      "input_tokens":{"type":"integer"},"output_tokens":{"type":"integer"},
      "cost_usd":{"type":"number"}}}},
    "totals":{"type":"object","required":["runs","queued","running","waiting","succeeded","failed",
      "cancelled","success_rate","p50_ms","p95_ms","input_tokens","output_tokens","cost_usd"],
      "properties":{"runs":{"type":"integer"},
      "queued":{"type":"integer"},"running":{"type":"integer"},"waiting":{"type":"integer"},
      "succeeded":{"type":"integer"},"failed":{"type":"integer"},"cancelled":{"type":"integer"},
      "success_rate":{"type":["number","null"],
        "description":"Of the runs that succeeded or failed; null without one."},
      "p50_ms":{"type":["number","null"],"description":"To two significant digits."},
      "p95_ms":{"type":["number","null"]},
      "input_tokens":{"type":"integer"},"output_tokens":{"type":"integer"},
      "cost_usd":{"type":"number"}}},
    "by_agent":{"type":"array","description":"At most 20, the most expensive first.",
      "items":{"type":"object","required":["agent_id","name","slug","runs","input_tokens",
        "output_tokens","cost_usd"],"properties":{
      "agent_id":{"type":"string"},"name":{"type":"string"},"slug":{"type":"string"},
      "runs":{"type":"integer"},"input_tokens":{"type":"integer"},
      "output_tokens":{"type":"integer"},"cost_usd":{"type":"number"}}}},
    "by_model":{"type":"array",
      "description":"Of runs that have ended; at most 20, the most expensive first.",
      "items":{"type":"object","required":["model","calls","input_tokens","output_tokens",
        "cost_usd"],"properties":{
      "model":{"type":"string"},"calls":{"type":"integer"},"input_tokens":{"type":"integer"},
      "output_tokens":{"type":"integer"},"cost_usd":{"type":"number"}}}},
    "failing_agents":{"type":"array","description":"At most 10, the most failures first.",
      "items":{"type":"object","required":["agent_id","name","slug","runs","failed",
        "failure_rate"],"properties":{
      "agent_id":{"type":"string"},"name":{"type":"string"},"slug":{"type":"string"},
      "runs":{"type":"integer"},"failed":{"type":"integer"},"failure_rate":{"type":"number"}}}},
    "slowest_agents":{"type":"array","description":"At most 10, by p95.",
      "items":{"type":"object","required":["agent_id","name","slug","runs","p95_ms"],"properties":{
      "agent_id":{"type":"string"},"name":{"type":"string"},"slug":{"type":"string"},
      "runs":{"type":"integer","description":"That have ended."},"p95_ms":{"type":"number"}}}},
    "recent_failures":{"type":"array","items":{"type":"object",
      "required":["run_id","agent_id","agent_name","error","created_at"],"properties":{
      "run_id":{"type":"string"},"agent_id":{"type":"string"},"agent_name":{"type":"string"},
      "error":{"type":"string"},"created_at":{"type":"string","format":"date-time"}}}},
    "active":{"type":"object","description":"Now, whenever they began.",
      "required":["queued","running","waiting"],"properties":{
      "queued":{"type":"integer"},"running":{"type":"integer"},"waiting":{"type":"integer"}}},
    "processes":{"type":"array","description":"That execute runs; with processes:read only.",
      "items":{"type":"object","required":["id","started_at","expires_at"],"properties":{
      "id":{"type":"string"},"started_at":{"type":"string","format":"date-time"},
      "expires_at":{"type":"string","format":"date-time"}}}}}})");
}

}  // namespace elevaite::http
