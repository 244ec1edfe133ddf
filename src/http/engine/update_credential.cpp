#include "http/credential_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_update_credential(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> update_credential(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::CredentialId>("id"));
  identity::Credentials::Change change;
  if (auto name = find_string(context.body, "name")) change.name = *name;
  if (const auto* fields = find_object(context.body, "fields")) change.fields = *fields;
  CO_TRY(auto credential,
         co_await services.credentials.update(context.principal, id, std::move(change)));
  co_return json_response(200, credential_json(credential));
}

}  // namespace

void register_update_credential(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PATCH";
  spec.path = "/v1/credentials/{id}";
  spec.operation_id = "update_credential";
  spec.summary = "Rename a credential, or replace its fields as a whole";
  spec.tag = "credentials";
  spec.permission = model::Permission::credentials_write;
  spec.max_body_bytes = 256 << 10;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "fields":{"type":"object"}}})");
  spec.responses = {{200, "Changed", credential_schema()}};
  add_route(router, std::move(spec), services, &update_credential);
}

}  // namespace elevaite::http::engine
