#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"
#include "http/step_up.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> begin_second_factor(AuthServices& services,
                                                    RequestContext& context) {
  CO_CHECK(co_await step_up(services, context));
  CO_TRY(auto enrolment, co_await services.second_factors.begin(context.principal.user_id));
  co_return enrolment_response(enrolment);
}

}  // namespace

void register_begin_second_factor(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/second-factor";
  spec.operation_id = "begin_second_factor";
  spec.summary = "Begin to set up an authenticator app";
  spec.description = "It asks for nothing yet: confirm_second_factor finishes it.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = step_up_schema();
  spec.responses = {{200, "What the app needs", enrolment_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return begin_second_factor(services, context);
  });
}

}  // namespace elevaite::http::auth
