#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_create_webhook_endpoint(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> create_webhook_endpoint(EngineServices& services,
                                                        RequestContext& context) {
  auto& endpoints = services.notifications->endpoints;
  auto request = read_endpoint_change(context.body);
  CO_TRY(auto made, co_await endpoints.create(context.principal.tenant_id,
                                              context.principal.user_id, std::move(request)));
  auto response = json_response(201, endpoint_json(made));
  response.headers.add("Location", "/v1/webhook-endpoints/" + made.endpoint.id.str());
  co_return response;
}

}  // namespace

void register_create_webhook_endpoint(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/webhook-endpoints";
  spec.operation_id = "create_webhook_endpoint";
  spec.summary = "Be told of what happens at a URL";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.description =
      "What happens is sent by POST, signed as Standard Webhooks (standardwebhooks.com) says.";
  spec.request_schema = endpoint_change_schema(true);
  spec.responses = {{201, "Made; the secret is never shown again", endpoint_schema(true)}};
  add_route(router, std::move(spec), services, &create_webhook_endpoint);
}

}  // namespace elevaite::http::engine
