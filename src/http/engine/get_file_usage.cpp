#include "engine/files.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_get_file_usage(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_file_usage(EngineServices& services, RequestContext& context) {
  CO_TRY(auto usage, co_await services.files.usage(context.principal.tenant_id));
  co_return json_response(
      200, JsonObject{{"used", usage.used}, {"quota", usage.quota}, {"max_file", usage.max_file}});
}

}  // namespace

void register_get_file_usage(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/file-usage";
  spec.operation_id = "get_file_usage";
  spec.summary = "How much the tenant's files take, and how much they may";
  spec.tag = "files";
  spec.permission = model::Permission::files_read;
  spec.responses = {{200, "In bytes; uploads under way are counted", schema(R"({"type":"object",
    "required":["used","quota","max_file"],"properties":{"used":{"type":"integer"},
    "quota":{"type":"integer"},"max_file":{"type":"integer"}}})")}};
  add_route(router, std::move(spec), services, &get_file_usage);
}

}  // namespace elevaite::http::engine
