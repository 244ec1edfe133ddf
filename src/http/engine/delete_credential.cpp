#include "http/credential_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_delete_credential(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_credential(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CredentialId>("id"));
  CO_CHECK(co_await services.credentials.remove(context.principal, id));
  co_return no_content();
}

}  // namespace

void register_delete_credential(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/credentials/{id}";
  spec.operation_id = "delete_credential";
  spec.summary = "Delete a credential: nodes that use it fail from now on";
  spec.tag = "credentials";
  spec.permission = model::Permission::credentials_write;
  spec.responses = {{204, "Deleted"}};
  add_route(router, std::move(spec), services, &delete_credential);
}

}  // namespace elevaite::http::engine
