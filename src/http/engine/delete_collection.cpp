#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_delete_collection(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_collection(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CollectionId>("id"));
  CO_CHECK(co_await services.knowledge->collections.remove(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_delete_collection(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/collections/{id}";
  spec.operation_id = "delete_collection";
  spec.summary = "Delete a collection that has no documents";
  spec.description = "One that has some, also such as you may not read, is a conflict (not_empty).";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.responses = {{204, "Deleted"}};
  add_route(router, std::move(spec), services, &delete_collection);
}

}  // namespace elevaite::http::engine
