#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_remake_document(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> remake_document(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::DocumentId>("id"));
  const auto& principal = context.principal;
  auto& documents = services.knowledge->documents;
  CO_TRY(auto found, co_await documents.get(principal.tenant_id, id, model::Reader::of(principal)));
  CO_TRY(auto job_id, co_await create_ingest_job(services, principal, id, found.revision + 1));
  CO_TRY(auto begun, co_await documents.begin_revision(principal, id, job_id));
  co_return json_response(202, document_json(begun));
}

}  // namespace

void register_remake_document(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/documents/{id}/remake";
  spec.operation_id = "remake_document";
  spec.summary = "Parse and embed a document anew";
  spec.description =
      "After a failure, or with another embedding model. What is found of it stays until the new "
      "revision takes its place. One that is being made is a conflict (being_made).";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.responses = {{202, "The document, queued", document_schema()}};
  add_route(router, std::move(spec), services, &remake_document);
}

}  // namespace elevaite::http::engine
