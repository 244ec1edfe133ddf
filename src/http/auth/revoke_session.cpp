#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> revoke_session(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::SessionId>("id"));
  CO_CHECK(co_await services.sessions.revoke(context.principal.user_id, id));
  co_return no_content();
}

}  // namespace

void register_revoke_session(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/me/sessions/{id}";
  spec.operation_id = "revoke_session";
  spec.summary = "End one of my sessions";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{204, "Ended"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return revoke_session(services, context); });
}

}  // namespace elevaite::http::auth
