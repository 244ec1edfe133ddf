#include "http/request_checks.hpp"

#include <charconv>

#include "core/net/uri.hpp"
#include "core/uuid.hpp"

namespace elevaite::http {
namespace {

bool is_json_type(std::string_view content_type) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return net::equals_ignoring_case(type, "application/json");
}

// A query value as the JSON that its schema speaks of.
Json typed_value(const Json& schema_json, const std::string& text) {
  auto type = find_string(schema_json, "type").value_or("string");
  if (type == "integer") {
    std::int64_t value = 0;
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc{} && end == text.data() + text.size()) return value;
  }
  if (type == "boolean" && (text == "true" || text == "false")) return text == "true";
  return Json(text);
}

void check_declared(const Route& route, const RequestContext& context,
                    std::vector<FieldError>& errors) {
  const auto& declared = route.spec.query;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const QueryParameter& parameter = declared[i];
    bool is_given = false;
    for (const auto& [name, value] : context.query_parameters) {
      if (name != parameter.name) continue;
      is_given = true;
      for (FieldError& fault : route.validate_query[i](typed_value(parameter.schema, value))) {
        errors.push_back({name, std::move(fault.code), std::move(fault.message)});
      }
    }
    if (!is_given && parameter.is_required) {
      errors.push_back({parameter.name, "required", "This query parameter is required."});
    }
  }
}

Error with_fields(std::string message, std::vector<FieldError> fields) {
  Error error{ErrorCode::invalid_argument, std::move(message)};
  for (const FieldError& field : fields) {
    error.message += (&field == &fields.front() ? " " : "; ");
    error.message += field.field.empty() ? "body" : field.field;
    error.message += ": " + field.message;
    if (error.message.size() > 600) break;
  }
  error.fields = std::move(fields);
  return error;
}

bool all_of(std::string_view text, bool (*accepts)(char)) {
  return std::all_of(text.begin(), text.end(), accepts);
}

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

Result<void> read_query(const Route& route, RequestContext& context) {
  std::vector<FieldError> errors;
  TRY(context.query_parameters, net::parse_query(context.request.query));
  if (!route.spec.allows_any_query) {
    for (const auto& [name, value] : context.query_parameters) {
      auto is_same = [&](const QueryParameter& parameter) { return parameter.name == name; };
      if (std::none_of(route.spec.query.begin(), route.spec.query.end(), is_same)) {
        errors.push_back({name, "unknown", "There is no query parameter of this name."});
      }
    }
  }
  check_declared(route, context, errors);
  if (!errors.empty()) return with_fields("The query string is not valid.", std::move(errors));
  return {};
}

Result<void> read_body(const Route& route, RequestContext& context) {
  const RouteSpec& spec = route.spec;
  const std::string& body = context.request.body;
  if (spec.body == Body::none || spec.body == Body::stream) return {};
  if (body.size() > spec.max_body_bytes) {
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("The body has {} bytes; at most {} are accepted here.", body.size(),
                             spec.max_body_bytes),
                 "body_too_large"};
  }
  if (spec.body == Body::raw || (body.empty() && spec.is_body_optional)) return {};
  if (!is_json_type(context.request.headers.get("Content-Type"))) {
    return Error{ErrorCode::invalid_argument,
                 "Send the body as JSON, with the header Content-Type: application/json.",
                 "unsupported_media_type"};
  }
  auto parsed = parse_json(body);
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.reason = "malformed_json";
    return error;
  }
  context.body = std::move(*parsed);
  if (!route.validate_body) return {};
  auto errors = route.validate_body(context.body);
  if (!errors.empty()) return with_fields("The body is not valid.", std::move(errors));
  return {};
}

Result<void> check_permission(const RouteSpec& spec, const model::Principal& principal) {
  if (!spec.allows_api_keys && principal.kind == model::Principal::Kind::api_key) {
    return Error{ErrorCode::permission_denied,
                 "This cannot be done with an API key: sign in as a person.", "session_required"};
  }
  if (spec.permission && !principal.permissions.has(*spec.permission)) {
    return Error{
        ErrorCode::permission_denied,
        fmt::format(
            "This needs the permission {}, which your role ({}){} does not grant.",
            to_string(*spec.permission), to_string(principal.role),
            principal.kind == model::Principal::Kind::api_key ? " with this API key's scopes" : ""),
        "permission_missing"};
  }
  return {};
}

std::string request_id_of(const net::HttpRequest& request) {
  auto given = request.headers.get("X-Request-Id");
  if (!given.empty() && given.size() <= 64 && all_of(given, is_id_character)) {
    return std::string(given);
  }
  return "req_" + Uuid::generate().base32();
}

std::string forwarded_address(const net::HttpRequest& request, int trusted_proxies) {
  auto list = request.headers.get("X-Forwarded-For");
  std::string_view entry;
  for (int i = 0; i < trusted_proxies && !list.empty(); ++i) {
    auto comma = list.rfind(',');
    entry = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
  }
  while (entry.starts_with(' ')) entry.remove_prefix(1);
  while (entry.ends_with(' ')) entry.remove_suffix(1);
  return std::string(entry.substr(0, 64));
}

std::string traceparent_of(const net::HttpRequest& request) {
  auto text = request.headers.get("traceparent");
  bool is_sound = text.size() == 55 && text[2] == '-' && text[35] == '-' && text[52] == '-' &&
                  text.substr(0, 2) != "ff" && all_of(text.substr(0, 2), is_lower_hex) &&
                  all_of(text.substr(3, 32), is_lower_hex) &&
                  all_of(text.substr(36, 16), is_lower_hex) &&
                  all_of(text.substr(53, 2), is_lower_hex) &&
                  text.substr(3, 32).find_first_not_of('0') != std::string_view::npos &&
                  text.substr(36, 16).find_first_not_of('0') != std::string_view::npos;
  return is_sound ? std::string(text) : std::string{};
}

}  // namespace elevaite::http
