#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_update_webhook_endpoint(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> update_webhook_endpoint(EngineServices& services,
                                                        RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  auto& endpoints = services.notifications->endpoints;
  auto change = read_endpoint_change(context.body);
  CO_TRY(auto endpoint,
         co_await endpoints.update(context.principal.tenant_id, id, std::move(change)));
  co_return json_response(200, endpoint_json(endpoint));
}

}  // namespace

void register_update_webhook_endpoint(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/webhook-endpoints/{id}";
  spec.operation_id = "update_webhook_endpoint";
  spec.summary = "Change a webhook endpoint, or switch it off and on";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.request_schema = endpoint_change_schema(false);
  spec.responses = {{200, "Changed", endpoint_schema(false)}};
  add_route(router, std::move(spec), services, &update_webhook_endpoint);
}

}  // namespace elevaite::http::engine
