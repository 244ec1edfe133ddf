#include "engine/message_store.hpp"
#include "engine/run_answer.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_get_run(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_run(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  CO_TRY(auto run, co_await services.engine.runs().get(context.principal.tenant_id, id));
  CO_TRY(auto ends,
         co_await elevaite::engine::read_ends(services.database, context.principal.tenant_id, id));
  CO_TRY(auto forks, co_await services.engine.runs().forks(context.principal.tenant_id, id));
  JsonArray fork_ids;
  for (const auto& fork : forks) fork_ids.emplace_back(fork.str());
  JsonObject body = run_json(run).as_object();
  body["trigger_node"] = ends.trigger_node;
  body["forks"] = std::move(fork_ids);
  body["input"] = std::move(ends.input);
  body["output"] = std::move(ends.output);
  if (run.conversation_id) {
    elevaite::engine::MessageStore messages(services.database);
    CO_TRY(auto count, co_await messages.count_feedback(context.principal.tenant_id, id));
    body["feedback"] = JsonObject{{"up", count.up}, {"down", count.down}};
  }
  co_return json_response(200, Json(std::move(body)));
}

}  // namespace

void register_get_run(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/runs/{id}";
  spec.operation_id = "get_run";
  spec.summary = "A run with its input and output";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_read;
  spec.responses = {{200, "The run", run_schema()}};
  add_route(router, std::move(spec), services, &get_run);
}

}  // namespace elevaite::http::engine
