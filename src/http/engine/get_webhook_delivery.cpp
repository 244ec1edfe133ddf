#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_get_webhook_delivery(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_webhook_delivery(EngineServices& services,
                                                     RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  CO_TRY(auto delivery_id, context.path_id<model::DeliveryId>("delivery_id"));
  auto& deliveries = services.notifications->deliveries;
  CO_TRY(auto delivery, co_await deliveries.get_of(context.principal.tenant_id, id, delivery_id));
  co_return json_response(200, delivery_json(delivery, true));
}

}  // namespace

void register_get_webhook_delivery(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/webhook-endpoints/{id}/deliveries/{delivery_id}";
  spec.operation_id = "get_webhook_delivery";
  spec.summary = "A delivery, with its payload and its attempts";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_read;
  spec.responses = {{200, "The delivery", delivery_schema()}};
  add_route(router, std::move(spec), services, &get_webhook_delivery);
}

}  // namespace elevaite::http::engine
