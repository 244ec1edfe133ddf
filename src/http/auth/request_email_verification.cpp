#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> request_email_verification(AuthServices& services,
                                                           RequestContext& context) {
  CO_CHECK(services.account->verification.request(context.principal.user_id));
  co_return accepted();
}

}  // namespace

void register_request_email_verification(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/email/verification";
  spec.operation_id = "request_email_verification";
  spec.summary = "Mail me a new code for my address";
  spec.description =
      "Nothing is sent to an address that is verified, or that got five codes within the hour.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{202, "A mail is on its way"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return request_email_verification(services, context);
  });
}

}  // namespace elevaite::http::auth
