#include "http/knowledge_answers.hpp"

namespace elevaite::http::engine {

void register_search_knowledge(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> search_knowledge(EngineServices& services,
                                                 RequestContext& context) {
  ports::KnowledgeQuery query;
  query.text = find_string(context.body, "query").value_or("");
  if (const auto* collections = find_array(context.body, "collections")) {
    for (const Json& name : *collections) query.collections.emplace_back(view(name.get_string()));
  }
  query.limit = static_cast<std::size_t>(find_int(context.body, "limit").value_or(8));
  query.min_similarity = find_number(context.body, "min_similarity").value_or(0);
  CO_TRY(auto found,
         co_await services.knowledge->retrieval.search(
             context.principal.tenant_id, model::Reader::of(context.principal), std::move(query)));
  JsonArray items;
  for (const auto& passage : found) items.push_back(passage_json(passage));
  co_return json_response(200, page_json(std::move(items), nullptr));
}

}  // namespace

void register_search_knowledge(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/knowledge/search";
  spec.operation_id = "search_knowledge";
  spec.summary = "Search the documents that you may read, and see why each passage was found";
  spec.tag = "knowledge";
  spec.permission = model::Permission::knowledge_read;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["query"],"properties":{
    "query":{"type":"string","minLength":1,"maxLength":8192},
    "collections":{"type":"array","maxItems":50,"items":{"type":"string","maxLength":200},
      "description":"By id or name; none: all of them."},
    "limit":{"type":"integer","minimum":1,"maximum":50},
    "min_similarity":{"type":"number","minimum":0,"maximum":1,
      "description":"Of passages in which no word of the query was found."}}})");
  spec.responses = {{200, "The passages, best first", page_schema(passage_schema())}};
  add_route(router, std::move(spec), services, &search_knowledge);
}

}  // namespace elevaite::http::engine
