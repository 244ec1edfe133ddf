#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_get_webhook_endpoint(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_webhook_endpoint(EngineServices& services,
                                                     RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  auto& endpoints = services.notifications->endpoints;
  CO_TRY(auto endpoint, co_await endpoints.get(context.principal.tenant_id, id));
  co_return json_response(200, endpoint_json(endpoint));
}

}  // namespace

void register_get_webhook_endpoint(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/webhook-endpoints/{id}";
  spec.operation_id = "get_webhook_endpoint";
  spec.summary = "A webhook endpoint without its secret";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_read;
  spec.responses = {{200, "The endpoint", endpoint_schema(false)}};
  add_route(router, std::move(spec), services, &get_webhook_endpoint);
}

}  // namespace elevaite::http::engine
