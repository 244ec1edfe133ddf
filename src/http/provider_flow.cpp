#include "http/provider_flow.hpp"

#include "http/auth_answers.hpp"

namespace elevaite::http {

std::string provider_redirect_uri(const auth::AuthServices& services) {
  return services.options.auth_origin + "/callback";
}

net::HttpResponse begun_response(const auth::AuthServices& services,
                                 const identity::Federation::Begun& begun) {
  auto response = json_response(200, JsonObject{{"authorization_url", begun.authorization_url}});
  set_cookie(services, identity::SignInFlows::cookie_name(begun.state), begun.browser_secret,
             identity::kFlowLife, response);
  return response;
}

Json begun_schema() {
  return schema(R"({"type":"object","required":["authorization_url"],"properties":{
    "authorization_url":{"type":"string"}}})");
}

}  // namespace elevaite::http
