#include "engine/steps.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_steps(Router& router, EngineServices& services);

namespace {

bool is_wanted(const RequestContext& context, const elevaite::engine::StepRow& step) {
  auto status = context.query("status");
  auto kind = context.query("kind");
  auto node = context.query("node");
  return (!status || *status == to_string(step.status)) && (!kind || *kind == step.kind) &&
         (!node || *node == step.node_id);
}

Task<Result<net::HttpResponse>> list_steps(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  CO_TRY(auto page, read_page(context));
  const auto tenant_id = context.principal.tenant_id;
  CO_TRY(auto run, co_await services.engine.runs().get(tenant_id, id));
  CO_TRY(auto events,
         co_await services.engine.runs().events(tenant_id, id, 0, elevaite::engine::kAllEvents));
  CO_TRY(auto steps, elevaite::engine::fold_steps(events));
  // Without the workflow (a kind that is gone) the steps have no titles, and are there all the
  // same.
  auto workflow = co_await services.versions.load(tenant_id, run.version_id);
  if (workflow) elevaite::engine::add_titles(steps, **workflow);
  // The journal only grows, so a place in the list stays what it is.
  std::int64_t first =
      page.after.is_int64() ? std::max<std::int64_t>(page.after.get_int64(), 0) : 0;
  JsonArray items;
  Json next = nullptr;
  for (auto i = static_cast<std::size_t>(first); i < steps.size(); ++i) {
    if (!is_wanted(context, steps[i])) continue;
    if (items.size() == static_cast<std::size_t>(page.limit)) {
      next = static_cast<std::int64_t>(i);
      break;
    }
    items.push_back(elevaite::engine::to_json(steps[i]));
  }
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_steps(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/runs/{id}/steps";
  spec.operation_id = "list_steps";
  spec.summary = "The steps of a run, in the order in which they began";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_read;
  spec.query = page_parameters();
  spec.query.push_back({"status", "", schema(R"({"type":"string",
         "enum":["pending","running","waiting","succeeded","failed","skipped"]})")});
  spec.query.push_back({"kind", "A node kind, model_call or tool_call."});
  spec.query.push_back({"node", "A node's id."});
  spec.responses = {{200, "A page of steps", page_schema(step_schema())}};
  add_route(router, std::move(spec), services, &list_steps);
}

}  // namespace elevaite::http::engine
