#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_list_documents(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_documents(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CollectionId>("id"));
  CO_TRY(auto page, read_page(context));
  std::optional<model::DocumentId> before;
  if (page.after.is_string()) {
    CO_TRY(before, model::DocumentId::parse(view(page.after.get_string())));
  }
  const auto reader = model::Reader::of(context.principal);
  auto& known = *services.knowledge;
  CO_CHECK(co_await known.collections.get(context.principal.tenant_id, id, reader));
  CO_TRY(auto documents, co_await known.documents.list(context.principal.tenant_id, id, reader,
                                                       before, page.limit + 1));
  Json next = nullptr;
  if (documents.size() > static_cast<std::size_t>(page.limit)) {
    documents.resize(static_cast<std::size_t>(page.limit));
    next = documents.back().id.str();
  }
  JsonArray items;
  for (const auto& document : documents) items.push_back(document_json(document));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_documents(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/collections/{id}/documents";
  spec.operation_id = "list_documents";
  spec.summary = "The documents of a collection that you may read, newest first";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of documents", page_schema(document_schema())}};
  add_route(router, std::move(spec), services, &list_documents);
}

}  // namespace elevaite::http::engine
