#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_list_queues(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_queues(EngineServices& services, RequestContext& context) {
  CO_TRY(auto workers, co_await services.jobs.workers());
  JsonArray items;
  for (auto name : {model::kQuickQueue, model::kLongQueue}) {
    std::string queue(name);
    CO_TRY(auto counts, co_await services.jobs.counts(context.principal.tenant_id, queue));
    JsonObject item{{"name", name},
                    {"queued", counts.queued},
                    {"running", counts.running},
                    {"retrying", counts.retrying},
                    {"delayed", counts.delayed},
                    {"failed", counts.failed},
                    {"workers", workers}};
    item["oldest_age_ms"] = nullptr;
    if (counts.oldest_age) item["oldest_age_ms"] = counts.oldest_age->count() / 1000;
    items.push_back(std::move(item));
  }
  co_return json_response(200, JsonObject{{"data", std::move(items)}});
}

}  // namespace

void register_list_queues(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/queues";
  spec.operation_id = "list_queues";
  spec.summary = "The queues, with the tenant's own jobs in them";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_read;
  spec.responses = {
      {200, "The queues", schema(R"({"type":"object","required":["data"],"properties":{"data":{
      "type":"array","items":{"type":"object","required":["name","queued","running","retrying",
        "delayed","failed","oldest_age_ms","workers"],"properties":{
        "name":{"type":"string"},"queued":{"type":"integer"},"running":{"type":"integer"},
        "retrying":{"type":"integer"},
        "delayed":{"type":"integer","description":"Of these, what is not due yet."},
        "failed":{"type":"integer","description":"In the dead-letter queue."},
        "oldest_age_ms":{"type":["integer","null"],
          "description":"For how long the oldest queued job has been due."},
        "workers":{"type":"integer","description":"Processes that work on the queue."}}}}}})")}};
  add_route(router, std::move(spec), services, &list_queues);
}

}  // namespace elevaite::http::engine
