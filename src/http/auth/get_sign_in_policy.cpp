#include "http/auth_answers.hpp"
#include "http/policy_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> get_sign_in_policy(AuthServices& services,
                                                   RequestContext& context) {
  CO_TRY(auto policy, co_await services.policies.of(context.principal.tenant_id));
  co_return json_response(200, policy_json(policy));
}

}  // namespace

void register_get_sign_in_policy(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/sign-in-policy";
  spec.operation_id = "get_sign_in_policy";
  spec.summary = "What the tenant asks of those who sign in to it";
  spec.tag = "members";
  spec.permission = model::Permission::members_read;
  spec.responses = {{200, "The policy", policy_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return get_sign_in_policy(services, context);
  });
}

}  // namespace elevaite::http::auth
