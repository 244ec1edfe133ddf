#include "core/log.hpp"
#include "http/auth_answers.hpp"
#include "http/policy_answers.hpp"

namespace elevaite::http::auth {
namespace {

// Whoever asks for a second factor has given one: otherwise they would lock themselves out.
Task<Result<void>> check_own_factor(AuthServices& services, model::SessionId session_id) {
  CO_TRY(auto proof, co_await services.sessions.proof_of(session_id));
  if (proof.has_second_factor) co_return Result<void>{};
  co_return Error{ErrorCode::conflict, "Set up your own second factor first, and sign in with it.",
                  "own_factor_missing"};
}

Task<Result<net::HttpResponse>> set_sign_in_policy(AuthServices& services,
                                                   RequestContext& context) {
  identity::SignInPolicy policy;
  policy.requires_second_factor = find_bool(context.body, "requires_second_factor").value_or(false);
  if (policy.requires_second_factor) {
    CO_CHECK(co_await check_own_factor(services, context.principal.session_id));
  }
  CO_CHECK(co_await services.policies.set(context.principal.tenant_id, policy));
  log_info("a tenant has set what it asks of sign-ins",
           {{"tenant_id", context.principal.tenant_id.str()},
            {"user_id", context.principal.user_id.str()},
            {"requires_second_factor", policy.requires_second_factor}});
  co_return json_response(200, policy_json(policy));
}

}  // namespace

void register_set_sign_in_policy(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/sign-in-policy";
  spec.operation_id = "set_sign_in_policy";
  spec.summary = "Set what the tenant asks of those who sign in to it";
  spec.description =
      "Sessions that do not meet it end when their access token does (auth.access_token_ttl).";
  spec.tag = "members";
  spec.permission = model::Permission::tenant_write;
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = policy_schema();
  spec.responses = {{200, "The policy", policy_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return set_sign_in_policy(services, context);
  });
}

}  // namespace elevaite::http::auth
