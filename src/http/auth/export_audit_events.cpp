#include "core/log.hpp"
#include "http/audit_answers.hpp"
#include "http/auth_answers.hpp"

namespace elevaite::http::auth {
namespace {

constexpr std::int64_t kPage = 500;

struct Export {
  identity::AuditLog& log;
  model::TenantId tenant_id;
  identity::AuditFilter filter;
  bool is_csv = false;
};

// The stream runs after the handler has answered, so it owns what it needs.
Task<void> write_export(std::shared_ptr<Export> wanted, net::ResponseStream& stream) {
  std::string text = wanted->is_csv ? audit_csv_head() : std::string();
  wanted->filter.limit = kPage;
  while (true) {
    auto events = co_await wanted->log.list(wanted->tenant_id, wanted->filter);
    if (!events) {
      // The response has begun: what is missing shows as a broken transfer.
      log_error("an export of the audit log broke off", {{"error", events.error().message}});
      throw std::runtime_error("the export broke off");
    }
    for (const auto& event : *events) {
      text += wanted->is_csv ? audit_csv_line(event) : to_text(audit_event_json(event)) + "\n";
    }
    auto written = co_await stream.write(std::move(text));
    if (!written || events->size() < static_cast<std::size_t>(kPage)) co_return;
    wanted->filter.before_seq = events->back().row.seq;
    text.clear();
  }
}

Task<Result<net::HttpResponse>> export_audit_events(AuthServices& services,
                                                    RequestContext& context) {
  CO_TRY(auto filter, audit_filter(context));
  auto wanted = std::make_shared<Export>(Export{services.account->audit_log,
                                                context.principal.tenant_id, std::move(filter),
                                                context.query("format").value_or("csv") == "csv"});
  net::HttpResponse response;
  std::string name = wanted->is_csv ? "audit.csv" : "audit.jsonl";
  response.headers.add("Content-Type",
                       wanted->is_csv ? "text/csv; charset=utf-8" : "application/jsonl");
  response.headers.add("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.add("Cache-Control", "no-store");
  response.stream = [wanted](net::ResponseStream& stream) { return write_export(wanted, stream); };
  co_return response;
}

}  // namespace

void register_export_audit_events(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/audit-events/export";
  spec.operation_id = "export_audit_events";
  spec.summary = "The same events as a file, whole";
  spec.tag = "audit";
  spec.permission = model::Permission::audit_read;
  spec.query = audit_parameters();
  spec.query.push_back({"format", "CSV, or one JSON object a line.",
                        schema(R"({"type":"string","enum":["csv","jsonl"],"default":"csv"})")});
  spec.responses = {{200, "The events", nullptr, "text/csv"}};
  router.add(std::move(spec), [&services](RequestContext& context) {
    return export_audit_events(services, context);
  });
}

}  // namespace elevaite::http::auth
