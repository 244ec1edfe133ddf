#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_list_jobs(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_jobs(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto filter, read_job_filter(context));
  if (page.after.is_string()) {
    CO_TRY(filter.before, model::JobId::parse(view(page.after.get_string())));
  }
  auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  CO_TRY(auto jobs, co_await services.jobs.list(context.principal.tenant_id, filter));
  Json next = nullptr;
  if (jobs.size() > limit) {
    jobs.resize(limit);
    next = jobs.back().id.str();
  }
  JsonArray items;
  for (const auto& job : jobs) items.push_back(job_json(job, false));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_jobs(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/jobs";
  spec.operation_id = "list_jobs";
  spec.summary = "The jobs, newest first";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_read;
  spec.query = page_parameters();
  for (auto& parameter : job_filter_parameters()) spec.query.push_back(std::move(parameter));
  spec.responses = {{200, "A page of jobs", page_schema(job_schema())}};
  add_route(router, std::move(spec), services, &list_jobs);
}

}  // namespace elevaite::http::engine
