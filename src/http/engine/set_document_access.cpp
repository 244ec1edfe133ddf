#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_set_document_access(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> set_document_access(EngineServices& services,
                                                    RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::DocumentId>("id"));
  CO_TRY(auto access, read_access(context.body));
  auto& documents = services.knowledge->documents;
  CO_CHECK(co_await documents.set_access(context.principal, id, access));
  co_return no_content();
}

}  // namespace

void register_set_document_access(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/documents/{id}/access";
  spec.operation_id = "set_document_access";
  spec.summary = "Say who may read a document";
  spec.description = "It holds from the next search on.";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["access"],"properties":{}})");
  spec.request_schema.as_object()["properties"].as_object()["access"] = access_schema();
  spec.responses = {{204, "It holds"}};
  add_route(router, std::move(spec), services, &set_document_access);
}

}  // namespace elevaite::http::engine
