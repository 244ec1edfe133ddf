#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_read_notification(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> read_notification(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::NotificationId>("id"));
  auto& store = services.notifications->notifications;
  CO_TRY(auto read, co_await store.mark_read(inbox_of(context), id));
  co_return json_response(200, notification_json(read));
}

}  // namespace

void register_read_notification(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/notifications/{id}/read";
  spec.operation_id = "read_notification";
  spec.summary = "Mark a notification as read";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_write;
  spec.responses = {{200, "The notification", notification_schema()}};
  add_route(router, std::move(spec), services, &read_notification);
}

}  // namespace elevaite::http::engine
