#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> create_api_key(AuthServices& services, RequestContext& context) {
  identity::NewApiKey request;
  request.name = find_string(context.body, "name").value_or("");
  if (auto role = find_string(context.body, "role")) {
    request.role = model::parse_role(*role).value_or(model::Role::viewer);
  } else {
    request.role = std::min(context.principal.role, model::Role::builder);
  }
  request.scopes = text_list(context.body, "scopes");
  request.allowed_addresses = text_list(context.body, "allowed_addresses");
  if (auto text = find_string(context.body, "expires_at")) {
    request.expires_at = parse_rfc3339(*text);
    if (!request.expires_at) {
      co_return invalid_field("expires_at", "invalid", "Write an RFC 3339 date and time.");
    }
  }
  CO_TRY(auto created, co_await services.api_keys.create(context.principal, std::move(request)));
  auto body = api_key_json(created.view);
  body.as_object()["secret"] = created.secret;
  co_return json_response(201, body);
}

}  // namespace

void register_create_api_key(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/api-keys";
  spec.operation_id = "create_api_key";
  spec.summary = "Create an API key";
  spec.description = "The answer holds the whole key in `secret`, for the only time.";
  spec.tag = "api keys";
  spec.permission = model::Permission::api_keys_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"],
            "description":"At most one's own. Absent: builder, or one's own when that is less."},
    "scopes":{"type":"array","maxItems":50,"items":{"type":"string","maxLength":64},
              "description":"Permissions like agents:chat. Absent or empty: all that the role grants."},
    "expires_at":{"type":"string","format":"date-time","description":"Absent: never."},
    "allowed_addresses":{"type":"array","maxItems":100,"items":{"type":"string","maxLength":64},
      "description":"CIDR blocks, IPv4 or IPv6, from which it may be used. Absent or empty: from everywhere."}}})");
  auto body = api_key_schema();
  body.as_object()["properties"].as_object()["secret"] = schema(R"({"type":"string"})");
  spec.responses = {{201, "Created", std::move(body)}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return create_api_key(services, context); });
}

}  // namespace elevaite::http::auth
