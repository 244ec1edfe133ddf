#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> revoke_invitation(AuthServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<identity::InvitationId>("id"));
  CO_CHECK(co_await services.account->invitations.revoke(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_revoke_invitation(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/invitations/{id}";
  spec.operation_id = "revoke_invitation";
  spec.summary = "Take an invitation back";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.responses = {{204, "Revoked"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return revoke_invitation(services, context); });
}

}  // namespace elevaite::http::auth
