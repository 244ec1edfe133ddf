#include "http/auth_answers.hpp"
#include "http/provider_flow.hpp"

namespace elevaite::http::auth {
namespace {

identity::Federation::Finish read_request(const AuthServices& services,
                                          const RequestContext& context) {
  auto member = [&](std::string_view name) {
    return std::string(find_string(context.body, name).value_or(""));
  };
  identity::Federation::Finish request;
  request.state = member("state");
  request.code = member("code");
  request.issuer = member("iss");
  request.error = member("error");
  request.redirect_uri = provider_redirect_uri(services);
  auto secret = context.cookie(identity::SignInFlows::cookie_name(request.state));
  request.browser_secret = secret.value_or("");
  request.device = device_of(context);
  return request;
}

net::HttpResponse finished_response(const AuthServices& services,
                                    const identity::Federation::Finished& finished) {
  JsonObject body;
  const auto* admitted = finished.admitted ? &*finished.admitted : nullptr;
  bool is_challenged = admitted != nullptr && admitted->challenge;
  bool is_signed_in = admitted != nullptr && admitted->signed_in;
  body["outcome"] = is_challenged ? "challenged" : (is_signed_in ? "signed_in" : "connected");
  body["provider"] = finished.provider;
  body["return_to"] = finished.return_to;
  if (is_signed_in) body["session"] = tokens_json(*admitted->signed_in, true);
  if (is_challenged) body["challenge"] = challenge_json(*admitted->challenge);
  auto response = json_response(200, std::move(body));
  if (is_signed_in) set_refresh_cookie(services, *admitted->signed_in, response);
  return response;
}

Task<Result<net::HttpResponse>> finish_provider_sign_in(AuthServices& services,
                                                        RequestContext& context) {
  CO_CHECK(check_origin(services, context));
  auto request = read_request(services, context);
  auto cookie = identity::SignInFlows::cookie_name(request.state);
  CO_TRY(auto finished, co_await services.federation.finish(std::move(request)));
  auto response = finished_response(services, finished);
  set_cookie(services, cookie, "", Duration{0}, response);
  co_return response;
}

Json finished_schema() {
  auto body = schema(R"({"type":"object","required":["outcome","provider","return_to"],
    "properties":{
    "outcome":{"type":"string","enum":["signed_in","connected","challenged"]},
    "provider":{"type":"string"},
    "return_to":{"type":"string","description":"As it was given at the beginning; may be empty."},
    "session":{},"challenge":{}}})");
  body.as_object()["properties"].as_object()["session"] = tokens_schema();
  body.as_object()["properties"].as_object()["challenge"] = challenge_schema();
  return body;
}

}  // namespace

void register_finish_provider_sign_in(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/providers/callback";
  spec.operation_id = "finish_provider_sign_in";
  spec.summary = "Finish what was begun with a provider";
  spec.description =
      "With what the provider put into the address of /callback, and the cookie of the browser "
      "that began it. Works once. The refresh token goes into an HttpOnly cookie.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["state"],"properties":{
    "state":{"type":"string","maxLength":256},
    "code":{"type":"string","maxLength":8192},
    "iss":{"type":"string","maxLength":2048,"description":"RFC 9207."},
    "error":{"type":"string","maxLength":256,"description":"Why the provider refused."}}})");
  spec.responses = {{200, "Signed in, or connected with the account", finished_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return finish_provider_sign_in(services, context);
  });
}

}  // namespace elevaite::http::auth
