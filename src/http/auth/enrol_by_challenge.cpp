#include "http/auth_answers.hpp"
#include "http/second_factor_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> enrol_by_challenge(AuthServices& services,
                                                   RequestContext& context) {
  std::string token(find_string(context.body, "challenge").value_or(""));
  CO_TRY(auto enrolment, co_await services.admission.enrol(std::move(token)));
  co_return enrolment_response(enrolment);
}

}  // namespace

void register_enrol_by_challenge(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/challenges/enrol";
  spec.operation_id = "enrol_by_challenge";
  spec.summary = "Set up the second factor that the tenant requires, on the way in";
  spec.description = "answer_challenge with a code of the app finishes it.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["challenge"],"properties":{
    "challenge":{"type":"string","maxLength":128}}})");
  spec.responses = {{200, "What the app needs", enrolment_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return enrol_by_challenge(services, context);
  });
}

}  // namespace elevaite::http::auth
