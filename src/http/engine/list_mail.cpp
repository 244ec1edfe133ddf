#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_list_mail(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_mail(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto* box, mail_box_of(services));
  std::string from;
  if (page.after.is_string()) from = view(page.after.get_string());
  CO_TRY(auto found, co_await box->list(context.principal.tenant_id, std::move(from),
                                        static_cast<std::size_t>(page.limit)));
  JsonArray items;
  for (const auto& mail : found.mails) items.push_back(mail_json(mail, false));
  Json next = nullptr;
  if (!found.next.empty()) next = found.next;
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_mail(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/mail";
  spec.operation_id = "list_mail";
  spec.summary = "The mail of the tenant that was kept instead of sent, newest first";
  spec.tag = "mail";
  spec.permission = model::Permission::mail_read;
  spec.description =
      "Only where mail.url is a folder (spool:); else 404 with the reason mail_not_kept.";
  spec.query = page_parameters();
  spec.responses = {{200, "A page of mail", page_schema(mail_schema(false))}};
  add_route(router, std::move(spec), services, &list_mail);
}

}  // namespace elevaite::http::engine
