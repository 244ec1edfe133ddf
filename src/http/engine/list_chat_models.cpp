#include "http/engine_answers.hpp"
#include "ports/chat_model.hpp"

namespace elevaite::http::engine {

void register_list_chat_models(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_chat_models(EngineServices& services, RequestContext&) {
  co_return json_response(200, Json(JsonObject{{"data", services.models.catalogue()}}));
}

}  // namespace

void register_list_chat_models(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/chat-models";
  spec.operation_id = "list_chat_models";
  spec.summary = "The language models that a node may use, with prices";
  spec.tag = "catalogue";
  spec.permission = model::Permission::agents_read;
  spec.responses = {
      {200, "Every model",
       schema(
           R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"type":"object"}}}})")}};
  add_route(router, std::move(spec), services, &list_chat_models);
}

}  // namespace elevaite::http::engine
