#include "http/engine_answers.hpp"
#include "identity/credential_kinds.hpp"

namespace elevaite::http::engine {

void register_list_credential_kinds(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_credential_kinds(EngineServices&, RequestContext&) {
  co_return json_response(200, Json(JsonObject{{"data", identity::credential_kinds_json()}}));
}

}  // namespace

void register_list_credential_kinds(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/credential-kinds";
  spec.operation_id = "list_credential_kinds";
  spec.summary = "The kinds of credentials and their fields";
  spec.tag = "credentials";
  spec.permission = model::Permission::agents_read;
  spec.responses = {
      {200, "Every kind",
       schema(
           R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"type":"object"}}}})")}};
  add_route(router, std::move(spec), services, &list_credential_kinds);
}

}  // namespace elevaite::http::engine
