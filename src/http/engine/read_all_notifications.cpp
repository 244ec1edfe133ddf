#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_read_all_notifications(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> read_all_notifications(EngineServices& services,
                                                       RequestContext& context) {
  auto& store = services.notifications->notifications;
  CO_TRY(auto read,
         co_await store.mark_all_read(inbox_of(context), find_int(context.body, "up_to")));
  co_return json_response(200, JsonObject{{"read", read}});
}

}  // namespace

void register_read_all_notifications(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/notifications/read";
  spec.operation_id = "read_all_notifications";
  spec.summary = "Mark all notifications as read";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_write;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "up_to":{"type":"integer","minimum":0,"description":
      "The seq of the newest one that was seen: what came meanwhile stays unread."}}})");
  spec.responses = {{200, "How many were unread", schema(R"({"type":"object","required":["read"],
                       "properties":{"read":{"type":"integer"}}})")}};
  add_route(router, std::move(spec), services, &read_all_notifications);
}

}  // namespace elevaite::http::engine
