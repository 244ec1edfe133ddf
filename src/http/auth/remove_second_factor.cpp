#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"
#include "http/step_up.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> remove_second_factor(AuthServices& services,
                                                     RequestContext& context) {
  CO_CHECK(co_await step_up(services, context));
  auto user_id = context.principal.user_id;
  CO_CHECK(co_await services.second_factors.remove(user_id));
  CO_CHECK(co_await services.sessions.drop_second_factor(user_id));
  co_return no_content();
}

}  // namespace

void register_remove_second_factor(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/second-factor/remove";
  spec.operation_id = "remove_second_factor";
  spec.summary = "Sign in without a second factor from now on";
  spec.description = "A tenant that requires one asks to set it up again at the next sign-in.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = step_up_schema();
  spec.responses = {{204, "Removed"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return remove_second_factor(services, context);
  });
}

}  // namespace elevaite::http::auth
