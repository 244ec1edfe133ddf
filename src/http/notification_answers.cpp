#include "http/notification_answers.hpp"

namespace elevaite::http {
namespace {

JsonArray to_array(const std::vector<std::string>& texts) {
  return JsonArray(texts.begin(), texts.end());
}

Json kind_names() {
  JsonArray names;
  for (auto kind : model::all_notification_kinds()) names.push_back(Json(to_string(kind)));
  return names;
}

JsonArray event_types() {
  JsonArray types;
  for (auto type : model::webhook_event_types()) types.push_back(Json(type));
  return types;
}

}  // namespace

jobs::Inbox inbox_of(const RequestContext& context) {
  return {context.principal.tenant_id, context.principal.user_id};
}

Json notification_json(const model::Notification& notification) {
  JsonObject out;
  out["id"] = notification.id.str();
  out["seq"] = notification.seq;
  out["kind"] = notification.kind;
  out["title"] = notification.title;
  out["body"] = notification.body;
  out["link"] = notification.link;
  out["data"] = notification.data;
  out["created_at"] = to_rfc3339(notification.created_at);
  out["read_at"] = instant_json(notification.read_at);
  return out;
}

Json notification_schema() {
  auto out = schema(R"({"type":"object","required":["id","seq","kind","title","body","link","data",
    "created_at","read_at"],"properties":{
    "id":{"type":"string"},
    "seq":{"type":"integer","description":"In the order of their coming; the id of its event."},
    "kind":{"type":"string"},
    "title":{"type":"string"},"body":{"type":"string"},
    "link":{"type":"string","description":"A path of the ElevAIte App: /runs/run_…"},
    "data":{"type":"object","description":
      "Ids of what it is about: job_id, run_id, agent_id, step, files [{id, name}], error."},
    "created_at":{"type":"string","format":"date-time"},
    "read_at":{"type":["string","null"],"format":"date-time"}}})");
  out.at("properties").at("kind").as_object()["enum"] = kind_names();
  return out;
}

Json preferences_schema(bool is_answer) {
  JsonObject kinds;
  for (auto kind : model::all_notification_kinds()) {
    JsonObject channels;
    for (auto channel : model::all_channels())
      channels[to_string(channel)] = JsonObject{{"type", "boolean"}};
    kinds[to_string(kind)] = JsonObject{{"type", "object"}, {"properties", std::move(channels)}};
  }
  auto out = schema(R"({"type":"object","properties":{
    "channels":{"type":"object","description":"By kind, then by channel."},
    "slack":{"type":["object","null"],"required":["credential_id"],"description":
      "Where Slack messages go; null: nowhere. Naming a credential needs credentials:read.",
      "properties":{
      "credential_id":{"type":"string","maxLength":64},
      "channel":{"type":"string","maxLength":200,"description":"For a bot."}}}}})");
  out.at("properties").at("channels").as_object()["properties"] = std::move(kinds);
  if (is_answer) {
    out.at("properties").as_object()["email"] =
        schema(R"({"type":"string","description":"Where e-mail goes."})");
    out.as_object()["required"] = JsonArray{"channels", "slack", "email"};
  }
  return out;
}

Json endpoint_json(const jobs::WebhookEndpoint& endpoint) {
  JsonObject out;
  out["id"] = endpoint.id.str();
  out["url"] = endpoint.url;
  out["description"] = endpoint.description;
  out["events"] = to_array(endpoint.events);
  out["is_enabled"] = endpoint.is_enabled;
  out["disabled_because"] =
      endpoint.disabled_because ? Json(*endpoint.disabled_because) : Json(nullptr);
  out["failing_since"] = instant_json(endpoint.failing_since);
  out["old_secret_until"] = instant_json(endpoint.old_secret_until);
  out["created_at"] = to_rfc3339(endpoint.created_at);
  out["updated_at"] = to_rfc3339(endpoint.updated_at);
  return out;
}

Json endpoint_json(const jobs::EndpointWithSecret& made) {
  auto out = endpoint_json(made.endpoint);
  out.as_object()["secret"] = made.secret;
  return out;
}

Json endpoint_schema(bool has_secret) {
  auto out = schema(R"({"type":"object","required":["id","url","description","events","is_enabled",
    "disabled_because","failing_since","old_secret_until","created_at","updated_at"],"properties":{
    "id":{"type":"string"},"url":{"type":"string"},"description":{"type":"string"},
    "events":{"type":"array","items":{"type":"string"},"description":"Empty: all."},
    "is_enabled":{"type":"boolean"},
    "disabled_because":{"type":["string","null"],"enum":["person","gone","failing",null],
      "description":"gone: it answered 410. failing: nothing has arrived for too long."},
    "failing_since":{"type":["string","null"],"format":"date-time"},
    "old_secret_until":{"type":["string","null"],"format":"date-time",
      "description":"Until then the secret before this one signs as well."},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time"}}})");
  if (has_secret) {
    out.at("properties").as_object()["secret"] =
        schema(R"({"type":"string","description":"whsec_…; it is never shown again."})");
    out.at("required").as_array().push_back("secret");
  }
  return out;
}

