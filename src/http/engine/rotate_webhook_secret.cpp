#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_rotate_webhook_secret(Router& router, EngineServices& services);

namespace {

constexpr std::int64_t kDefaultOverlap = 24 * 3600;

Task<Result<net::HttpResponse>> rotate_webhook_secret(EngineServices& services,
                                                      RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  const std::chrono::seconds overlap(
      find_int(context.body, "overlap_seconds").value_or(kDefaultOverlap));
  auto& endpoints = services.notifications->endpoints;
  CO_TRY(auto made, co_await endpoints.rotate(context.principal.tenant_id, id, overlap));
  co_return json_response(200, endpoint_json(made));
}

}  // namespace

void register_rotate_webhook_secret(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/webhook-endpoints/{id}/rotate-secret";
  spec.operation_id = "rotate_webhook_secret";
  spec.summary = "Give a webhook endpoint another secret";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_write;
  spec.description =
      "Both secrets sign until the overlap has passed; of two rotations within one overlap the "
      "oldest secret ends at once.";
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "overlap_seconds":{"type":"integer","minimum":0,"maximum":2592000,"default":86400}}})");
  spec.responses = {{200, "The new secret, which is never shown again", endpoint_schema(true)}};
  add_route(router, std::move(spec), services, &rotate_webhook_secret);
}

}  // namespace elevaite::http::engine
