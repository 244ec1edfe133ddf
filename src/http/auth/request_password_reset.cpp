#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> request_password_reset(AuthServices& services,
                                                       RequestContext& context) {
  std::string email(find_string(context.body, "email").value_or(""));
  CO_CHECK(
      services.account->password_reset.request(std::move(email), context.request.remote_address));
  co_return accepted();
}

}  // namespace

void register_request_password_reset(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/password-reset";
  spec.operation_id = "request_password_reset";
  spec.summary = "Mail a link with which to choose a new password";
  spec.description =
      "The answer comes before anybody looks whether the address has an account: it is the same, "
      "and as "
      "fast, for every address. An account gets at most five such mails an hour.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["email"],"properties":{
    "email":{"type":"string","maxLength":254}}})");
  spec.responses = {{202, "If the address has an account, a mail is on its way"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return request_password_reset(services, context);
  });
}

}  // namespace elevaite::http::auth
