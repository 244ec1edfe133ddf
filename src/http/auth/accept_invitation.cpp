#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> accept_invitation(AuthServices& services, RequestContext& context) {
  if (wants_cookie(context)) CO_CHECK(check_origin(services, context));
  std::string token(find_string(context.body, "token").value_or(""));
  auto device = device_of(context);
  auto signed_in = co_await services.account->invitations.accept(
      context.principal.user_id, std::move(token), std::move(device));
  if (!signed_in) co_return std::move(signed_in).error();
  co_return signed_in_response(services, 200, *signed_in, wants_cookie(context));
}

}  // namespace

void register_accept_invitation(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/me/invitations/accept";
  spec.operation_id = "accept_invitation";
  spec.summary = "Accept an invitation with my account";
  spec.description =
      "Begins a session in the other tenant. The address of the account must be the invited one.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["token"],"properties":{
    "token":{"type":"string","minLength":1,"maxLength":128},
    "cookie":{"type":"boolean","description":"The refresh token goes into an HttpOnly cookie."}}})");
  spec.responses = {{200, "Joined and signed in", tokens_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return accept_invitation(services, context); });
}

}  // namespace elevaite::http::auth
