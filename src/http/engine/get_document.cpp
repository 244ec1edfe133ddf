#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_get_document(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_document(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::DocumentId>("id"));
  auto& documents = services.knowledge->documents;
  const auto tenant = context.principal.tenant_id;
  CO_TRY(auto found, co_await documents.get(tenant, id, model::Reader::of(context.principal)));
  CO_TRY(auto access, co_await documents.access_of(tenant, id));
  co_return json_response(200, document_json(found, access));
}

}  // namespace

void register_get_document(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/documents/{id}";
  spec.operation_id = "get_document";
  spec.summary = "A document, how far it is, and who may read it";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.responses = {{200, "The document", document_schema()}};
  add_route(router, std::move(spec), services, &get_document);
}

}  // namespace elevaite::http::engine
