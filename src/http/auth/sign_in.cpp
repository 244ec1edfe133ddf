#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> sign_in(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  identity::SignIn request;
  request.email = find_string(context.body, "email").value_or("");
  request.password = find_string(context.body, "password").value_or("");
  if (auto tenant = find_string(context.body, "tenant_id")) {
    CO_TRY(request.tenant_id, model::TenantId::parse(*tenant));
  }
  request.device = device_of(context);
  CO_TRY(auto admitted, co_await services.admission.sign_in(std::move(request)));
  co_return admitted_response(services, admitted, wants_cookie(context));
}

}  // namespace

void register_sign_in(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/sign-in";
  spec.operation_id = "sign_in";
  spec.summary = "Begin a session";
  spec.description =
      "The answer never says whether the address has an account. After a few failures further "
      "tries "
      "have to wait (429 with Retry-After).";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["email","password"],"properties":{
    "email":{"type":"string","maxLength":254},
    "password":{"type":"string","maxLength":1024},
    "tenant_id":{"type":"string","description":"Absent: the tenant used last."},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.responses = {{200, "Signed in", tokens_schema()},
                    {202, "A second factor is asked for", challenge_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return sign_in(services, context); });
}

}  // namespace elevaite::http::auth
