#include "http/auth_answers.hpp"
#include "http/provider_flow.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> connect_identity(AuthServices& services, RequestContext& context) {
  CO_CHECK(check_origin(services, context));
  identity::Federation::Begin request;
  request.provider = find_string(context.body, "provider").value_or("");
  request.redirect_uri = provider_redirect_uri(services);
  request.return_to = find_string(context.body, "return_to").value_or("");
  request.links_to = context.principal.user_id;
  request.remote_address = context.request.remote_address;
  CO_TRY(auto begun, co_await services.federation.begin(std::move(request)));
  co_return begun_response(services, begun);
}

}  // namespace

void register_connect_identity(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/identities";
  spec.operation_id = "connect_identity";
  spec.summary = "Begin to connect an account at a provider with mine";
  spec.description = "As beginning to sign in through it; it is finished in the same way.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["provider"],"properties":{
    "provider":{"type":"string","maxLength":64},
    "return_to":{"type":"string","maxLength":2048}}})");
  spec.responses = {{200, "Begun", begun_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return connect_identity(services, context); });
}

}  // namespace elevaite::http::auth
