#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_delete_webhook_endpoint(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_webhook_endpoint(EngineServices& services,
                                                        RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  CO_CHECK(co_await services.notifications->endpoints.remove(context.principal.tenant_id, id));
  co_return no_content();
}

}  // namespace

void register_delete_webhook_endpoint(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/webhook-endpoints/{id}";
  spec.operation_id = "delete_webhook_endpoint";
  spec.summary = "Remove a webhook endpoint and its deliveries";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.responses = {{204, "Removed"}};
  add_route(router, std::move(spec), services, &delete_webhook_endpoint);
}

}  // namespace elevaite::http::engine
