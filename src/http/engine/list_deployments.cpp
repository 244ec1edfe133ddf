#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_deployments(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_deployments(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<model::DeploymentId> before;
  if (page.after.is_string()) {
    CO_TRY(before, model::DeploymentId::parse(view(page.after.get_string())));
  }
  std::string name = context.path_parameter("agent");
  auto limit = static_cast<std::size_t>(page.limit);
  CO_TRY(auto deployments, co_await services.agents.deployments(actor_of(context), std::move(name),
                                                                before, limit + 1));
  Json next = nullptr;
  if (deployments.size() > limit) {
    deployments.pop_back();
    next = deployments.back().id.str();
  }
  JsonArray items;
  for (const auto& deployment : deployments) items.push_back(deployment_json(deployment));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_deployments(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents/{agent}/deployments";
  spec.operation_id = "list_deployments";
  spec.summary = "What was live and when, newest first";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of deployments", page_schema(deployment_schema())}};
  add_route(router, std::move(spec), services, &list_deployments);
}

}  // namespace elevaite::http::engine
