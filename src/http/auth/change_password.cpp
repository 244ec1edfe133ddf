#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> change_password(AuthServices& services, RequestContext& context) {
  std::string current(find_string(context.body, "current_password").value_or(""));
  std::string next(find_string(context.body, "new_password").value_or(""));
  CO_CHECK(co_await services.accounts.change_password(context.principal, std::move(current),
                                                      std::move(next)));
  co_return no_content();
}

}  // namespace

void register_change_password(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/password";
  spec.operation_id = "change_password";
  spec.summary = "Change my password; every other session ends";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object",
    "required":["current_password","new_password"],"properties":{
    "current_password":{"type":"string","maxLength":1024},
    "new_password":{"type":"string","maxLength":1024}}})");
  spec.responses = {{204, "Changed"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return change_password(services, context); });
}

}  // namespace elevaite::http::auth
