#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> remove_member(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::UserId>("id"));
  CO_CHECK(co_await services.account->member_changes.remove(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_remove_member(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/members/{id}";
  spec.operation_id = "remove_member";
  spec.summary = "Remove a member";
  spec.description = "Their sessions and API keys of this tenant end.";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.responses = {{204, "Removed"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return remove_member(services, context); });
}

}  // namespace elevaite::http::auth
