// Sends a mail through the operator's mail server, or into its spool.
#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::Mail> read_mail(const Json& source) {
  ConfigReader config(source);
  ports::Mail mail;
  mail.to = config.texts("to");
  mail.cc = config.texts("cc");
  mail.subject = config.required_text("subject");
  mail.text = config.text("text");
  mail.html = config.text("html");
  if (mail.to.empty()) config.refuse("to", "required", "needs at least one address");
  if (mail.text.empty() && mail.html.empty()) {
    config.refuse("text", "required", "or config.html must not be empty");
  }
  CHECK(config.finish());
  return mail;
}

Task<Result<ports::NodeOutcome>> run_email(ports::StepContext& context, ports::NodeInput input,
                                           ports::NodeServices services) {
  CO_TRY(ports::Mail mail, read_mail(input.config));
  if (context.is_repeated() && !services.mailer.deduplicates()) {
    co_return outcome_unknown("Sending the mail");
  }
  mail.idempotency_key = context.idempotency_key();
  mail.tenant_id = context.tenant_id();
  JsonObject value{{"sent", true},
                   {"to", JsonArray(mail.to.begin(), mail.to.end())},
                   {"cc", JsonArray(mail.cc.begin(), mail.cc.end())},
                   {"subject", mail.subject}};
  auto sent = co_await services.mailer.send(std::move(mail));
  if (!sent && sent.error().reason == "outcome_unknown") {
    co_return outcome_unknown("Sending the mail");
  }
  if (!sent) co_return std::move(sent).error();
  co_return ports::NodeOutput{std::move(value)};
}

constexpr std::string_view kSendEmailSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["to", "subject"],
  "properties": {
    "to": {"type": ["string", "array"], "title": "To", "items": {"type": "string"},
           "x-expression": true, "x-placeholder": "ada@example.com",
           "description": "One or more addresses, with commas between."},
    "cc": {"type": ["string", "array"], "title": "Copy to", "items": {"type": "string"},
           "x-expression": true},
    "subject": {"type": "string", "title": "Subject", "minLength": 1, "maxLength": 1000,
                "x-widget": "text", "x-expression": true},
    "text": {"type": "string", "title": "Text", "x-widget": "textarea", "x-expression": true},
    "html": {"type": "string", "title": "HTML", "x-widget": "code", "x-expression": true,
             "description": "Shown instead of the text where the reader's program can."}
  }
})";

}  // namespace

void register_send_email(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "send_email";
  kind.title = "Send e-mail";
  kind.description = "Sends an e-mail.";
  kind.icon = "mail";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kSendEmailSchema);
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "sent": {"type": "boolean"}, "to": {"type": "array"}, "cc": {"type": "array"},
      "subject": {"type": "string"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_email(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
