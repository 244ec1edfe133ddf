#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_list_collections(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_collections(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto found, co_await services.knowledge->collections.list(
                         context.principal.tenant_id, model::Reader::of(context.principal)));
  JsonArray items;
  for (const auto& collection : found) items.push_back(collection_json(collection));
  co_return json_response(200, page_json(std::move(items), nullptr));
}

}  // namespace

void register_list_collections(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/collections";
  spec.operation_id = "list_collections";
  spec.summary = "The collections, by name";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.responses = {{200, "All of them", page_schema(collection_schema())}};
  add_route(router, std::move(spec), services, &list_collections);
}

}  // namespace elevaite::http::engine
