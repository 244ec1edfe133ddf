#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_list_webhook_deliveries(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_webhook_deliveries(EngineServices& services,
                                                        RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::EndpointId>("id"));
  CO_TRY(auto page, read_page(context));
  const auto tenant_id = context.principal.tenant_id;
  CO_CHECK(co_await services.notifications->endpoints.get(tenant_id, id));
  jobs::DeliveryFilter filter{id};
  if (auto status = context.query("status")) filter.status = jobs::delivery_status_from(*status);
  if (page.after.is_string()) {
    CO_TRY(filter.before, model::DeliveryId::parse(view(page.after.get_string())));
  }
  const auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  CO_TRY(auto found, co_await services.notifications->deliveries.list(tenant_id, filter));
  Json next = nullptr;
  if (found.size() > limit) {
    found.pop_back();
    next = found.back().id.str();
  }
  JsonArray items;
  for (const auto& delivery : found) items.push_back(delivery_json(delivery, false));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_webhook_deliveries(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/webhook-endpoints/{id}/deliveries";
  spec.operation_id = "list_webhook_deliveries";
  spec.summary = "What was sent to a webhook endpoint, newest first";
  spec.tag = "webhook endpoints";
  spec.permission = model::Permission::webhooks_read;
  spec.description = "With what was answered to each attempt. Kept for 30 days.";
  spec.query = page_parameters();
  spec.query.push_back({"status", "Only those.",
                        schema(R"({"type":"string","enum":["pending","succeeded","failed"]})")});
  spec.responses = {
      {200, "A page of deliveries, without their payloads", page_schema(delivery_schema())}};
  add_route(router, std::move(spec), services, &list_webhook_deliveries);
}

}  // namespace elevaite::http::engine
