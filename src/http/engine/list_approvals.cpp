#include "engine/steps.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_approvals(Router& router, EngineServices& services);

namespace {

void append_approvals(JsonArray& items, const model::Run& run,
                      const std::vector<elevaite::engine::StepRow>& steps) {
  for (const auto& step : steps) {
    if (!step.wait || !step.wait->key.starts_with("approval")) continue;
    JsonObject item;
    item["run_id"] = run.id.str();
    item["agent_id"] = run.agent_id.str();
    item["conversation_id"] =
        run.conversation_id ? Json(run.conversation_id->str()) : Json(nullptr);
    item["step"] = step.step;
    item["node_id"] = step.node_id;
    item["kind"] = step.kind;
    item["title"] = step.title;
    item["since"] = step.started_at ? Json(to_rfc3339(*step.started_at)) : Json(nullptr);
    item["until"] = step.wait->until ? Json(to_rfc3339(*step.wait->until)) : Json(nullptr);
    item["payload"] = step.wait->payload;
    items.push_back(std::move(item));
  }
}

// The cursor walks through the runs that wait, of which not all wait for a person: a page may hold
// fewer approvals than it was asked for, and an empty one still says where to go on.
Task<Result<net::HttpResponse>> list_approvals(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  const auto tenant_id = context.principal.tenant_id;
  elevaite::engine::RunFilter filter;
  filter.statuses = {model::RunStatus::waiting};
  if (page.after.is_string()) {
    CO_TRY(filter.before, model::RunId::parse(view(page.after.get_string())));
  }
  auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  auto& runs = services.engine.runs();
  CO_TRY(auto waiting, co_await runs.list(tenant_id, filter));
  Json next = nullptr;
  if (waiting.size() > limit) {
    waiting.pop_back();
    next = waiting.back().id.str();
  }
  JsonArray items;
  for (const auto& run : waiting) {
    CO_TRY(auto events, co_await runs.events(tenant_id, run.id, 0, elevaite::engine::kAllEvents));
    CO_TRY(auto steps, elevaite::engine::fold_steps(events));
    auto workflow = co_await services.versions.load(tenant_id, run.version_id);
    if (workflow) elevaite::engine::add_titles(steps, **workflow);
    append_approvals(items, run, steps);
  }
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_approvals(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/approvals";
  spec.operation_id = "list_approvals";
  spec.summary = "What waits for somebody's approval";
  spec.description =
      "Of the runs that wait, newest first. `limit` counts the runs, of which some wait for "
      "something else: follow next_cursor until it is null.";
  spec.tag = "approvals";
  spec.permission = model::Permission::runs_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of approvals", page_schema(schema(R"({"type":"object"})"))}};
  add_route(router, std::move(spec), services, &list_approvals);
}

}  // namespace elevaite::http::engine
