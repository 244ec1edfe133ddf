#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> update_tenant(AuthServices& services, RequestContext& context) {
  std::string name(find_string(context.body, "name").value_or(""));
  CO_TRY(auto tenant,
         co_await services.account->tenants.rename(context.principal, std::move(name)));
  co_return json_response(200, own_tenant_json(tenant));
}

}  // namespace

void register_update_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/tenant";
  spec.operation_id = "update_tenant";
  spec.summary = "Rename the tenant";
  spec.tag = "tenant";
  spec.permission = model::Permission::tenant_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200}}})");
  spec.responses = {{200, "Renamed", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return update_tenant(services, context); });
}

}  // namespace elevaite::http::auth
