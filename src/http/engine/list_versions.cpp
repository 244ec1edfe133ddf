#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_versions(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_versions(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::int64_t before = std::numeric_limits<std::int32_t>::max();
  if (page.after.is_int64()) before = std::min(before, page.after.get_int64());
  std::string name = context.path_parameter("agent");
  auto limit = static_cast<std::size_t>(page.limit);
  CO_TRY(auto versions,
         co_await services.agents.versions(actor_of(context), std::move(name), before, limit + 1));
  Json next = nullptr;
  if (versions.size() > limit) {
    versions.pop_back();
    next = versions.back().number.value_or(0);
  }
  JsonArray items;
  for (const auto& version : versions) items.push_back(version_json(version, false));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_versions(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents/{agent}/versions";
  spec.operation_id = "list_versions";
  spec.summary = "The versions of an agent, newest first";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of versions", page_schema(version_schema())}};
  add_route(router, std::move(spec), services, &list_versions);
}

}  // namespace elevaite::http::engine
