#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_list_notifications(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_notifications(EngineServices& services,
                                                   RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  jobs::NotificationFilter filter;
  if (page.after.is_int64()) filter.before = page.after.get_int64();
  filter.is_unread_only = context.query_bool("unread").value_or(false);
  const auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  auto& store = services.notifications->notifications;
  CO_TRY(auto found, co_await store.list(inbox_of(context), filter));
  Json next = nullptr;
  if (found.size() > limit) {
    found.pop_back();
    next = found.back().seq;
  }
  JsonArray items;
  for (const auto& notification : found) items.push_back(notification_json(notification));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_notifications(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/notifications";
  spec.operation_id = "list_notifications";
  spec.summary = "What one was told of, newest first";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_read;
  spec.description =
      "Of whoever asks, in the tenant of the token. Those older than three months, and more than "
      "a thousand, are forgotten.";
  spec.query = page_parameters();
  spec.query.push_back({"unread", "Only those that were not read.",
                        schema(R"({"type":"boolean","default":false})")});
  spec.responses = {{200, "A page of notifications", page_schema(notification_schema())}};
  add_route(router, std::move(spec), services, &list_notifications);
}

}  // namespace elevaite::http::engine
