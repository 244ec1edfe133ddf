#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_update_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> update_agent(EngineServices& services, RequestContext& context) {
  CO_TRY(auto revision, seen_revision(context));
  if (!revision) {
    co_return Error{ErrorCode::invalid_argument,
                    "Send the revision that you have read, in the body or as If-Match.",
                    "precondition_required"};
  }
  elevaite::engine::AgentPatch patch;
  patch.revision = *revision;
  if (auto name = find_string(context.body, "name")) patch.name = *name;
  if (auto slug = find_string(context.body, "slug")) patch.slug = *slug;
  if (auto text = find_string(context.body, "description")) patch.description = *text;
  if (const Json* workflow = find(context.body, "workflow")) patch.workflow = *workflow;
  std::string name = context.path_parameter("agent");
  CO_TRY(auto agent,
         co_await services.agents.update(actor_of(context), std::move(name), std::move(patch)));
  co_return agent_response(200, agent);
}

}  // namespace

void register_update_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/agents/{agent}";
  spec.operation_id = "update_agent";
  spec.summary = "Change an agent: its draft, name, slug or description";
  spec.description =
      "What is absent stays as it is. A write over somebody else's is a conflict (stale_revision).";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "revision":{"type":"integer","minimum":1},
    "name":{"type":"string","minLength":1,"maxLength":200},
    "slug":{"type":"string","maxLength":63},
    "description":{"type":"string","maxLength":10000},
    "workflow":{"type":"object"}}})");
  spec.responses = {{200, "Changed", agent_schema()}};
  add_route(router, std::move(spec), services, &update_agent);
}

}  // namespace elevaite::http::engine
