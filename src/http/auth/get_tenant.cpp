#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> get_tenant(AuthServices& services, RequestContext& context) {
  CO_TRY(auto tenant, co_await services.account->tenants.get(context.principal.tenant_id));
  co_return json_response(200, own_tenant_json(tenant));
}

}  // namespace

void register_get_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/tenant";
  spec.operation_id = "get_tenant";
  spec.summary = "The tenant that I work in";
  spec.tag = "tenant";
  spec.responses = {{200, "The tenant", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return get_tenant(services, context); });
}

}  // namespace elevaite::http::auth
