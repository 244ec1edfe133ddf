#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> change_email(AuthServices& services, RequestContext& context) {
  std::string email(find_string(context.body, "email").value_or(""));
  std::string password(find_string(context.body, "password").value_or(""));
  CO_CHECK(co_await services.account->email_change.request(context.principal.user_id,
                                                           std::move(email), std::move(password)));
  co_return accepted();
}

}  // namespace

void register_change_email(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/email";
  spec.operation_id = "change_email";
  spec.summary = "Give my account another address";
  spec.description =
      "Both addresses get a mail with a link; the address changes when both have been opened. "
      "Whether "
      "the new one has an account is told only to who reads it.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["email","password"],"properties":{
    "email":{"type":"string","maxLength":254},
    "password":{"type":"string","maxLength":1024}}})");
  spec.responses = {{202, "Both addresses have to confirm it"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return change_email(services, context); });
}

}  // namespace elevaite::http::auth
