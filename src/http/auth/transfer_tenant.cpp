#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> transfer_tenant(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, model::UserId::parse(find_string(context.body, "user_id").value_or("")));
  CO_CHECK(co_await services.account->member_changes.transfer(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_transfer_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenant/transfer";
  spec.operation_id = "transfer_tenant";
  spec.summary = "Make another member the owner in my place";
  spec.description = "I become an admin.";
  spec.tag = "tenant";
  spec.permission = model::Permission::tenant_write;
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["user_id"],"properties":{
    "user_id":{"type":"string","description":"Of a member."}}})");
  spec.responses = {{204, "Transferred"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return transfer_tenant(services, context); });
}

}  // namespace elevaite::http::auth
