#include "http/auth_answers.hpp"
#include "http/provider_flow.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> begin_provider_sign_in(AuthServices& services,
                                                       RequestContext& context) {
  CO_CHECK(check_origin(services, context));
  identity::Federation::Begin request;
  request.provider = context.path_parameter("provider");
  request.redirect_uri = provider_redirect_uri(services);
  request.return_to = find_string(context.body, "return_to").value_or("");
  request.remote_address = context.request.remote_address;
  CO_TRY(auto begun, co_await services.federation.begin(std::move(request)));
  co_return begun_response(services, begun);
}

}  // namespace

void register_begin_provider_sign_in(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/providers/{provider}/begin";
  spec.operation_id = "begin_provider_sign_in";
  spec.summary = "Begin to sign in through a provider";
  spec.description =
      "For browsers on one of the operator's web origins: the answer sets a cookie that binds the "
      "sign-in to this browser for ten minutes. Send the browser to `authorization_url`; it comes "
      "back to /callback of the Auth App, which finishes it.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "return_to":{"type":"string","maxLength":2048,
                 "description":"Given back when it is finished; the web decides what it may be."}}})");
  spec.responses = {{200, "Begun", begun_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return begin_provider_sign_in(services, context);
  });
}

}  // namespace elevaite::http::auth
