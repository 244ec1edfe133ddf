#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"
#include "http/second_factor_answers.hpp"
#include "http/step_up.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> end_tenant(AuthServices& services, RequestContext& context) {
  CO_CHECK(co_await step_up(services, context));
  std::string name(find_string(context.body, "name").value_or(""));
  CO_TRY(auto tenant,
         co_await services.account->tenants.schedule_end(context.principal, std::move(name)));
  co_return json_response(200, own_tenant_json(tenant));
}

}  // namespace

void register_end_tenant(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/tenant/end";
  spec.operation_id = "end_tenant";
  spec.summary = "Let the tenant end in 30 days";
  spec.description =
      "Until then everything goes on, and an owner may take it back. Then nobody is a member any "
      "more, no key works, nothing is deployed, what runs is cancelled, and what was encrypted for "
      "it cannot be read by anybody. `name` is the tenant's, typed in; `password`, or `code` of "
      "who has no password, shows again who asks.";
  spec.tag = "tenant";
  spec.permission = model::Permission::tenant_write;
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  auto body = step_up_schema();
  body.as_object()["required"] = JsonArray{"name"};
  body.as_object()["properties"].as_object()["name"] =
      schema(R"({"type":"string","maxLength":200})");
  spec.request_schema = std::move(body);
  spec.responses = {{200, "It ends at `ends_at`", own_tenant_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return end_tenant(services, context); });
}

}  // namespace elevaite::http::auth
