#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_create_collection(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> create_collection(EngineServices& services,
                                                  RequestContext& context) {
  knowledge::NewCollection fresh;
  fresh.name = find_string(context.body, "name").value_or("");
  fresh.description = find_string(context.body, "description").value_or("");
  CO_TRY(auto made,
         co_await services.knowledge->collections.create(context.principal, std::move(fresh)));
  auto response = json_response(201, collection_json(made));
  response.headers.add("Location", "/v1/collections/" + made.id.str());
  co_return response;
}

}  // namespace

void register_create_collection(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/collections";
  spec.operation_id = "create_collection";
  spec.summary = "Make a collection of documents";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "description":{"type":"string","maxLength":2000}}})");
  spec.responses = {{201, "The collection", collection_schema()}};
  add_route(router, std::move(spec), services, &create_collection);
}

}  // namespace elevaite::http::engine
