#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> answer_challenge(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  std::string token(find_string(context.body, "challenge").value_or(""));
  std::string code(find_string(context.body, "code").value_or(""));
  auto device = device_of(context);
  CO_TRY(auto admitted,
         co_await services.admission.answer(std::move(token), std::move(code), std::move(device)));
  co_return admitted_response(services, admitted, wants_cookie(context));
}

}  // namespace

void register_answer_challenge(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/challenges/answer";
  spec.operation_id = "answer_challenge";
  spec.summary = "Finish a sign-in with the code of the second factor";
  spec.description = "A code of the authenticator app, or a recovery code; each works once.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["challenge","code"],"properties":{
    "challenge":{"type":"string","maxLength":128},
    "code":{"type":"string","maxLength":64},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  auto body = tokens_schema();
  body.as_object()["properties"].as_object()["recovery_codes"] = schema(R"({"type":"array",
    "items":{"type":"string"},
    "description":"When the factor was set up on the way; shown for the only time."})");
  spec.responses = {{200, "Signed in", std::move(body)}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return answer_challenge(services, context); });
}

}  // namespace elevaite::http::auth
