#include "http/auth_answers.hpp"
#include "http/member_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> list_invitations(AuthServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<identity::InvitationId> before;
  if (page.after.is_string()) {
    CO_TRY(before, identity::InvitationId::parse(view(page.after.get_string())));
  }
  CO_TRY(auto found, co_await services.account->invitations.list(context.principal.tenant_id,
                                                                 before, page.limit + 1));
  const auto limit = static_cast<std::size_t>(page.limit);
  Json next = nullptr;
  if (found.size() > limit) {
    found.resize(limit);
    next = found.back().id.str();
  }
  JsonArray items;
  auto now = system_clock().now();
  for (const auto& invitation : found) items.push_back(invitation_json(invitation, now));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_invitations(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/invitations";
  spec.operation_id = "list_invitations";
  spec.summary = "Invitations that nobody has accepted or revoked; the newest first";
  spec.tag = "members";
  spec.permission = model::Permission::members_write;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of invitations", page_schema(invitation_schema())}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_invitations(services, context); });
}

}  // namespace elevaite::http::auth
