#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> accept_invitation_as_new(AuthServices& services,
                                                         RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  identity::Invitations::NewUser request;
  request.token = find_string(context.body, "token").value_or("");
  request.password = find_string(context.body, "password").value_or("");
  request.name = find_string(context.body, "name").value_or("");
  request.device = device_of(context);
  CO_TRY(auto signed_in, co_await services.account->invitations.accept_as_new(std::move(request)));
  co_return signed_in_response(services, 201, signed_in, wants_cookie(context));
}

}  // namespace

void register_accept_invitation_as_new(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/invitations/accept";
  spec.operation_id = "accept_invitation_as_new";
  spec.summary = "Accept an invitation with a new account";
  spec.description =
      "The account gets the invited address, which is verified by it, and no tenant of its own.";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["token","password"],"properties":{
    "token":{"type":"string","minLength":1,"maxLength":128},
    "password":{"type":"string","maxLength":1024},
    "name":{"type":"string","maxLength":200},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.responses = {{201, "Joined and signed in", tokens_schema()}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return accept_invitation_as_new(services, context);
  });
}

}  // namespace elevaite::http::auth
