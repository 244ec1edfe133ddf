#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_list_chunks(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_chunks(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::DocumentId>("id"));
  CO_TRY(auto page, read_page(context));
  std::int64_t from = as_int(&page.after).value_or(context.query_int("from").value_or(0));
  CO_TRY(auto found, co_await services.knowledge->documents.chunks(
                         context.principal.tenant_id, id, model::Reader::of(context.principal),
                         from, page.limit));
  Json next = nullptr;
  if (found.has_more) next = found.chunks.back().position + 1;
  JsonArray items;
  for (const auto& chunk : found.chunks) items.push_back(chunk_json(chunk));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_chunks(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/documents/{id}/chunks";
  spec.operation_id = "list_chunks";
  spec.summary = "The chunks of a document in their order, as they are searched";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.query = page_parameters();
  spec.query.push_back({"from", "The position to begin at: that of a citation.",
                        schema(R"({"type":"integer","minimum":0,"maximum":10000000})")});
  spec.responses = {{200, "A page of chunks", page_schema(chunk_schema())}};
  add_route(router, std::move(spec), services, &list_chunks);
}

}  // namespace elevaite::http::engine
