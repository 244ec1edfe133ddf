#include "http/engine_answers.hpp"
#include "http/file_answers.hpp"

namespace elevaite::http::engine {

void register_get_file(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_file(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::FileId>("id"));
  CO_TRY(auto file, co_await services.files.get(context.principal.tenant_id, id));
  co_return json_response(200, file_json(file));
}

}  // namespace

void register_get_file(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/files/{id}";
  spec.operation_id = "get_file";
  spec.summary = "What is known of a file";
  spec.tag = "files";
  spec.permission = model::Permission::files_read;
  spec.responses = {{200, "The file", file_schema()}};
  add_route(router, std::move(spec), services, &get_file);
}

}  // namespace elevaite::http::engine
