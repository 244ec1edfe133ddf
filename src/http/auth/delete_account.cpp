#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"
#include "http/step_up.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> delete_account(AuthServices& services, RequestContext& context) {
  CO_CHECK(co_await step_up(services, context));
  std::string email(find_string(context.body, "email").value_or(""));
  CO_CHECK(co_await services.account->closing.close(context.principal, std::move(email)));
  // A tenant in which nobody is left.
  CO_CHECK(co_await services.account->tenants.end_due());
  auto response = no_content();
  clear_refresh_cookie(services, response);
  co_return response;
}

}  // namespace

void register_delete_account(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/delete";
  spec.operation_id = "delete_account";
  spec.summary = "Delete my account";
  spec.description =
      "At once and for good: sessions and API keys end, address, name and every way to sign in "
      "are forgotten. What was built in a tenant stays there, and so does its audit log. Refused "
      "as `sole_owner` while a tenant that goes on would be left without an owner. `email` is "
      "one's own, typed in; `password`, or `code` of who has no password, shows again who asks.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  auto body = step_up_schema();
  body.as_object()["required"] = JsonArray{"email"};
  body.as_object()["properties"].as_object()["email"] =
      schema(R"({"type":"string","maxLength":254})");
  spec.request_schema = std::move(body);
  spec.responses = {{204, "Deleted"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return delete_account(services, context); });
}

}  // namespace elevaite::http::auth
