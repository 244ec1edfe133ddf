#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> revoke_other_sessions(AuthServices& services,
                                                      RequestContext& context) {
  CO_CHECK(co_await services.sessions.revoke_others(context.principal.user_id,
                                                    context.principal.session_id));
  co_return no_content();
}

}  // namespace

void register_revoke_other_sessions(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/end-other-sessions";
  spec.operation_id = "revoke_other_sessions";
  spec.summary = "End all my sessions but this one";
  spec.description =
      "They cannot be refreshed any more at once; their access tokens work until they expire "
      "(auth.access_token_ttl), in every service.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{204, "Ended"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return revoke_other_sessions(services, context);
  });
}

}  // namespace elevaite::http::auth
