#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> verify_email(AuthServices& services, RequestContext& context) {
  std::string code(find_string(context.body, "code").value_or(""));
  CO_CHECK(co_await services.account->verification.confirm_code(context.principal.user_id,
                                                                std::move(code)));
  co_return no_content();
}

}  // namespace

void register_verify_email(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/email/verify";
  spec.operation_id = "verify_email";
  spec.summary = "Verify my address with the code of the newest mail";
  spec.description = "A code works once, within an hour, and may be tried five times.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["code"],"properties":{
    "code":{"type":"string","pattern":"^[0-9]{6}$"}}})");
  spec.responses = {{204, "Verified"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return verify_email(services, context); });
}

}  // namespace elevaite::http::auth
