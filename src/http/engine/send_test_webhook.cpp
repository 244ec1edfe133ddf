#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_send_test_webhook(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> send_test_webhook(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  const auto tenant_id = context.principal.tenant_id;
  CO_TRY(auto endpoint, co_await services.notifications->endpoints.get(tenant_id, id));
  if (!endpoint.is_enabled) {
    Error error = conflict("The endpoint is switched off.");
    error.reason = "endpoint_disabled";
    co_return error;
  }
  CO_TRY(auto delivery, co_await services.notifications->deliveries.add_test(tenant_id, id));
  co_return json_response(202, delivery_json(delivery, true));
}

}  // namespace

void register_send_test_webhook(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/webhook-endpoints/{id}/test";
  spec.operation_id = "send_test_webhook";
  spec.summary = "Send a test to a webhook endpoint";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.responses = {{202, "On its way", delivery_schema()}};
  add_route(router, std::move(spec), services, &send_test_webhook);
}

}  // namespace elevaite::http::engine
