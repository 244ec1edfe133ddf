#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_runs(Router& router, EngineServices& services);

namespace {

Result<std::optional<Instant>> time_parameter(const RequestContext& context,
                                              std::string_view name) {
  auto text = context.query(name);
  if (!text) return std::optional<Instant>();
  auto at = parse_rfc3339(*text);
  if (!at) return invalid_field(std::string(name), "format", "Write an RFC 3339 date and time.");
  return at;
}

Task<Result<elevaite::engine::RunFilter>> read_filter(EngineServices& services,
                                                      RequestContext& context) {
  elevaite::engine::RunFilter filter;
  for (std::string_view text : context.query_list("status")) {
    if (auto status = model::run_status_from(text)) filter.statuses.push_back(*status);
  }
  if (auto text = context.query("trigger")) filter.trigger = model::trigger_kind_from(*text);
  filter.is_test = context.query_bool("is_test");
  CO_TRY(filter.created_after, time_parameter(context, "created_after"));
  CO_TRY(filter.created_before, time_parameter(context, "created_before"));
  if (auto text = context.query("conversation")) {
    CO_TRY(filter.conversation_id, model::ConversationId::parse(*text));
  }
  if (auto text = context.query("agent")) {
    auto id = model::AgentId::parse(*text);
    if (id) {
      // Also of an agent that has been deleted.
      filter.agent_id = *id;
    } else {
      std::string slug(*text);
      CO_TRY(auto agent, co_await services.agents.get(actor_of(context), std::move(slug)));
      filter.agent_id = agent.id;
    }
  }
  co_return filter;
}

Task<Result<net::HttpResponse>> list_runs(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto filter, co_await read_filter(services, context));
  if (page.after.is_string()) {
    CO_TRY(filter.before, model::RunId::parse(view(page.after.get_string())));
  }
  auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  const bool is_narrowed = filter.agent_id && filter.conversation_id;
  CO_TRY(auto runs, co_await services.engine.runs().list(context.principal.tenant_id, filter));
  Json next = nullptr;
  // With both filters a page may be short of entries and yet not the last: the list drops some.
  if (runs.size() > limit || (is_narrowed && runs.size() == limit)) {
    runs.resize(limit);
    next = runs.back().id.str();
  }
  JsonArray items;
  for (const auto& run : runs) items.push_back(run_json(run));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_runs(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/runs";
  spec.operation_id = "list_runs";
  spec.summary = "The runs, newest first";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_read;
  spec.query = page_parameters();
  spec.query.push_back({"agent", "An agent's id or slug."});
  QueryParameter status{"status", "One of these; repeat it for several."};
  status.schema = schema(R"({"type":"string",
    "enum":["queued","running","waiting","succeeded","failed","cancelled"]})");
  status.is_list = true;
  spec.query.push_back(std::move(status));
  spec.query.push_back(
      {"trigger", "",
       schema(R"({"type":"string","enum":["chat","webhook","schedule","manual","api"]})")});
  spec.query.push_back({"is_test", "True: only runs of drafts.", schema(R"({"type":"boolean"})")});
  spec.query.push_back({"conversation", "A conversation's id."});
  spec.query.push_back({"created_after", "An instant (RFC 3339), included."});
  spec.query.push_back({"created_before", "An instant (RFC 3339), not included."});
  spec.responses = {{200, "A page of runs", page_schema(run_schema())}};
  add_route(router, std::move(spec), services, &list_runs);
}

}  // namespace elevaite::http::engine
