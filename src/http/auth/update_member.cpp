#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> update_member(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::UserId>("id"));
  auto role = role_of(context);
  CO_CHECK(co_await services.account->member_changes.set_role(context.principal, id, role));
  co_return no_content();
}

}  // namespace

void register_update_member(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/members/{id}";
  spec.operation_id = "update_member";
  spec.summary = "Change the role of a member";
  spec.description =
      "Takes effect at the member's next refresh, within auth.access_token_ttl (15 minutes by "
      "default); "
      "for API keys within auth.api_key_cache_ttl. A tenant always keeps an owner.";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["role"],"properties":{
    "role":{"type":"string","enum":["viewer","builder","admin","owner"],"description":"At most one's own."}}})");
  spec.responses = {{204, "Changed"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return update_member(services, context); });
}

}  // namespace elevaite::http::auth
