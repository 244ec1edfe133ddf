#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> sign_up(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  identity::SignUp request;
  request.email = find_string(context.body, "email").value_or("");
  request.password = find_string(context.body, "password").value_or("");
  request.name = find_string(context.body, "name").value_or("");
  request.tenant_name = find_string(context.body, "tenant_name").value_or("");
  request.device = device_of(context);
  if (services.account->asks_for_code) {
    CO_TRY(auto begun, co_await services.account->sign_ups.begin(std::move(request)));
    co_return json_response(
        202, JsonObject{{"sign_up", begun.token}, {"expires_at", to_rfc3339(begun.expires_at)}});
  }
  CO_TRY(auto signed_in, co_await services.accounts.sign_up(std::move(request)));
  co_return signed_in_response(services, 201, signed_in, wants_cookie(context));
}

}  // namespace

void register_sign_up(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/sign-up";
  spec.operation_id = "sign_up";
  spec.summary = "Create an account, and a tenant that it owns";
  spec.description =
      "Where mails can be sent (`email_verification` of auth_options) every address is answered "
      "alike: 202, and a mail with a code for confirm_sign_up, or one that says that there is an "
      "account already. Elsewhere the account is made at once, or refused as `email_taken`.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["email","password"],"properties":{
    "email":{"type":"string","maxLength":254},
    "password":{"type":"string","maxLength":1024,
                "description":"At least 15 characters unless the operator says otherwise."},
    "name":{"type":"string","maxLength":200},
    "tenant_name":{"type":"string","maxLength":200},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.responses = {{201, "Signed up and signed in", tokens_schema()},
                    {202, "A mail is on its way", schema(R"({"type":"object",
    "required":["sign_up","expires_at"],"properties":{
    "sign_up":{"type":"string","description":"For confirm_sign_up; a secret."},
    "expires_at":{"type":"string","format":"date-time"}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return sign_up(services, context); });
}

}  // namespace elevaite::http::auth