Json endpoint_change_schema(bool is_new) {
  auto out = schema(R"({"type":"object","properties":{
    "url":{"type":"string","minLength":1,"maxLength":2000},
    "description":{"type":"string","maxLength":300},
    "events":{"type":"array","maxItems":50,"uniqueItems":true,
      "items":{"type":"string"},"description":"Empty: all, also those to come."},
    "is_enabled":{"type":"boolean"}}})");
  out.at("properties").at("events").at("items").as_object()["enum"] = event_types();
  if (is_new) out.as_object()["required"] = JsonArray{"url"};
  return out;
}

jobs::EndpointChange read_endpoint_change(const Json& body) {
  jobs::EndpointChange change;
  if (auto url = find_string(body, "url")) change.url = *url;
  if (auto text = find_string(body, "description")) change.description = *text;
  if (const auto* events = find_array(body, "events")) {
    change.events.emplace();
    for (const Json& type : *events) change.events->push_back(display_text(type));
  }
  change.is_enabled = find_bool(body, "is_enabled");
  return change;
}

Json delivery_json(const jobs::NotificationDelivery& delivery, bool is_whole) {
  JsonObject out;
  out["id"] = delivery.id.str();
  out["endpoint_id"] = delivery.endpoint_id ? Json(delivery.endpoint_id->str()) : Json(nullptr);
  out["webhook_id"] = delivery.notice_id.str();
  out["type"] = delivery.type;
  out["status"] = to_string(delivery.status);
  out["attempt_count"] = delivery.attempt_count;
  out["sends"] = delivery.sends;
  out["attempts"] = delivery.attempts;
  out["created_at"] = to_rfc3339(delivery.created_at);
  out["next_at"] = instant_json(delivery.next_at);
  out["finished_at"] = instant_json(delivery.finished_at);
  if (is_whole) out["payload"] = delivery.payload;
  return out;
}

Json delivery_schema() {
  return schema(R"({"type":"object","required":["id","endpoint_id","webhook_id","type","status",
    "attempt_count","sends","attempts","created_at","next_at","finished_at"],"properties":{
    "id":{"type":"string"},"endpoint_id":{"type":["string","null"]},
    "webhook_id":{"type":"string","description":
      "What the receiver is sent as webhook-id: the same in every attempt."},
    "type":{"type":"string","description":"job.failed, test …"},
    "status":{"type":"string","enum":["pending","succeeded","failed"]},
    "attempt_count":{"type":"integer","description":"Since it was sent, or sent again."},
    "sends":{"type":"integer","description":"How often a person sent it again."},
    "attempts":{"type":"array","description":"The newest 20, the newest last.",
      "items":{"type":"object","properties":{
      "at":{"type":"string","format":"date-time"},
      "duration_ms":{"type":"integer"},
      "response_status":{"type":["integer","null"]},
      "response":{"type":"string","description":"The beginning of the answer."},
      "error":{"type":["string","null"],"description":"null: it succeeded."}}}},
    "created_at":{"type":"string","format":"date-time"},
    "next_at":{"type":["string","null"],"format":"date-time"},
    "finished_at":{"type":["string","null"],"format":"date-time"},
    "payload":{"type":"string","description":"The body, byte for byte; only of one alone."}}})");
}

Json mail_json(const ports::KeptMail& mail, bool is_whole) {
  JsonObject out;
  out["id"] = mail.id;
  out["at"] = to_rfc3339(mail.at);
  out["from"] = mail.from;
  out["to"] = to_array(mail.to);
  out["cc"] = to_array(mail.cc);
  out["subject"] = mail.subject;
  if (is_whole) {
    out["text"] = mail.text;
    out["html"] = mail.html;
  }
  return out;
}

Json mail_schema(bool is_whole) {
  auto out = schema(R"({"type":"object","required":["id","at","from","to","cc","subject"],
    "properties":{"id":{"type":"string"},"at":{"type":"string","format":"date-time"},
    "from":{"type":"string"},"to":{"type":"array","items":{"type":"string"}},
    "cc":{"type":"array","items":{"type":"string"}},"subject":{"type":"string"}}})");
  if (is_whole) {
    out.at("properties").as_object()["text"] = schema(R"({"type":"string"})");
    out.at("properties").as_object()["html"] = schema(
        R"({"type":"string","description":"Whatever an agent wrote: show it in a sandbox."})");
  }
  return out;
}

Result<ports::MailBox*> mail_box_of(EngineServices& services) {
  if (services.notifications->mail != nullptr) return services.notifications->mail;
  return Error{ErrorCode::not_found,
               "Mail goes to a mail server here, and none of it is kept. See mail.url.",
               "mail_not_kept"};
}

}  // namespace elevaite::http
