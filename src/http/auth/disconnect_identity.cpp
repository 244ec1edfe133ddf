#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> disconnect_identity(AuthServices& services,
                                                    RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::IdentityId>("id"));
  CO_CHECK(co_await services.identities.unlink(context.principal.user_id, id));
  co_return no_content();
}

}  // namespace

void register_disconnect_identity(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/me/identities/{id}";
  spec.operation_id = "disconnect_identity";
  spec.summary = "Take one of my accounts at providers away; never the last way to sign in";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{204, "Taken away"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return disconnect_identity(services, context);
  });
}

}  // namespace elevaite::http::auth
