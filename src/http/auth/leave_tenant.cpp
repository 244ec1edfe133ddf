#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> leave_tenant(AuthServices& services, RequestContext& context) {
  CO_CHECK(co_await services.account->member_changes.leave(context.principal));
  auto response = no_content();
  clear_refresh_cookie(services, response);
  co_return response;
}

}  // namespace

void register_leave_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenant/leave";
  spec.operation_id = "leave_tenant";
  spec.summary = "End my membership of this tenant";
  spec.tag = "members";
  spec.allows_api_keys = false;
  spec.responses = {{204, "Left"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return leave_tenant(services, context); });
}

}  // namespace elevaite::http::auth
