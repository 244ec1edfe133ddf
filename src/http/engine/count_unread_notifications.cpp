#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_count_unread_notifications(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> count_unread_notifications(EngineServices& services,
                                                           RequestContext& context) {
  auto& store = services.notifications->notifications;
  CO_TRY(auto unread, co_await store.unread(inbox_of(context)));
  co_return json_response(200, JsonObject{{"unread", unread}});
}

}  // namespace

void register_count_unread_notifications(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/notifications/unread-count";
  spec.operation_id = "count_unread_notifications";
  spec.summary = "How many notifications were not read";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_read;
  spec.responses = {{200, "How many", schema(R"({"type":"object","required":["unread"],
                       "properties":{"unread":{"type":"integer"}}})")}};
  add_route(router, std::move(spec), services, &count_unread_notifications);
}

}  // namespace elevaite::http::engine
