#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

constexpr std::int64_t kDayInSeconds = 86400;

Task<Result<net::HttpResponse>> rotate_api_key(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ApiKeyId>("id"));
  auto seconds = find_int(context.body, "overlap_seconds").value_or(kDayInSeconds);
  CO_TRY(auto rotated,
         co_await services.api_keys.rotate(context.principal, id, std::chrono::seconds(seconds)));
  auto body = api_key_json(rotated.view);
  body.as_object()["secret"] = rotated.secret;
  co_return json_response(200, body);
}

}  // namespace

void register_rotate_api_key(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/api-keys/{id}/rotate";
  spec.operation_id = "rotate_api_key";
  spec.summary = "Give an API key a new secret";
  spec.description =
      "The answer holds the whole key in `secret`, for the only time. The present secret works for "
      "`overlap_seconds` more; one that was before it stops. Only for one's own keys.";
  spec.tag = "api keys";
  spec.permission = model::Permission::api_keys_write;
  spec.max_body_bytes = 64 << 10;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "overlap_seconds":{"type":"integer","minimum":0,"maximum":604800,
      "description":"Absent: 86400, a day. With 0 the present secret stops within auth.api_key_cache_ttl."}}})");
  auto body = api_key_schema();
  body.as_object()["properties"].as_object()["secret"] = schema(R"({"type":"string"})");
  spec.responses = {{200, "Renewed", std::move(body)}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return rotate_api_key(services, context); });
}

}  // namespace elevaite::http::auth
