// What the routes of the audit log share: its filter, and an event as JSON and as a line of CSV.
#pragma once
#include <string>

#include "http/request_context.hpp"
#include "http/router.hpp"
#include "identity/audit_log.hpp"

namespace elevaite::http {

// actor, action, target, from, until; to be appended to a RouteSpec's query.
std::vector<QueryParameter> audit_parameters();
Result<identity::AuditFilter> audit_filter(const RequestContext& context);

Json audit_event_json(const identity::AuditView& view);
Json audit_event_schema();

std::string audit_csv_head();
// What a spreadsheet would take for a formula is made text.
std::string audit_csv_line(const identity::AuditView& view);

}  // namespace elevaite::http
