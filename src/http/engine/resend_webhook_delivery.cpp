#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_resend_webhook_delivery(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> resend_webhook_delivery(EngineServices& services,
                                                        RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  CO_TRY(auto delivery_id, context.path_id<model::DeliveryId>("delivery_id"));
  auto& deliveries = services.notifications->deliveries;
  CO_TRY(auto delivery, co_await deliveries.resend(context.principal.tenant_id, id, delivery_id));
  co_return json_response(202, delivery_json(delivery, true));
}

}  // namespace

void register_resend_webhook_delivery(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/resend";
  spec.operation_id = "resend_webhook_delivery";
  spec.summary = "Send a delivery again";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.responses = {{202, "On its way, with the same webhook-id", delivery_schema()}};
  add_route(router, std::move(spec), services, &resend_webhook_delivery);
}

}  // namespace elevaite::http::engine
