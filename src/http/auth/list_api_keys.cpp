#include "http/auth_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> list_api_keys(AuthServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<model::ApiKeyId> before;
  if (page.after.is_string()) {
    CO_TRY(before, model::ApiKeyId::parse(view(page.after.as_string())));
  }
  auto found = co_await services.api_keys.list(context.principal.tenant_id, before, page.limit);
  if (!found) co_return std::move(found).error();
  JsonArray items;
  for (const auto& key : found->keys) items.push_back(api_key_json(key));
  Json next = nullptr;
  if (found->has_more) next = found->keys.back().id.str();
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_api_keys(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/api-keys";
  spec.operation_id = "list_api_keys";
  spec.summary = "The tenant's API keys, newest first, without their secrets";
  spec.tag = "api keys";
  spec.permission = model::Permission::api_keys_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of keys", page_schema(api_key_schema())}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_api_keys(services, context); });
}

}  // namespace elevaite::http::auth
