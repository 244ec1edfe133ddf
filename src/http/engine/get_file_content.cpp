#include "http/engine_answers.hpp"
#include "http/file_answers.hpp"

namespace elevaite::http::engine {

void register_get_file_content(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_file_content(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::FileId>("id"));
  CO_TRY(auto file, co_await services.files.get(context.principal.tenant_id, id));
  co_return co_await content_response(services.files, std::move(file), context.request);
}

}  // namespace

void register_get_file_content(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/files/{id}/content";
  spec.operation_id = "get_file_content";
  spec.summary = "The content of a file";
  spec.description =
      "Range (one range of bytes), If-Range and If-None-Match are answered; the ETag is the "
      "SHA-256. It is always an attachment.";
  spec.tag = "files";
  spec.permission = model::Permission::files_read;
  spec.responses = {{200, "The content", nullptr, "application/octet-stream"},
                    {206, "A part of it", nullptr, "application/octet-stream"}};
  add_route(router, std::move(spec), services, &get_file_content);
}

}  // namespace elevaite::http::engine
