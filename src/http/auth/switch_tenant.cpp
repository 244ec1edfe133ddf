#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> switch_tenant(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  CO_TRY(auto tenant_id, context.path_id<model::TenantId>("id"));
  auto device = device_of(context);
  auto admitted =
      co_await services.admission.switch_tenant(context.principal, tenant_id, std::move(device));
  if (!admitted) co_return std::move(admitted).error();
  co_return admitted_response(services, *admitted, wants_cookie(context));
}

}  // namespace

void register_switch_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenants/{id}/switch";
  spec.operation_id = "switch_tenant";
  spec.summary = "Begin a session in another of my tenants";
  spec.description = "The present session goes on.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.is_body_optional = true;
  spec.responses = {{200, "Signed in to the other tenant", tokens_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return switch_tenant(services, context); });
}

}  // namespace elevaite::http::auth
