#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> get_me(AuthServices& services, RequestContext& context) {
  CO_TRY(auto profile, co_await services.accounts.profile(context.principal));
  JsonArray permissions;
  for (auto permission : model::all_permissions()) {
    if (context.principal.permissions.has(permission)) {
      permissions.push_back(Json(to_string(permission)));
    }
  }
  JsonObject body;
  body["id"] = profile.id.str();
  body["email"] = profile.email;
  body["name"] = profile.name;
  body["email_verified"] = profile.is_email_verified;
  body["created_at"] = to_rfc3339(profile.created_at);
  body["tenant"] = membership_json(profile.tenant);
  body["permissions"] = std::move(permissions);
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_get_me(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/me";
  spec.operation_id = "get_me";
  spec.summary = "Who I am, in which tenant, and what I may do";
  spec.tag = "account";
  auto body = schema(R"({"type":"object",
    "required":["id","email","email_verified","name","created_at","tenant","permissions"],"properties":{
    "id":{"type":"string"},"email":{"type":"string"},"name":{"type":"string"},
    "email_verified":{"type":"boolean"},"created_at":{"type":"string","format":"date-time"},"tenant":{},
    "permissions":{"type":"array","items":{"type":"string"}}}})");
  body.as_object()["properties"].as_object()["tenant"] = tenant_schema();
  spec.responses = {{200, "Me", std::move(body)}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return get_me(services, context); });
}

}  // namespace elevaite::http::auth
