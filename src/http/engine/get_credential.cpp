#include "http/credential_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_get_credential(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_credential(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CredentialId>("id"));
  CO_TRY(auto credential, co_await services.credentials.get(context.principal.tenant_id, id));
  co_return json_response(200, credential_json(credential));
}

}  // namespace

void register_get_credential(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/credentials/{id}";
  spec.operation_id = "get_credential";
  spec.summary = "A credential without its secrets";
  spec.tag = "credentials";
  spec.permission = model::Permission::credentials_read;
  spec.responses = {{200, "The credential", credential_schema()}};
  add_route(router, std::move(spec), services, &get_credential);
}

}  // namespace elevaite::http::engine
