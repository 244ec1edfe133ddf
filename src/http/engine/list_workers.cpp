#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_list_workers(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_workers(EngineServices& services, RequestContext&) {
  CO_TRY(auto workers, co_await services.jobs.list_workers());
  JsonArray items;
  for (const auto& worker : workers) {
    items.push_back(JsonObject{{"id", worker.id.str()},
                               {"slots", worker.slots},
                               {"running", worker.running},
                               {"started_at", to_rfc3339(worker.started_at)},
                               {"expires_at", to_rfc3339(worker.expires_at)}});
  }
  co_return json_response(200, JsonObject{{"data", std::move(items)}});
}

}  // namespace

void register_list_workers(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/workers";
  spec.operation_id = "list_workers";
  spec.summary = "The live workers";
  spec.description = "They work for all tenants, so only who may see processes may see them.";
  spec.tag = "jobs";
  spec.permission = model::Permission::processes_read;
  spec.responses = {{200, "The workers, the oldest first",
                     schema(R"({"type":"object","required":["data"],"properties":{"data":{
      "type":"array","items":{"type":"object",
        "required":["id","slots","running","started_at","expires_at"],"properties":{
        "id":{"type":"string"},
        "slots":{"type":"integer","description":"Jobs that it runs at once, of all queues."},
        "running":{"type":"integer","description":"Jobs that it runs now."},
        "started_at":{"type":"string","format":"date-time"},
        "expires_at":{"type":"string","format":"date-time",
          "description":"When it counts as gone, unless it says something before."}}}}}})")}};
  add_route(router, std::move(spec), services, &list_workers);
}

}  // namespace elevaite::http::engine
