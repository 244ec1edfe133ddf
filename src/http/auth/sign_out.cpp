#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> sign_out(AuthServices& services, RequestContext& context) {
  auto token = refresh_token_of(services, context);
  if (!token && token.error().code != ErrorCode::unauthenticated) {
    co_return std::move(token).error();
  }
  if (token) CO_CHECK(co_await services.sessions.sign_out(std::move(*token)));
  auto response = no_content();
  clear_refresh_cookie(services, response);
  co_return response;
}

}  // namespace

void register_sign_out(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/sign-out";
  spec.operation_id = "sign_out";
  spec.summary = "End the session of a refresh token";
  spec.description = "Access tokens made before still work until they expire.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "refresh_token":{"type":"string","maxLength":512,"description":"Absent: the cookie's."}}})");
  spec.is_body_optional = true;
  spec.responses = {{204, "Signed out"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return sign_out(services, context); });
}

}  // namespace elevaite::http::auth
