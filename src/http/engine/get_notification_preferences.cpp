#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_get_notification_preferences(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_notification_preferences(EngineServices& services,
                                                             RequestContext& context) {
  auto& store = services.notifications->notifications;
  CO_TRY(auto preferences, co_await store.preferences(inbox_of(context)));
  CO_TRY(auto address, co_await store.address(inbox_of(context)));
  auto body = to_json(preferences);
  body.as_object()["email"] = address;
  co_return json_response(200, body);
}

}  // namespace

void register_get_notification_preferences(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/notification-preferences";
  spec.operation_id = "get_notification_preferences";
  spec.summary = "What one wants to hear, by which channel";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_read;
  spec.responses = {{200, "The preferences", preferences_schema(true)}};
  add_route(router, std::move(spec), services, &get_notification_preferences);
}

}  // namespace elevaite::http::engine
