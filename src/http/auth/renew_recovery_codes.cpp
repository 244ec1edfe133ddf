#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"
#include "http/step_up.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> renew_recovery_codes(AuthServices& services,
                                                     RequestContext& context) {
  CO_CHECK(co_await step_up(services, context));
  auto user_id = context.principal.user_id;
  CO_TRY(auto codes, co_await services.second_factors.renew_recovery_codes(user_id));
  co_return recovery_codes_response(codes);
}

}  // namespace

void register_renew_recovery_codes(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/second-factor/recovery-codes";
  spec.operation_id = "renew_recovery_codes";
  spec.summary = "New recovery codes; the old ones work no longer";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = step_up_schema();
  spec.responses = {{200, "The codes, for the only time", recovery_codes_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return renew_recovery_codes(services, context);
  });
}

}  // namespace elevaite::http::auth
