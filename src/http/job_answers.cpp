#include "http/job_answers.hpp"

#include <functional>

#include "model/run.hpp"

namespace elevaite::http {
namespace {

using Read = std::function<std::optional<std::string_view>(std::string_view)>;

Result<jobs::JobFilter> filter_of(const Read& read) {
  jobs::JobFilter filter;
  if (auto text = read("status")) filter.status = model::job_status_from(*text);
  if (auto text = read("kind")) filter.kind = *text;
  if (auto text = read("queue")) filter.queue = *text;
  if (auto text = read("cause")) filter.cause = *text;
  if (auto text = read("agent_id")) {
    TRY(filter.agent_id, model::AgentId::parse(*text));
  }
  return filter;
}

}  // namespace

Json job_json(const model::Job& job, bool is_whole) {
  JsonObject out;
  out["id"] = job.id.str();
  out["kind"] = job.kind;
  out["queue"] = job.queue;
  out["status"] = to_string(job.status);
  out["priority"] = job.priority;
  out["attempt"] = job.attempt;
  out["max_attempts"] = job.max_attempts;
  out["redrives"] = job.redrives;
  out["agent_id"] = job.agent_id ? Json(job.agent_id->str()) : Json(nullptr);
  out["dedup_key"] = job.dedup_key ? Json(*job.dedup_key) : Json(nullptr);
  out["progress"] = job.progress;
  out["error"] = job.error ? model::to_json(*job.error) : Json(nullptr);
  out["is_cancelling"] = job.cancel_requested_at && !is_terminal(job.status);
  out["created_at"] = to_rfc3339(job.created_at);
  out["run_at"] = to_rfc3339(job.run_at);
  out["deadline_at"] = instant_json(job.deadline_at);
  out["started_at"] = instant_json(job.started_at);
  out["finished_at"] = instant_json(job.finished_at);
  out["created_by"] = job.created_by ? Json(job.created_by->str()) : Json(nullptr);
  if (!is_whole) return out;
  out["payload"] = job.payload;
  out["result"] = job.result;
  return out;
}

Json job_schema() {
  return schema(R"({"type":"object","required":["id","kind","queue","status","priority",
    "attempt","max_attempts","redrives","agent_id","progress","error","is_cancelling","created_by",
    "created_at","run_at","started_at","finished_at"],"properties":{
    "id":{"type":"string"},"kind":{"type":"string"},
    "queue":{"type":"string","enum":["quick","long"]},
    "status":{"type":"string",
      "enum":["queued","running","retrying","succeeded","failed","cancelled"]},
    "priority":{"type":"integer"},
    "attempt":{"type":"integer","description":"How often it was begun."},
    "max_attempts":{"type":"integer"},
    "redrives":{"type":"integer","description":"How often it was sent back after it had failed."},
    "agent_id":{"type":["string","null"]},"dedup_key":{"type":["string","null"]},
    "progress":{"description":"What the worker said last."},
    "error":{"type":["object","null"]},
    "is_cancelling":{"type":"boolean","description":"It was cancelled and has not ended yet."},
    "created_at":{"type":"string","format":"date-time"},
    "run_at":{"type":"string","format":"date-time","description":"It begins no earlier."},
    "deadline_at":{"type":["string","null"],"format":"date-time"},
    "started_at":{"type":["string","null"],"format":"date-time"},
    "finished_at":{"type":["string","null"],"format":"date-time"},
    "created_by":{"type":["string","null"],"description":"Who asked for it."},
    "attempts":{"type":"array","description":"Only of a job that is asked for alone: its last begins, the oldest first; of postponed ones in a row the last.",
      "items":{"type":"object","required":["worker","began_at","ended_at","outcome","error"],
        "properties":{"worker":{"type":"string"},
        "began_at":{"type":"string","format":"date-time"},
        "ended_at":{"type":["string","null"],"format":"date-time"},
        "outcome":{"type":"string","enum":["running",
          "succeeded","retrying","failed","cancelled","postponed","lost"]},
        "error":{"type":["object","null"]}}}},
    "payload":{"description":"What it is given; only of a job that is asked for alone."},
    "result":{"description":"What it came to; only of a job that is asked for alone."}}})");
}

std::vector<QueryParameter> job_filter_parameters() {
  return {{"status", "", schema(R"({"type":"string",
             "enum":["queued","running","retrying","succeeded","failed","cancelled"]})")},
          {"kind", "For example run."},
          {"queue", "", schema(R"({"type":"string","enum":["quick","long"]})")},
          {"cause", "Of a failure, as the list of failures names it."},
          {"agent_id", "An agent's id."}};
}

Result<jobs::JobFilter> read_job_filter(const RequestContext& context) {
  return filter_of([&context](std::string_view name) { return context.query(name); });
}

Result<jobs::JobFilter> read_job_filter(const Json& body) {
  return filter_of([&body](std::string_view name) { return find_string(body, name); });
}

}  // namespace elevaite::http
