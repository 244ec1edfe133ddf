#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_list_job_failures(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_job_failures(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto groups, co_await services.jobs.failures(context.principal.tenant_id));
  JsonArray items;
  for (auto& group : groups) {
    items.push_back(JsonObject{{"kind", group.kind},
                               {"cause", group.cause},
                               {"count", group.count},
                               {"example", std::move(group.example)},
                               {"first_at", to_rfc3339(group.first_at)},
                               {"last_at", to_rfc3339(group.last_at)}});
  }
  co_return json_response(200, JsonObject{{"data", std::move(items)}});
}

}  // namespace

void register_list_job_failures(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/job-failures";
  spec.operation_id = "list_job_failures";
  spec.summary = "Failed jobs, grouped by what they failed of";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_read;
  spec.responses = {{200, "The groups, the largest first",
                     schema(R"({"type":"object","required":["data"],"properties":{"data":{
      "type":"array","items":{"type":"object","required":["kind","cause","count","example",
        "first_at","last_at"],"properties":{
        "kind":{"type":"string"},"cause":{"type":"string"},"count":{"type":"integer"},
        "example":{"type":["object","null"],"description":"The error of one of them."},
        "first_at":{"type":"string","format":"date-time"},
        "last_at":{"type":"string","format":"date-time"}}}}}})")}};
  add_route(router, std::move(spec), services, &list_job_failures);
}

}  // namespace elevaite::http::engine
