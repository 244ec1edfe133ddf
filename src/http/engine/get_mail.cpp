#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_get_mail(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_mail(EngineServices& services, RequestContext& context) {
  CO_TRY(auto* box, mail_box_of(services));
  CO_TRY(auto mail, co_await box->get(context.principal.tenant_id, context.path_parameter("id")));
  co_return json_response(200, mail_json(mail, true));
}

}  // namespace

void register_get_mail(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/mail/{id}";
  spec.operation_id = "get_mail";
  spec.summary = "A mail that was kept instead of sent";
  spec.tag = "mail";
  spec.permission = model::Permission::mail_read;
  spec.responses = {{200, "The mail", mail_schema(true)}};
  add_route(router, std::move(spec), services, &get_mail);
}

}  // namespace elevaite::http::engine
