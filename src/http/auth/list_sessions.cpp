#include "http/auth_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Task<Result<net::HttpResponse>> list_sessions(AuthServices& services, RequestContext& context) {
  CO_TRY(auto sessions, co_await services.sessions.list(context.principal.user_id));
  JsonArray items;
  for (const auto& session : sessions) {
    JsonObject item;
    item["id"] = session.id.str();
    item["tenant_id"] = session.tenant_id.str();
    item["user_agent"] = session.user_agent;
    item["provider"] = session.provider;
    item["remote_address"] = session.remote_address;
    item["created_at"] = to_rfc3339(session.created_at);
    item["refreshed_at"] = to_rfc3339(session.refreshed_at);
    item["expires_at"] = to_rfc3339(session.expires_at);
    item["is_current"] = session.id == context.principal.session_id;
    items.push_back(std::move(item));
  }
  co_return json_response(200, page_json(std::move(items), nullptr));
}

}  // namespace

void register_list_sessions(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/me/sessions";
  spec.operation_id = "list_sessions";
  spec.summary = "My living sessions, the last used first";
  spec.tag = "account";
  spec.allows_api_keys = false;
  auto item = schema(R"({"type":"object","required":["id","tenant_id","user_agent",
    "remote_address","provider","created_at","refreshed_at","expires_at","is_current"],"properties":{
    "id":{"type":"string"},"tenant_id":{"type":"string"},"user_agent":{"type":"string"},
    "remote_address":{"type":"string"},
    "provider":{"type":"string","description":"Through whom it began; empty: by password."},
    "created_at":{"type":"string","format":"date-time"},
    "refreshed_at":{"type":"string","format":"date-time"},
    "expires_at":{"type":"string","format":"date-time"},"is_current":{"type":"boolean"}}})");
  spec.responses = {{200, "The sessions", page_schema(std::move(item))}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_sessions(services, context); });
}

}  // namespace elevaite::http::auth
