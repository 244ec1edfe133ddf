#include "http/notification_answers.hpp"
#include "identity/credentials.hpp"

namespace elevaite::http::engine {

void register_set_notification_preferences(Router& router, EngineServices& services);

namespace {

// Whoever may not see credentials may not learn of one by naming it either.
Task<Result<void>> check_slack(EngineServices& services, RequestContext& context,
                               model::CredentialId id) {
  if (!context.principal.permissions.has(model::Permission::credentials_read)) {
    co_return Error{ErrorCode::permission_denied,
                    "Naming a credential needs the permission credentials:read.",
                    "permission_missing"};
  }
  auto credential = co_await services.credentials.get(context.principal.tenant_id, id);
  if (credential && credential->kind == "slack") co_return Result<void>();
  if (!credential && credential.error().code != ErrorCode::not_found)
    co_return std::move(credential).error();
  co_return invalid_field("slack.credential_id", "not_found",
                          "There is no such credential of the kind slack.");
}

Task<Result<net::HttpResponse>> set_notification_preferences(EngineServices& services,
                                                             RequestContext& context) {
  auto& store = services.notifications->notifications;
  const auto inbox = inbox_of(context);
  auto preferences = model::preferences_from(context.body);
  if (const auto* slack = find_object(context.body, "slack")) {
    auto parsed = model::CredentialId::parse(find_string(*slack, "credential_id").value_or(""));
    model::CredentialId id;
    if (parsed) id = *parsed;
    CO_TRY(auto now_is, co_await store.preferences(inbox));
    const bool is_kept = !id.is_nil() && id == now_is.slack_credential;
    if (!is_kept) CO_CHECK(co_await check_slack(services, context, id));
  }
  CO_CHECK(co_await store.set_preferences(inbox, preferences));
  CO_TRY(auto address, co_await store.address(inbox));
  auto body = to_json(preferences);
  body.as_object()["email"] = address;
  co_return json_response(200, body);
}

}  // namespace

void register_set_notification_preferences(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/notification-preferences";
  spec.operation_id = "set_notification_preferences";
  spec.summary = "Say what one wants to hear, by which channel";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_write;
  spec.description =
      "As a whole: what is absent has its default. The channel `webhook` says whether what one is "
      "told of also goes to the tenant's webhook endpoints; it does when anybody who is told of it "
      "has it on.";
  spec.request_schema = preferences_schema(false);
  spec.responses = {{200, "The preferences", preferences_schema(true)}};
  add_route(router, std::move(spec), services, &set_notification_preferences);
}

}  // namespace elevaite::http::engine
