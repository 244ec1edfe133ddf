#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> create_invitation(AuthServices& services, RequestContext& context) {
  std::string email(find_string(context.body, "email").value_or(""));
  auto role = role_of(context);
  CO_TRY(auto invitation,
         co_await services.account->invitations.create(context.principal, std::move(email), role));
  co_return json_response(201, invitation_json(invitation, invitation.created_at));
}

}  // namespace

void register_create_invitation(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/invitations";
  spec.operation_id = "create_invitation";
  spec.summary = "Invite an address to become a member";
  spec.description =
      "A link that works once, within a week, is mailed to it. Who accepts needs no open sign-up.";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["email","role"],"properties":{
    "email":{"type":"string","maxLength":254},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"],"description":"At most one's own."}}})");
  spec.responses = {{201, "Invited", invitation_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return create_invitation(services, context); });
}

}  // namespace elevaite::http::auth
