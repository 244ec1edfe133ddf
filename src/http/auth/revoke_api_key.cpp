#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> revoke_api_key(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ApiKeyId>("id"));
  CO_CHECK(co_await services.api_keys.revoke(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_revoke_api_key(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/api-keys/{id}";
  spec.operation_id = "revoke_api_key";
  spec.summary = "Revoke an API key";
  spec.description = "It stops working within auth.api_key_cache_ttl (5 seconds by default).";
  spec.tag = "api keys";
  spec.permission = model::Permission::api_keys_write;
  spec.responses = {{204, "Revoked"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return revoke_api_key(services, context); });
}

}  // namespace elevaite::http::auth
