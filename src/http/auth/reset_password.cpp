#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> reset_password(AuthServices& services, RequestContext& context) {
  std::string token(find_string(context.body, "token").value_or(""));
  std::string password(find_string(context.body, "password").value_or(""));
  CO_CHECK(co_await services.account->password_reset.complete(std::move(token), std::move(password),
                                                              context.request.remote_address));
  co_return no_content();
}

}  // namespace

void register_reset_password(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/password-reset/complete";
  spec.operation_id = "reset_password";
  spec.summary = "Choose a new password with the token of a mailed link";
  spec.description =
      "The token works once, within 30 minutes. Every session of the account ends, and nobody is "
      "signed "
      "in.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["token","password"],"properties":{
    "token":{"type":"string","minLength":1,"maxLength":128},
    "password":{"type":"string","maxLength":1024}}})");
  spec.responses = {{204, "The password is changed"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return reset_password(services, context); });
}

}  // namespace elevaite::http::auth
