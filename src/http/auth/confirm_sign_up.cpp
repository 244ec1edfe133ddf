#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> confirm_sign_up(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  std::string token(find_string(context.body, "sign_up").value_or(""));
  std::string code(find_string(context.body, "code").value_or(""));
  CO_TRY(auto signed_in, co_await services.account->sign_ups.confirm(
                             std::move(token), std::move(code), device_of(context)));
  co_return signed_in_response(services, 201, signed_in, wants_cookie(context));
}

}  // namespace

void register_confirm_sign_up(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/sign-up/confirm";
  spec.operation_id = "confirm_sign_up";
  spec.summary = "Create the account whose address the code proves";
  spec.description = "A code works once, within an hour, and may be tried five times.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["sign_up","code"],"properties":{
    "sign_up":{"type":"string","minLength":1,"maxLength":128,"description":"From sign_up."},
    "code":{"type":"string","pattern":"^[0-9]{6}$","description":"From the mail."},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.responses = {{201, "Signed up and signed in", tokens_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return confirm_sign_up(services, context); });
}

}  // namespace elevaite::http::auth
