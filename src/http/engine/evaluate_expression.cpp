#include "core/expression/budget.hpp"
#include "core/expression/text.hpp"
#include "engine/recorded_scope.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_evaluate_expression(Router& router, EngineServices& services);

namespace {

using elevaite::engine::RecordedRun;
using elevaite::engine::RecordedScope;

// An answer while somebody types: less than a step may do, and no more than a person looks at.
constexpr std::size_t kPreviewSteps = 100'000;
constexpr std::size_t kPreviewBytes = 4 << 20;
constexpr std::size_t kShownBytes = 64 << 10;
// Of a longer journal only its beginning is read.
constexpr std::size_t kMaxEventsRead = 5'000;
// So many of the newest runs are looked through for one of the draft.
constexpr std::size_t kRunsLookedAt = 20;

struct Source {
  std::optional<model::RunId> id;
  RecordedRun run;
};

// The run that was asked for; else the newest test of the draft, or else the newest run.
Task<Result<std::optional<model::RunId>>> choose_run(EngineServices& services,
                                                     RequestContext& context,
                                                     model::AgentId agent_id) {
  const auto tenant_id = context.principal.tenant_id;
  if (auto text = find_string(context.body, "run_id")) {
    CO_TRY(auto id, model::RunId::parse(*text));
    CO_TRY(auto run, co_await services.engine.runs().get(tenant_id, id));
    if (run.agent_id != agent_id) co_return not_found("run");
    co_return std::optional<model::RunId>(id);
  }
  elevaite::engine::RunFilter filter;
  filter.agent_id = agent_id;
  filter.limit = kRunsLookedAt;
  CO_TRY(auto runs, co_await services.engine.runs().list(tenant_id, std::move(filter)));
  std::optional<model::RunId> chosen;
  if (!runs.empty()) chosen = runs.front().id;
  for (const auto& run : runs) {
    if (!run.is_test) continue;
    chosen = run.id;
    break;
  }
  co_return chosen;
}

Task<Result<Source>> read_source(EngineServices& services, RequestContext& context,
                                 model::AgentId agent_id) {
  Source source;
  CO_TRY(source.id, co_await choose_run(services, context, agent_id));
  if (!source.id) co_return source;
  CO_TRY(auto events, co_await services.engine.runs().events(context.principal.tenant_id,
                                                             *source.id, 0, kMaxEventsRead));
  CO_TRY(source.run, elevaite::engine::recorded_run(events));
  co_return source;
}

Result<Json> evaluate(std::string_view text, const RecordedScope& scope) {
  TRY(auto parsed, expression::Template::parse(text));
  expression::Budget budget(kPreviewSteps, kPreviewBytes);
  return parsed.evaluate(scope, budget);
}

Json error_json(const Error& error) {
  JsonObject out{{"code", to_string(error.code)}, {"message", error.message}};
  out["line"] = nullptr;
  out["column"] = nullptr;
  if (auto position = expression::position_of(error)) {
    out["line"] = position->line;
    out["column"] = position->column;
  }
  return out;
}

Json answer_of(Result<Json> value) {
  JsonObject body{{"value", nullptr},
                  {"type", nullptr},
                  {"bytes", 0},
                  {"is_too_large", false},
                  {"error", nullptr}};
  if (!value) {
    body["error"] = error_json(value.error());
    return body;
  }
  auto bytes = to_text(*value).size();
  body["type"] = expression::type_name(*value);
  body["bytes"] = bytes;
  body["is_too_large"] = bytes > kShownBytes;
  if (bytes <= kShownBytes) body["value"] = std::move(*value);
  return body;
}

Task<Result<net::HttpResponse>> evaluate_expression(EngineServices& services,
                                                    RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_TRY(auto agent, co_await services.agents.get(actor_of(context), std::move(name)));
  CO_TRY(auto source, co_await read_source(services, context, agent.id));
  CO_TRY(auto draft, parse_json(agent.draft, kMaxStoredJsonDepth));
  CO_TRY(auto workflow, model::parse_workflow(draft));
  auto kinds = [&services](std::string_view kind) { return services.nodes.find_kind(kind); };
  elevaite::engine::Graph graph(workflow, kinds);
  int node = graph.find(find_string(context.body, "node_id").value_or(""));
  auto pass = static_cast<std::size_t>(find_int(context.body, "index").value_or(0));
  RecordedScope scope(graph, source.run, node, pass, services.clock.now());
  Json body = answer_of(evaluate(*find_string(context.body, "text"), scope));
  body.get_object()["run_id"] = source.id ? Json(source.id->str()) : Json(nullptr);
  co_return json_response(200, body);
}

}  // namespace

void register_evaluate_expression(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/expressions/evaluate";
  spec.operation_id = "evaluate_expression";
  spec.summary = "What a text with expressions gives with the data of a run";
  spec.description =
      "Nothing is executed: the values are those that the run recorded, or that the draft has "
      "pinned. An expression that cannot be evaluated is an answer, too: see `error`.";
  spec.tag = "agents";
  spec.permission = model::Permission::runs_read;
  spec.request_schema = schema(R"({"type":"object","required":["text"],"properties":{
    "text":{"type":"string","maxLength":65536},
    "node_id":{"type":"string","maxLength":64,
               "description":"The node of the draft in whose place the text stands."},
    "run_id":{"type":"string","maxLength":64,
              "description":"Absent: the newest test of the draft, or else the newest run."},
    "index":{"type":"integer","minimum":0,"maximum":1000000,"default":0,
             "description":"In a for-each: which item."}}})");
  spec.max_body_bytes = 512 << 10;
  spec.responses = {{200, "The value, or why there is none", schema(R"({"type":"object",
    "required":["value","type","bytes","is_too_large","error","run_id"],"properties":{
    "value":{},"type":{"type":["string","null"],
      "enum":["string","number","boolean","null","list","object",null]},
    "bytes":{"type":"integer"},
    "is_too_large":{"type":"boolean","description":"Too large to show: the value is left out."},
    "error":{"type":["object","null"],"required":["code","message","line","column"],
      "properties":{"code":{"type":"string"},"message":{"type":"string"},
      "line":{"type":["integer","null"]},"column":{"type":["integer","null"]}}},
    "run_id":{"type":["string","null"]}}})")}};
  add_route(router, std::move(spec), services, &evaluate_expression);
}

}  // namespace elevaite::http::engine
