#include "http/engine_answers.hpp"

#include <charconv>

#include "engine/run_answer.hpp"

namespace elevaite::http {
namespace {

constexpr std::size_t kMaxIdempotencyKeyBytes = 255;
constexpr double kNanosPerDollar = 1e9;
constexpr std::int64_t kDefaultWaitSeconds = 30;

template <class IdType>
Json optional_id_json(const std::optional<IdType>& id) {
  return id ? Json(id->str()) : Json(nullptr);
}

Json number_json(const std::optional<std::int64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

// Stored by us, so it parses; a broken row must not break the whole answer.
Json stored_json(const std::string& text) {
  auto parsed = parse_json(text, kMaxStoredJsonDepth);
  return parsed ? std::move(*parsed) : Json(nullptr);
}

}  // namespace

void add_route(Router& router, RouteSpec spec, EngineServices& services, EngineHandler handler) {
  router.add(std::move(spec),
             [&services, handler](RequestContext& context) { return handler(services, context); });
}

elevaite::engine::Actor actor_of(const RequestContext& context) {
  return {context.principal.tenant_id, context.principal.user_id,
          model::actor_of(context.principal)};
}

Result<std::optional<std::int64_t>> seen_revision(const RequestContext& context) {
  auto in_body = find_int(context.body, "revision");
  std::string_view tag = context.request.headers.get("If-Match");
  if (tag.empty()) return in_body;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
  }
  std::int64_t revision = 0;
  auto [end, code] = std::from_chars(tag.data(), tag.data() + tag.size(), revision);
  if (code != std::errc{} || end != tag.data() + tag.size() || (in_body && *in_body != revision)) {
    return invalid_field("If-Match", "format",
                         "Send the ETag of the agent as it was read, or its revision in the body.");
  }
  return std::optional<std::int64_t>(revision);
}

Result<std::optional<std::string>> read_idempotency_key(const net::HttpRequest& request) {
  auto key = request.headers.get("Idempotency-Key");
  if (key.empty()) return std::optional<std::string>();
  bool is_printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (key.size() > kMaxIdempotencyKeyBytes || !is_printable) {
    return invalid_field("Idempotency-Key", "format",
                         "A key has 1 to 255 printable ASCII characters.");
  }
  return std::optional<std::string>(std::string(key));
}

Json agent_json(const model::Agent& agent, bool is_whole,
                const std::vector<elevaite::engine::Hook>& hooks) {
  JsonObject out;
  out["id"] = agent.id.str();
  out["name"] = agent.name;
  out["slug"] = agent.slug;
  out["description"] = agent.description;
  out["status"] = to_string(agent.status);
  out["revision"] = agent.revision;
  out["deployment"] = nullptr;
  if (agent.deployment_id) {
    out["deployment"] = JsonObject{{"id", agent.deployment_id->str()},
                                   {"version_id", optional_id_json(agent.deployed_version_id)},
                                   {"version_number", number_json(agent.deployed_number)}};
  }
  if (is_whole) {
    out["workflow"] = stored_json(agent.draft);
    JsonArray addresses;
    for (const auto& hook : hooks) {
      addresses.push_back(
          JsonObject{{"node_id", hook.node_id}, {"path", "/v1/hooks/" + hook.token}});
    }
    out["hooks"] = std::move(addresses);
  }
  out["created_by"] = optional_id_json(agent.created_by);
  out["created_at"] = to_rfc3339(agent.created_at);
  out["updated_at"] = to_rfc3339(agent.updated_at);
  out["deleted_at"] = instant_json(agent.deleted_at);
  return out;
}

net::HttpResponse agent_response(int status, const model::Agent& agent,
                                 const std::vector<elevaite::engine::Hook>& hooks) {
  auto response = json_response(status, agent_json(agent, true, hooks));
  response.headers.add("ETag", "\"" + std::to_string(agent.revision) + "\"");
  return response;
}

Json version_json(const model::Version& version, bool is_whole) {
  JsonObject out;
  out["id"] = version.id.str();
  out["agent_id"] = version.agent_id.str();
  out["number"] = number_json(version.number);
  out["checksum"] = version.checksum;
  out["note"] = version.note;
  out["created_by"] = optional_id_json(version.created_by);
  out["created_at"] = to_rfc3339(version.created_at);
  if (is_whole) out["workflow"] = stored_json(version.workflow);
  return out;
}

Json deployment_json(const model::Deployment& deployment) {
  JsonObject out;
  out["id"] = deployment.id.str();
  out["agent_id"] = deployment.agent_id.str();
  out["version_id"] = deployment.version_id.str();
  out["version_number"] = number_json(deployment.number);
  out["created_by"] = optional_id_json(deployment.created_by);
  out["created_at"] = to_rfc3339(deployment.created_at);
  out["ended_at"] = instant_json(deployment.ended_at);
  return out;
}

Json run_json(const model::Run& run) {
  JsonObject out;
  out["id"] = run.id.str();
  out["agent_id"] = run.agent_id.str();
  out["version_id"] = run.version_id.str();
  out["trigger"] = to_string(run.trigger);
  out["status"] = to_string(run.status);
  out["is_test"] = run.is_test;
  out["conversation_id"] = optional_id_json(run.conversation_id);
  out["idempotency_key"] = run.idempotency_key ? Json(*run.idempotency_key) : Json(nullptr);
  out["retry_of"] = optional_id_json(run.retry_of);
  out["forked_from"] = optional_id_json(run.forked_from);
  out["error"] = run.error ? model::to_json(*run.error) : Json(nullptr);
  out["input_tokens"] = run.usage.input_tokens;
  out["output_tokens"] = run.usage.output_tokens;
  out["cost_usd"] = static_cast<double>(run.usage.cost_usd_nanos) / kNanosPerDollar;
  out["created_at"] = to_rfc3339(run.created_at);
  out["started_at"] = instant_json(run.started_at);
  out["finished_at"] = instant_json(run.finished_at);
  out["wake_at"] = instant_json(run.wake_at);
  out["duration_ms"] = nullptr;
  if (run.started_at && run.finished_at) {
    auto duration = *run.finished_at - *run.started_at;
    out["duration_ms"] = static_cast<double>(duration.count()) / 1000;
  }
  return out;
}

Duration wait_of(const Json& body) {
  if (auto seconds = find_int(body, "wait")) return std::chrono::seconds(*seconds);
  bool waits = find_bool(body, "wait").value_or(false);
  return std::chrono::seconds(waits ? kDefaultWaitSeconds : 0);
}

Task<Result<net::HttpResponse>> started_response(EngineServices& services,
                                                 model::TenantId tenant_id,
                                                 elevaite::engine::Started started, Duration wait) {
  auto execution = started.execution;
  const bool is_duplicate = started.is_duplicate;
  const auto id = started.id;
  CO_TRY(auto answer, co_await elevaite::engine::wait_for_answer(services.engine, tenant_id,
                                                                 std::move(started), wait));
  JsonObject body;
  if (execution) {
    body = run_json(execution->row()).as_object();
  } else {
    CO_TRY(auto row, co_await services.engine.runs().get(tenant_id, id));
    body = run_json(row).as_object();
  }
  const bool has_ended = is_terminal(answer.status);
  body["output"] =
      answer.has_response && !has_ended ? std::move(answer.response) : std::move(answer.output);
  auto response = json_response(has_ended ? 201 : 202, Json(std::move(body)));
  response.headers.add("Location", "/v1/runs/" + id.str());
  if (is_duplicate) response.headers.add("Idempotent-Replayed", "true");
  co_return response;
}

Json agent_schema() {
  return schema(R"({"type":"object","required":["id","name","slug","description","status",
    "revision","deployment","created_at","updated_at"],"properties":{
    "id":{"type":"string"},"name":{"type":"string"},"slug":{"type":"string"},
    "description":{"type":"string"},
    "status":{"type":"string","enum":["draft","deployed","changed"],
              "description":"changed: the draft is not what is deployed."},
    "revision":{"type":"integer","description":"Counts the writes of the draft."},
    "deployment":{"type":["object","null"],"properties":{"id":{"type":"string"},
      "version_id":{"type":"string"},"version_number":{"type":["integer","null"]}}},
    "workflow":{"type":"object","description":"The draft. Not in lists."},
    "hooks":{"type":"array","description":"Addresses of webhook triggers, for those who may write.",
      "items":{"type":"object","properties":{"node_id":{"type":"string"},
                                             "path":{"type":"string"}}}},
    "owner":{"type":["object","null"],"description":"Who made it. Only in lists.",
      "properties":{"id":{"type":"string"},"name":{"type":"string"}}},
    "last_run":{"type":["object","null"],"description":"Its newest run. Only in lists.",
      "required":["id","status","is_test","created_at"],"properties":{"id":{"type":"string"},
      "status":{"type":"string",
                "enum":["queued","running","waiting","succeeded","failed","cancelled"]},
      "is_test":{"type":"boolean"},"created_at":{"type":"string","format":"date-time"}}},
    "created_by":{"type":["string","null"]},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time"},
    "deleted_at":{"type":["string","null"],"format":"date-time"}}})");
}

