#include "http/credential_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_list_credentials(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_credentials(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<model::CredentialId> before;
  if (page.after.is_string()) {
    CO_TRY(before, model::CredentialId::parse(view(page.after.get_string())));
  }
  CO_TRY(auto found,
         co_await services.credentials.list(context.principal.tenant_id, before, page.limit));
  JsonArray items;
  for (const auto& credential : found.credentials) items.push_back(credential_json(credential));
  Json next = nullptr;
  if (found.has_more) next = found.credentials.back().id.str();
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_credentials(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/credentials";
  spec.operation_id = "list_credentials";
  spec.summary = "The credentials, newest first, without their secrets";
  spec.tag = "credentials";
  spec.permission = model::Permission::credentials_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of credentials", page_schema(credential_schema())}};
  add_route(router, std::move(spec), services, &list_credentials);
}

}  // namespace elevaite::http::engine
