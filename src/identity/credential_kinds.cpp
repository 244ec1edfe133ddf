#include "identity/credential_kinds.hpp"

#include "core/utf8.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxFieldBytes = 16 << 10;

CredentialField shown(std::string name, std::string title, std::string format = "") {
  return {std::move(name), std::move(title), false, true, "string", std::move(format)};
}
CredentialField secret(std::string name, std::string title) {
  return {std::move(name), std::move(title), true};
}
CredentialField optional(CredentialField field) {
  field.is_required = false;
  return field;
}
CredentialField port(std::string name, std::string title) {
  return {std::move(name), std::move(title), false, false, "integer", "port"};
}
CredentialField helped(CredentialField field, std::string help) {
  field.help = std::move(help);
  return field;
}

std::vector<CredentialKind> make_kinds() {
  return {
      {"http_bearer", "HTTP bearer token", "key", {secret("token", "Token")}},
      {"http_basic",
       "HTTP basic",
       "user",
       {shown("username", "User name"), optional(secret("password", "Password"))}},
      {"http_header",
       "HTTP header",
       "list",
       {shown("name", "Header", "header_name"), secret("value", "Value")}},
      {"postgres",
       "PostgreSQL",
       "database",
       {helped(secret("url", "URL"), "postgres://user:password@host:5432/database")}},
      {"sqlite",
       "SQLite",
       "database",
       {helped(shown("file", "File"), "A file name inside the operator's sql.sqlite_dir.")}},
      {"smtp",
       "SMTP server",
       "mail",
       {shown("host", "Host"), port("port", "Port"), optional(shown("username", "User name")),
        optional(secret("password", "Password")), optional(shown("from", "Sender", "email"))}},
      {"slack",
       "Slack",
       "message-square",
       {optional(helped(secret("bot_token", "Bot token"), "xoxb-…")),
        optional(helped(secret("webhook_url", "Incoming webhook"),
                        "https://hooks.slack.com/services/…"))}},
      {"openai",
       "OpenAI",
       "sparkles",
       {secret("api_key", "API key"), optional(shown("organization", "Organization"))}},
      {"anthropic", "Anthropic", "sparkles", {secret("api_key", "API key")}},
      {"openai_compatible",
       "OpenAI-compatible API",
       "sparkles",
       {shown("base_url", "Base URL", "url"), optional(secret("api_key", "API key"))}},
  };
}

bool is_header_name(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
  });
}

// A sentence about what is wrong with the value, or empty. It never repeats the value.
std::string_view fault_of(const CredentialField& field, const Json& value) {
  if (field.type == "integer") {
    bool is_port = value.is_int64() && value.get_int64() >= 1 && value.get_int64() <= 65535;
    return is_port ? "" : "It must be a whole number from 1 to 65535.";
  }
  if (!value.is_string()) return "It must be text.";
  auto text = view(value.get_string());
  if (text.empty()) return field.is_required ? "It must not be empty." : "";
  if (text.size() > kMaxFieldBytes) return "It is longer than 16 KiB.";
  auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (!is_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) {
    return "It must be one line of text without control characters.";
  }
  if (field.format == "url" && !text.starts_with("https://") && !text.starts_with("http://")) {
    return "It must be an http or https URL.";
  }
  if (field.format == "header_name" && !is_header_name(text)) {
    return "It is not the name of an HTTP header.";
  }
  if (field.format == "email" && text.find('@') == std::string_view::npos) {
    return "It is not an e-mail address.";
  }
  return "";
}

}  // namespace

const std::vector<CredentialKind>& credential_kinds() {
  static const auto kinds = make_kinds();
  return kinds;
}

const CredentialKind* find_credential_kind(std::string_view kind) {
  for (const CredentialKind& candidate : credential_kinds()) {
    if (candidate.kind == kind) return &candidate;
  }
  return nullptr;
}

Json credential_kinds_json() {
  JsonArray kinds;
  for (const CredentialKind& kind : credential_kinds()) {
    JsonArray fields;
    for (const CredentialField& field : kind.fields) {
      JsonObject entry;
      entry["name"] = field.name;
      entry["title"] = field.title;
      entry["secret"] = field.is_secret;
      entry["required"] = field.is_required;
      entry["type"] = field.type;
      if (!field.format.empty()) entry["format"] = field.format;
      if (!field.help.empty()) entry["help"] = field.help;
      fields.push_back(std::move(entry));
    }
    JsonObject entry;
    entry["kind"] = kind.kind;
    entry["title"] = kind.title;
    entry["icon"] = kind.icon;
    entry["fields"] = std::move(fields);
    kinds.push_back(std::move(entry));
  }
  return kinds;
}

Result<SplitFields> split_fields(const CredentialKind& kind, const JsonObject& fields) {
  SplitFields split;
  std::vector<FieldError> faults;
  for (const CredentialField& field : kind.fields) {
    const Json* value = fields.if_contains(field.name);
    if (value == nullptr || value->is_null()) {
      if (field.is_required) {
        faults.push_back({"fields." + field.name, "required", field.title + " is required."});
      }
      continue;
    }
    if (auto fault = fault_of(field, *value); !fault.empty()) {
      faults.push_back({"fields." + field.name, "invalid", std::string(fault)});
      continue;
    }
    (field.is_secret ? split.secret : split.shown)[field.name] = *value;
  }
  for (const auto& member : fields) {
    auto is_same = [&](const CredentialField& field) { return member.key() == field.name; };
    if (std::none_of(kind.fields.begin(), kind.fields.end(), is_same)) {
      faults.push_back({"fields." + std::string(member.key()), "unknown",
                        kind.title + " has no field of this name."});
    }
  }
  if (kind.kind == "slack" && split.secret.empty() && faults.empty()) {
    faults.push_back({"fields", "required", "Give a bot token or an incoming webhook."});
  }
  if (faults.empty()) return split;
  Error error{ErrorCode::invalid_argument, "Some fields of the credential are not valid."};
  for (const FieldError& fault : faults) error.message += " " + fault.field + ": " + fault.message;
  error.fields = std::move(faults);
  return error;
}

}  // namespace elevaite::identity
