#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> end_tenant(AuthServices& services, RequestContext& context) {
  std::string password(find_string(context.body, "password").value_or(""));
  CO_TRY(auto tenant,
         co_await services.account->tenants.schedule_end(context.principal, std::move(password)));
  co_return json_response(200, own_tenant_json(tenant));
}

}  // namespace

void register_end_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenant/end";
  spec.operation_id = "end_tenant";
  spec.summary = "Let the tenant end in 30 days";
  spec.description =
      "Until then everything goes on, and an owner may take it back. Then nobody is a member any "
      "more, no "
      "key works, nothing runs, and what was encrypted for it cannot be read by anybody.";
  spec.tag = "tenant";
  spec.permission = model::Permission::tenant_write;
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["password"],"properties":{
    "password":{"type":"string","maxLength":1024}}})");
  spec.responses = {{200, "It ends at `ends_at`", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return end_tenant(services, context); });
}

}  // namespace elevaite::http::auth
