#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> find_invitation(AuthServices& services, RequestContext& context) {
  std::string token(find_string(context.body, "token").value_or(""));
  CO_TRY(auto open, co_await services.account->invitations.find(std::move(token),
                                                                context.request.remote_address));
  JsonObject body;
  body["tenant_name"] = open.tenant_name;
  body["inviter_name"] = open.inviter_name;
  body["email"] = open.invitation.email;
  body["role"] = to_string(open.invitation.role);
  body["has_account"] = open.has_account;
  body["expires_at"] = to_rfc3339(open.invitation.expires_at);
  co_return json_response(200, std::move(body));
}

}  // namespace

void register_find_invitation(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/auth/invitations/find";
  spec.operation_id = "find_invitation";
  spec.summary = "What a mailed invitation is for";
  spec.tag = "authentication";
  spec.is_public = true;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["token"],"properties":{
    "token":{"type":"string","minLength":1,"maxLength":128}}})");
  spec.responses = {{200, "The invitation", schema(R"({"type":"object","required":["tenant_name",
    "inviter_name","email","role","has_account","expires_at"],"properties":{
    "tenant_name":{"type":"string"},"inviter_name":{"type":"string"},
    "email":{"type":"string"},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]},
    "has_account":{"type":"boolean","description":"Whether the address has one: sign in first."},
    "expires_at":{"type":"string","format":"date-time"}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return find_invitation(services, context); });
}

}  // namespace elevaite::http::auth
