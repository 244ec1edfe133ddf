#include "engine/files.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_delete_file(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_file(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::FileId>("id"));
  CO_CHECK(co_await services.files.remove(context.principal.tenant_id, id));
  co_return no_content();
}

}  // namespace

void register_delete_file(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/files/{id}";
  spec.operation_id = "delete_file";
  spec.summary = "Delete a file, its content and its links";
  spec.tag = "files";
  spec.permission = model::Permission::files_write;
  spec.responses = {{204, "Deleted"}};
  add_route(router, std::move(spec), services, &delete_file);
}

}  // namespace elevaite::http::engine
