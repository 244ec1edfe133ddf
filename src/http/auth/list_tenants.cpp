#include "http/auth_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> list_tenants(AuthServices& services, RequestContext& context) {
  CO_TRY(auto memberships, co_await services.accounts.memberships(context.principal.user_id));
  JsonArray items;
  for (const auto& membership : memberships) items.push_back(membership_json(membership));
  co_return json_response(200, page_json(std::move(items), nullptr));
}

}  // namespace

void register_list_tenants(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/tenants";
  spec.operation_id = "list_tenants";
  spec.summary = "The tenants that I am a member of";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{200, "The tenants, by name", page_schema(tenant_schema())}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_tenants(services, context); });
}

}  // namespace elevaite::http::auth
