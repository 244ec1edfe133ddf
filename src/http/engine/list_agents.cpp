#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_agents(Router& router, EngineServices& services);

namespace {

Json owner_json(const model::Agent& agent) {
  if (!agent.created_by) return nullptr;
  return JsonObject{{"id", agent.created_by->str()}, {"name", agent.owner_name.value_or("")}};
}

Json last_run_json(const model::Agent& agent) {
  if (!agent.last_run) return nullptr;
  return JsonObject{{"id", agent.last_run->id.str()},
                    {"status", to_string(agent.last_run->status)},
                    {"is_test", agent.last_run->is_test},
                    {"created_at", to_rfc3339(agent.last_run->created_at)}};
}

Task<Result<net::HttpResponse>> list_agents(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  elevaite::engine::AgentFilter filter;
  filter.search = context.query("search").value_or("");
  if (auto status = context.query("status")) filter.status = model::agent_status_from(*status);
  filter.is_deleted = context.query_bool("deleted").value_or(false);
  filter.limit = static_cast<std::size_t>(page.limit) + 1;
  if (page.after.is_string()) {
    CO_TRY(filter.before, model::AgentId::parse(view(page.after.get_string())));
  }
  CO_TRY(auto agents, co_await services.agents.list(actor_of(context), std::move(filter)));
  Json next = nullptr;
  if (agents.size() > static_cast<std::size_t>(page.limit)) {
    agents.pop_back();
    next = agents.back().id.str();
  }
  JsonArray items;
  for (const auto& agent : agents) {
    JsonObject item = agent_json(agent, false).as_object();
    item["owner"] = owner_json(agent);
    item["last_run"] = last_run_json(agent);
    items.push_back(std::move(item));
  }
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_agents(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents";
  spec.operation_id = "list_agents";
  spec.summary = "The agents, newest first";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.query = page_parameters();
  spec.query.push_back({"search", "A part of the name, the slug or the description.",
                        schema(R"({"type":"string","maxLength":200})")});
  spec.query.push_back({"status",
                        "draft: not deployed; changed: deployed, and the draft has moved on.",
                        schema(R"({"type":"string","enum":["draft","deployed","changed"]})")});
  spec.query.push_back({"deleted", "True: the deleted ones instead.",
                        schema(R"({"type":"boolean","default":false})")});
  spec.responses = {{200, "A page of agents", page_schema(agent_schema())}};
  add_route(router, std::move(spec), services, &list_agents);
}

}  // namespace elevaite::http::engine
