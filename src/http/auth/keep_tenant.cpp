#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> keep_tenant(AuthServices& services, RequestContext& context) {
  CO_TRY(auto tenant, co_await services.account->tenants.keep(context.principal));
  co_return json_response(200, own_tenant_json(tenant));
}

}  // namespace

void register_keep_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenant/keep";
  spec.operation_id = "keep_tenant";
  spec.summary = "Take back that the tenant ends";
  spec.tag = "tenant";
  spec.permission = model::Permission::tenant_write;
  spec.allows_api_keys = false;
  spec.responses = {{200, "It goes on", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return keep_tenant(services, context); });
}

}  // namespace elevaite::http::auth