Json version_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","number","checksum","note",
    "created_at"],"properties":{"id":{"type":"string"},"agent_id":{"type":"string"},
    "number":{"type":["integer","null"],"description":"Null: the snapshot of a draft under test."},
    "checksum":{"type":"string"},"note":{"type":"string"},
    "workflow":{"type":"object","description":"Not in lists."},
    "created_by":{"type":["string","null"]},
    "created_at":{"type":"string","format":"date-time"}}})");
}

Json deployment_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","version_id","version_number",
    "created_at","ended_at"],"properties":{"id":{"type":"string"},"agent_id":{"type":"string"},
    "version_id":{"type":"string"},"version_number":{"type":["integer","null"]},
    "created_by":{"type":["string","null"]},
    "created_at":{"type":"string","format":"date-time"},
    "ended_at":{"type":["string","null"],"format":"date-time","description":"Null: live."}}})");
}

Json run_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","version_id","trigger","status",
    "is_test","error","created_at"],"properties":{
    "id":{"type":"string"},"agent_id":{"type":"string"},"version_id":{"type":"string"},
    "trigger":{"type":"string","enum":["chat","webhook","schedule","manual","api"]},
    "status":{"type":"string",
              "enum":["queued","running","waiting","succeeded","failed","cancelled"]},
    "is_test":{"type":"boolean"},"conversation_id":{"type":["string","null"]},
    "idempotency_key":{"type":["string","null"]},"retry_of":{"type":["string","null"]},
    "forked_from":{"type":["string","null"]},
    "forks":{"type":"array","items":{"type":"string"},
             "description":"The newest runs that were forked from it. Not in lists."},
    "error":{"type":["object","null"]},"input":{},"output":{},
    "input_tokens":{"type":"integer"},"output_tokens":{"type":"integer"},
    "cost_usd":{"type":"number"},"created_at":{"type":"string","format":"date-time"},
    "started_at":{"type":["string","null"],"format":"date-time"},
    "finished_at":{"type":["string","null"],"format":"date-time"},
    "wake_at":{"type":["string","null"],"format":"date-time"},
    "duration_ms":{"type":["number","null"]},
    "feedback":{"type":"object","description":"Of a turn of a conversation: how many like its answer.",
                "properties":{"up":{"type":"integer"},"down":{"type":"integer"}}}}})");
}

