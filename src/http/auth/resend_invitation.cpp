#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> resend_invitation(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<identity::InvitationId>("id"));
  CO_TRY(auto invitation, co_await services.account->invitations.resend(context.principal, id));
  co_return json_response(200, invitation_json(invitation, invitation.sent_at));
}

}  // namespace

void register_resend_invitation(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/invitations/{id}/resend";
  spec.operation_id = "resend_invitation";
  spec.summary = "Mail an invitation once more";
  spec.description = "The new link works for another week; the old one no longer does.";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.responses = {{200, "Mailed", invitation_schema()}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return resend_invitation(services, context); });
}

}  // namespace elevaite::http::auth
