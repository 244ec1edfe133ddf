#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> update_api_key(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ApiKeyId>("id"));
  identity::ApiKeyChange change;
  if (auto name = find_string(context.body, "name")) change.name = std::string(*name);
  if (find_array(context.body, "allowed_addresses") != nullptr) {
    change.allowed_addresses = text_list(context.body, "allowed_addresses");
  }
  CO_TRY(auto key, co_await services.api_keys.update(context.principal, id, std::move(change)));
  co_return json_response(200, api_key_json(key));
}

}  // namespace

void register_update_api_key(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/api-keys/{id}";
  spec.operation_id = "update_api_key";
  spec.summary = "Rename an API key, or say from where it may be used";
  spec.description =
      "What is absent stays. A narrower list of addresses holds within auth.api_key_cache_ttl.";
  spec.tag = "api keys";
  spec.permission = model::Permission::api_keys_write;
  // A stolen key must not free itself of its list.
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "allowed_addresses":{"type":"array","maxItems":100,"items":{"type":"string","maxLength":64},
      "description":"CIDR blocks, IPv4 or IPv6. Empty: from everywhere."}}})");
  spec.responses = {{200, "Changed", api_key_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return update_api_key(services, context); });
}

}  // namespace elevaite::http::auth
