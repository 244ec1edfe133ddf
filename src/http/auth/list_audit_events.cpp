#include "http/audit_answers.hpp"
#include "http/auth_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> list_audit_events(AuthServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto filter, audit_filter(context));
  if (page.after.is_int64()) filter.before_seq = page.after.get_int64();
  filter.limit = page.limit + 1;
  CO_TRY(auto events,
         co_await services.account->audit_log.list(context.principal.tenant_id, std::move(filter)));
  const auto limit = static_cast<std::size_t>(page.limit);
  Json next = nullptr;
  if (events.size() > limit) {
    events.resize(limit);
    next = events.back().row.seq;
  }
  JsonArray items;
  for (const auto& event : events) items.push_back(audit_event_json(event));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_audit_events(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/audit-events";
  spec.operation_id = "list_audit_events";
  spec.summary = "What was done in the tenant, by whom, from where; the newest first";
  spec.tag = "audit";
  spec.permission = model::Permission::audit_read;
  spec.query = audit_parameters();
  for (auto& parameter : page_parameters()) spec.query.push_back(std::move(parameter));
  spec.responses = {{200, "A page of events", page_schema(audit_event_schema())}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_audit_events(services, context); });
}

}  // namespace elevaite::http::auth
