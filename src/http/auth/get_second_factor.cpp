#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> get_second_factor(AuthServices& services, RequestContext& context) {
  CO_TRY(auto state, co_await services.second_factors.state_of(context.principal.user_id));
  JsonObject body;
  body["is_enrolled"] = state.is_enrolled;
  body["enrolled_at"] = state.enrolled_at ? Json(to_rfc3339(*state.enrolled_at)) : Json(nullptr);
  body["recovery_codes_left"] = state.recovery_codes_left;
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_get_second_factor(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/me/second-factor";
  spec.operation_id = "get_second_factor";
  spec.summary = "Whether I have a second factor";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{200, "My second factor", schema(R"({"type":"object",
    "required":["is_enrolled","enrolled_at","recovery_codes_left"],"properties":{
    "is_enrolled":{"type":"boolean"},
    "enrolled_at":{"type":["string","null"],"format":"date-time"},
    "recovery_codes_left":{"type":"integer"}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return get_second_factor(services, context); });
}

}  // namespace elevaite::http::auth
