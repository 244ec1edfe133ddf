#include "http/credential_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_create_credential(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> create_credential(EngineServices& services,
                                                  RequestContext& context) {
  identity::NewCredential request;
  request.name = find_string(context.body, "name").value_or("");
  request.kind = find_string(context.body, "kind").value_or("");
  request.fields = *find_object(context.body, "fields");
  CO_TRY(auto created, co_await services.credentials.create(context.principal, std::move(request)));
  auto response = json_response(201, credential_json(created));
  response.headers.add("Location", "/v1/credentials/" + created.id.str());
  co_return response;
}

}  // namespace

void register_create_credential(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/credentials";
  spec.operation_id = "create_credential";
  spec.summary = "Store a credential";
  spec.tag = "credentials";
  spec.permission = model::Permission::credentials_write;
  spec.max_body_bytes = 256 << 10;
  spec.request_schema =
      schema(R"({"type":"object","required":["name","kind","fields"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "kind":{"type":"string","maxLength":64},
    "fields":{"type":"object"}}})");
  spec.responses = {{201, "Stored; the secrets are never shown again", credential_schema()}};
  add_route(router, std::move(spec), services, &create_credential);
}

}  // namespace elevaite::http::engine
