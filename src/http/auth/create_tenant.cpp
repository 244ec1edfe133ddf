#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> create_tenant(AuthServices& services, RequestContext& context) {
  std::string name(find_string(context.body, "name").value_or(""));
  CO_TRY(auto tenant,
         co_await services.account->tenants.create(context.principal, std::move(name)));
  co_return json_response(201, own_tenant_json(tenant));
}

}  // namespace

void register_create_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenants";
  spec.operation_id = "create_tenant";
  spec.summary = "Create another tenant, which I own";
  spec.description = "Switch to it with its id. One person owns at most 20.";
  spec.tag = "tenant";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200}}})");
  spec.responses = {{201, "Created", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return create_tenant(services, context); });
}

}  // namespace elevaite::http::auth