Json step_schema() {
  return schema(R"({"type":"object","required":["step","node_id","kind","status","attempt"],
    "properties":{"step":{"type":"string","description":"The path: fetch, each[3].fetch, agent:model.1"},
    "node_id":{"type":"string"},"kind":{"type":"string"},"parent":{"type":["string","null"]},
    "title":{"type":"string"},
    "status":{"type":"string",
              "enum":["pending","running","waiting","succeeded","failed","skipped"]},
    "attempt":{"type":"integer"},"started_at":{"type":["string","null"],"format":"date-time"},
    "finished_at":{"type":["string","null"],"format":"date-time"},
    "duration_ms":{"type":["number","null"]},"input":{},"output":{},
    "handle":{"type":["string","null"]},"error":{"type":["object","null"]},
    "retry_at":{"type":["string","null"],"format":"date-time"},
    "input_tokens":{"type":"integer"},"output_tokens":{"type":"integer"},
    "cost_usd":{"type":"number"},
    "effect":{"type":["string","null"],"enum":["pure","read","write",null]},
    "wait":{"type":["object","null"],"properties":{"key":{"type":"string"},
      "until":{"type":["string","null"],"format":"date-time"},"payload":{}}},
    "is_kept":{"type":"boolean","description":"Taken over from the run that this one repeats."},
    "is_pinned":{"type":"boolean","description":"Not executed: the draft's pinned data."}}})");
}

}  // namespace elevaite::http
