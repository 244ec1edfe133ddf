#include "http/engine_answers.hpp"
#include "http/file_answers.hpp"
#include "http/file_links.hpp"

namespace elevaite::http::engine {

void register_follow_file_link(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> follow_file_link(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto link, open_file_link(services.master_keys, context.path_parameter("token"),
                                   services.clock.now()));
  CO_TRY(auto file, co_await services.files.get(link.tenant_id, link.file_id));
  co_return co_await content_response(services.files, std::move(file), context.request);
}

}  // namespace

void register_follow_file_link(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/file-links/{token}";
  spec.operation_id = "follow_file_link";
  spec.summary = "The content that a link was made for";
  spec.description = "As get_file_content answers it. 410 when the link's time has passed.";
  spec.tag = "files";
  spec.is_public = true;
  spec.responses = {{200, "The content", nullptr, "application/octet-stream"},
                    {206, "A part of it", nullptr, "application/octet-stream"}};
  add_route(router, std::move(spec), services, &follow_file_link);
}

}  // namespace elevaite::http::engine
