#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_redrive_jobs(Router& router, EngineServices& services);

namespace {

constexpr std::size_t kAtOnce = 500;

Task<Result<net::HttpResponse>> redrive_jobs(EngineServices& services, RequestContext& context) {
  CO_TRY(auto filter, read_job_filter(context.body));
  filter.limit = kAtOnce;
  CO_TRY(auto count, co_await services.jobs.redrive_all(context.principal.tenant_id, filter));
  co_return json_response(202, JsonObject{{"redriven", count}});
}

}  // namespace

void register_redrive_jobs(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/job-failures/redrive";
  spec.operation_id = "redrive_jobs";
  spec.summary = "Send failed jobs back to their queues";
  spec.description =
      "The newest 500 that match, or of all. When that many were sent back, there may be more.";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_manage;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "kind":{"type":"string","maxLength":64},
    "queue":{"type":"string","enum":["quick","long"]},
    "cause":{"type":"string","maxLength":200},
    "agent_id":{"type":"string","maxLength":64}}})");
  spec.responses = {{202, "How many", schema(R"({"type":"object","required":["redriven"],
                       "properties":{"redriven":{"type":"integer"}}})")}};
  add_route(router, std::move(spec), services, &redrive_jobs);
}

}  // namespace elevaite::http::engine
