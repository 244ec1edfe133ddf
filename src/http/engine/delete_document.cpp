#include "http/knowledge_answers.hpp"
#include "jobs/job_store.hpp"

namespace elevaite::http::engine {

void register_delete_document(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_document(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::DocumentId>("id"));
  const auto& principal = context.principal;
  auto& known = *services.knowledge;
  CO_TRY(auto found,
         co_await known.documents.get(principal.tenant_id, id, model::Reader::of(principal)));
  // The row last: as long as it is there, whoever tries again finds the rest.
  if (found.job_id) {
    auto cancelled = co_await services.jobs.cancel(principal.tenant_id, *found.job_id, "Deleted.");
    bool has_ended = !cancelled && (cancelled.error().code == ErrorCode::conflict ||
                                    cancelled.error().code == ErrorCode::not_found);
    if (!cancelled && !has_ended) co_return std::move(cancelled).error();
  }
  CO_CHECK(co_await known.vectors.remove_document(principal.tenant_id, id));
  CO_CHECK(co_await known.blobs.remove(model::blob_key_of(principal.tenant_id, id)));
  CO_CHECK(co_await known.documents.remove(principal, id));
  co_return no_content();
}

}  // namespace

void register_delete_document(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/documents/{id}";
  spec.operation_id = "delete_document";
  spec.summary = "Delete a document, its chunks and its vectors";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_write;
  spec.responses = {{204, "Deleted"}};
  add_route(router, std::move(spec), services, &delete_document);
}

}  // namespace elevaite::http::engine
