#include "http/limit_answers.hpp"

namespace elevaite::http::engine {

void register_list_job_limits(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_job_limits(EngineServices& services, RequestContext& context) {
  jobs::JobLimits limits(services.database, services.clock);
  CO_TRY(auto found, co_await limits.list(context.principal.tenant_id));
  JsonArray items;
  for (const auto& limit : found) items.push_back(limit_json(limit));
  co_return json_response(200, JsonObject{{"data", std::move(items)}});
}

}  // namespace

void register_list_job_limits(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/job-limits";
  spec.operation_id = "list_job_limits";
  spec.summary = "How many jobs run at a time, and begin in a period";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_read;
  Json answer = schema(R"({"type":"object","required":["data"],"properties":{
    "data":{"type":"array"}}})");
  answer.at_pointer("/properties/data").as_object()["items"] = limit_schema();
  spec.responses = {{200, "The limits, 1000 at most", std::move(answer)}};
  add_route(router, std::move(spec), services, &list_job_limits);
}

}  // namespace elevaite::http::engine
