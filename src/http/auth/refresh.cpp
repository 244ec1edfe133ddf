#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> refresh(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  CO_TRY(auto token, refresh_token_of(services, context));
  auto device = device_of(context);
  auto signed_in = co_await services.accounts.refresh(std::move(token), std::move(device));
  if (!signed_in) co_return std::move(signed_in).error();
  bool came_in_cookie = !find_string(context.body, "refresh_token");
  co_return signed_in_response(services, 200, *signed_in, came_in_cookie || wants_cookie(context));
}

}  // namespace

void register_refresh(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/refresh";
  spec.operation_id = "refresh";
  spec.summary = "Exchange a refresh token for new tokens";
  spec.description =
      "A refresh token is exchanged for its successor. Whoever lost the answer may ask again with "
      "the "
      "same token: within 60 seconds, and as long as the successor has not been used, it is given "
      "the "
      "same successor and a new access token. Using an older token again ends its session.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "refresh_token":{"type":"string","maxLength":512,"description":"Absent: the cookie's."},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.is_body_optional = true;
  spec.responses = {{200, "Refreshed", tokens_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return refresh(services, context); });
}

}  // namespace elevaite::http::auth
