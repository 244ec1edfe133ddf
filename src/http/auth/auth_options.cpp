#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> auth_options(AuthServices& services, RequestContext& context) {
  static_cast<void>(context);
  JsonArray providers;
  for (const auto& provider : services.providers.for_everybody()) {
    providers.push_back(JsonObject{{"id", provider.id}, {"name", provider.name}});
  }
  const PublicOptions& options = services.options;
  JsonObject body;
  body["sign_up"] = options.allow_sign_up;
  body["password_min_length"] = options.password_min_length;
  body["providers"] = std::move(providers);
  body["password_reset"] = true;
  body["email_verification"] = services.account->asks_for_code;
  body["mfa"] = true;
  body["invitations"] = true;
  body["auth_origin"] = options.auth_origin;
  body["app_origin"] = options.app_origin;
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_auth_options(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/auth/options";
  spec.operation_id = "auth_options";
  spec.summary = "What this platform offers to who is not signed in";
  spec.description = "The web shows a page or a button only when it is offered here.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.responses = {{200, "What is offered", schema(R"({"type":"object",
    "required":["sign_up","password_min_length","providers","password_reset","email_verification",
      "mfa","invitations","auth_origin","app_origin"],"properties":{
    "sign_up":{"type":"boolean"},
    "password_min_length":{"type":"integer","description":"Characters."},
    "providers":{"type":"array","description":"Through whom else one may sign in.",
      "items":{"type":"object","required":["id","name"],"properties":{
        "id":{"type":"string"},"name":{"type":"string"}}}},
    "password_reset":{"type":"boolean"},
    "email_verification":{"type":"boolean",
                          "description":"Whether a new account is asked for a mailed code."},
    "mfa":{"type":"boolean"},"invitations":{"type":"boolean"},
    "auth_origin":{"type":"string","description":"Where browsers find the Auth App."},
    "app_origin":{"type":"string","description":"Where browsers find the ElevAIte App."}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return auth_options(services, context); });
}

}  // namespace elevaite::http::auth
