#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_get_collection(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_collection(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CollectionId>("id"));
  CO_TRY(auto found, co_await services.knowledge->collections.get(
                         context.principal.tenant_id, id, model::Reader::of(context.principal)));
  co_return json_response(200, collection_json(found));
}

}  // namespace

void register_get_collection(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/collections/{id}";
  spec.operation_id = "get_collection";
  spec.summary = "A collection";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.responses = {{200, "The collection", collection_schema()}};
  add_route(router, std::move(spec), services, &get_collection);
}

}  // namespace elevaite::http::engine
