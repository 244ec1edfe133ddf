#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

std::string name_of(const AuthServices& services, const std::string& provider) {
  for (const auto& known : services.providers.for_everybody()) {
    if (known.id == provider) return known.name;
  }
  return provider;
}

Task<Result<net::HttpResponse>> list_identities(AuthServices& services, RequestContext& context) {
  CO_TRY(auto methods, co_await services.identities.methods_of(context.principal.user_id));
  JsonArray items;
  for (const auto& identity : methods.identities) {
    items.push_back(JsonObject{{"id", identity.id.str()},
                               {"provider", identity.provider},
                               {"provider_name", name_of(services, identity.provider)},
                               {"email", identity.email},
                               {"created_at", to_rfc3339(identity.created_at)},
                               {"last_used_at", to_rfc3339(identity.last_used_at)}});
  }
  JsonObject body;
  body["has_password"] = methods.has_password;
  body["data"] = std::move(items);
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_list_identities(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/me/identities";
  spec.operation_id = "list_identities";
  spec.summary = "How I may sign in: my accounts at providers, and whether I have a password";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{200, "My ways to sign in", schema(R"({"type":"object",
    "required":["has_password","data"],"properties":{
    "has_password":{"type":"boolean"},
    "data":{"type":"array","items":{"type":"object",
      "required":["id","provider","provider_name","email","created_at","last_used_at"],
      "properties":{
      "id":{"type":"string"},"provider":{"type":"string"},"provider_name":{"type":"string"},
      "email":{"type":"string","description":"As the provider said it last; may be empty."},
      "created_at":{"type":"string","format":"date-time"},
      "last_used_at":{"type":"string","format":"date-time"}}}}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_identities(services, context); });
}

}  // namespace elevaite::http::auth
