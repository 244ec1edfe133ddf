#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> confirm_second_factor(AuthServices& services,
                                                      RequestContext& context) {
  std::string code(find_string(context.body, "code").value_or(""));
  CO_TRY(auto codes,
         co_await services.second_factors.confirm(context.principal.user_id, std::move(code)));
  CO_CHECK(co_await services.sessions.add_second_factor(context.principal.session_id));
  co_return recovery_codes_response(codes);
}

}  // namespace

void register_confirm_second_factor(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/second-factor/confirm";
  spec.operation_id = "confirm_second_factor";
  spec.summary = "Show that the app gives the right codes; every sign-in asks for one from now on";
  spec.description = "The answer holds the recovery codes, for the only time.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = code_schema();
  spec.responses = {{200, "Set up", recovery_codes_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return confirm_second_factor(services, context);
  });
}

}  // namespace elevaite::http::auth
