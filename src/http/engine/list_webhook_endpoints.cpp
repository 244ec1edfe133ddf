#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_list_webhook_endpoints(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_webhook_endpoints(EngineServices& services,
                                                       RequestContext& context) {
  CO_TRY(auto found, co_await services.notifications->endpoints.list(context.principal.tenant_id));
  JsonArray items;
  for (const auto& endpoint : found) items.push_back(endpoint_json(endpoint));
  co_return json_response(200, page_json(std::move(items), nullptr));
}

}  // namespace

void register_list_webhook_endpoints(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/webhook-endpoints";
  spec.operation_id = "list_webhook_endpoints";
  spec.summary = "Where the tenant is told of what happens";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_read;
  spec.responses = {{200, "All of them, oldest first", page_schema(endpoint_schema(false))}};
  add_route(router, std::move(spec), services, &list_webhook_endpoints);
}

}  // namespace elevaite::http::engine
