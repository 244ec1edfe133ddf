// How notifications, webhook endpoints, deliveries and kept mail are written.
#pragma once
#include "http/engine_answers.hpp"
#include "http/notification_services.hpp"

namespace elevaite::http {

jobs::Inbox inbox_of(const RequestContext& context);

Json notification_json(const model::Notification& notification);
Json notification_schema();
// Of what a person wants to hear, as it is asked for and as it is answered.
Json preferences_schema(bool is_answer);

Json endpoint_json(const jobs::WebhookEndpoint& endpoint);
// With the secret, once.
Json endpoint_json(const jobs::EndpointWithSecret& made);
Json endpoint_schema(bool has_secret);
// The body of a request that makes or changes one.
Json endpoint_change_schema(bool is_new);
jobs::EndpointChange read_endpoint_change(const Json& body);

// `is_whole` adds the payload.
Json delivery_json(const jobs::NotificationDelivery& delivery, bool is_whole);
Json delivery_schema();

Json mail_json(const ports::KeptMail& mail, bool is_whole);
Json mail_schema(bool is_whole);
// not_found (reason "mail_not_kept") where mail goes to a mail server.
Result<ports::MailBox*> mail_box_of(EngineServices& services);

}  // namespace elevaite::http
