#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_update_collection(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> update_collection(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CollectionId>("id"));
  knowledge::CollectionPatch patch;
  if (auto name = find_string(context.body, "name")) patch.name = *name;
  if (auto text = find_string(context.body, "description")) patch.description = *text;
  CO_TRY(auto changed,
         co_await services.knowledge->collections.update(context.principal, id, std::move(patch)));
  co_return json_response(200, collection_json(changed));
}

}  // namespace

void register_update_collection(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/collections/{id}";
  spec.operation_id = "update_collection";
  spec.summary = "Rename a collection, or describe it";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "description":{"type":"string","maxLength":2000}}})");
  spec.responses = {{200, "The collection", collection_schema()}};
  add_route(router, std::move(spec), services, &update_collection);
}

}  // namespace elevaite::http::engine
