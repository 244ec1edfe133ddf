#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> export_account(AuthServices& services, RequestContext& context) {
  CO_TRY(auto body, co_await services.account->exports.of(context.principal));
  auto response = json_response(200, std::move(body));
  response.headers.set("Content-Disposition", "attachment; filename=\"elevaite-account.json\"");
  co_return response;
}

}  // namespace

void register_export_account(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/me/export";
  spec.operation_id = "export_account";
  spec.summary = "Everything that my account holds";
  spec.description =
      "Without secrets, and without what belongs to the tenants I work in. Of notifications, "
      "sessions and events of the audit log the newest 10000.";
  spec.tag = "account";
  spec.allows_api_keys = false;
  spec.responses = {{200, "The account", schema(R"({"type":"object",
    "required":["exported_at","account","memberships","sessions","identities","second_factors",
      "api_keys","mails","invitations","notification_preferences","notifications","audit_events"],
    "properties":{"exported_at":{"type":"string","format":"date-time"},
      "account":{"type":"object"},
      "memberships":{"type":"array","items":{"type":"object"}},
      "sessions":{"type":"array","items":{"type":"object"}},
      "identities":{"type":"array","items":{"type":"object"}},
      "second_factors":{"type":"array","items":{"type":"object"}},
      "api_keys":{"type":"array","items":{"type":"object"}},
      "mails":{"type":"array","items":{"type":"object"},"description":"That were sent about the account."},
      "invitations":{"type":"array","items":{"type":"object"}},
      "notification_preferences":{"type":"array","items":{"type":"object"}},
      "notifications":{"type":"array","items":{"type":"object"}},
      "audit_events":{"type":"array","items":{"type":"object"},"description":"What I did."}}})")}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return export_account(services, context); });
}

}  // namespace elevaite::http::auth
