#include "http/engine_answers.hpp"
#include "http/file_answers.hpp"

namespace elevaite::http::engine {

void register_list_files(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_files(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<model::FileId> before;
  if (page.after.is_string()) {
    CO_TRY(before, model::FileId::parse(view(page.after.get_string())));
  }
  CO_TRY(auto files, co_await services.files.list(context.principal.tenant_id, before, page.limit));
  Json next = nullptr;
  if (files.size() > static_cast<std::size_t>(page.limit)) {
    files.pop_back();
    next = files.back().id.str();
  }
  JsonArray items;
  for (const auto& file : files) items.push_back(file_json(file));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_files(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/files";
  spec.operation_id = "list_files";
  spec.summary = "The files, newest first";
  spec.tag = "files";
  spec.permission = model::Permission::files_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of files", page_schema(file_schema())}};
  add_route(router, std::move(spec), services, &list_files);
}

}  // namespace elevaite::http::engine
