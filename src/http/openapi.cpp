#include "http/openapi.hpp"

#include <map>

namespace elevaite::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

// OpenAPI has no rest parameter: "{path*}" is written "{path}".
std::string documented_path(std::string_view path) {
  std::string out(path);
  if (auto star = out.find("*}"); star != std::string::npos) out.erase(star, 1);
  return out;
}

JsonArray parameters_of(const RouteSpec& spec) {
  JsonArray parameters;
  std::string path = documented_path(spec.path);
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    auto name = path.substr(open + 1, path.find('}', open) - open - 1);
    parameters.push_back(JsonObject{{"name", name},
                                    {"in", "path"},
                                    {"required", true},
                                    {"schema", JsonObject{{"type", "string"}}}});
  }
  for (const QueryParameter& parameter : spec.query) {
    JsonObject entry{{"name", parameter.name}, {"in", "query"}};
    if (!parameter.description.empty()) entry["description"] = parameter.description;
    if (parameter.is_required) entry["required"] = true;
    entry["schema"] = parameter.schema;
    if (parameter.is_list) {
      entry["schema"] = JsonObject{{"type", "array"}, {"items", parameter.schema}};
      entry["explode"] = true;
    }
    parameters.push_back(std::move(entry));
  }
  return parameters;
}

JsonObject responses_of(const RouteSpec& spec) {
  JsonObject responses;
  for (const ResponseSpec& response : spec.responses) {
    JsonObject entry{{"description", response.description}};
    if (!response.schema.is_null() || response.content_type != "application/json") {
      JsonObject media;
      if (!response.schema.is_null()) media["schema"] = response.schema;
      entry["content"] = JsonObject{{response.content_type, std::move(media)}};
    }
    responses[std::to_string(response.status)] = std::move(entry);
  }
  responses["default"] = JsonObject{{"$ref", "#/components/responses/Problem"}};
  return responses;
}

JsonObject operation_of(const RouteSpec& spec) {
  JsonObject operation{{"operationId", spec.operation_id}, {"summary", spec.summary}};
  std::string description = spec.description;
  if (spec.permission) {
    if (!description.empty()) description += "\n\n";
    description += fmt::format("Needs the permission `{}`.", to_string(*spec.permission));
  }
  if (!spec.is_public && !spec.allows_api_keys) {
    if (!description.empty()) description += "\n\n";
    description += "Needs a session: an API key is refused.";
  }
  if (!description.empty()) operation["description"] = description;
  if (!spec.tag.empty()) operation["tags"] = JsonArray{Json(spec.tag)};
  auto parameters = parameters_of(spec);
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (spec.body != Body::none) {
    JsonObject media;
    if (!spec.request_schema.is_null()) media["schema"] = spec.request_schema;
    auto type = spec.body == Body::json ? "application/json" : "*/*";
    operation["requestBody"] =
        JsonObject{{"required", spec.body == Body::json && !spec.is_body_optional},
                   {"content", JsonObject{{type, std::move(media)}}}};
  }
  operation["responses"] = responses_of(spec);
  if (spec.is_public) operation["security"] = JsonArray{};
  // For programs; a person reads it in the description.
  if (spec.permission) operation["x-permission"] = to_string(*spec.permission);
  if (!spec.is_public && !spec.allows_api_keys) operation["x-session-only"] = true;
  return operation;
}

JsonObject components() {
  return schema(R"({
    "securitySchemes": {
      "bearer": {
        "type": "http", "scheme": "bearer",
        "description": "An access token of the Auth API, or an API key (elv_…)."
      }
    },
    "responses": {
      "Problem": {
        "description": "What went wrong (RFC 9457).",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
      }
    },
    "schemas": {
      "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "request_id"],
        "properties": {
          "type": {"type": "string"},
          "title": {"type": "string"},
          "status": {"type": "integer"},
          "detail": {"type": "string", "description": "A sentence for a person."},
          "code": {"type": "string", "enum": ["invalid_argument", "unauthenticated",
            "permission_denied", "not_found", "conflict", "limit_exceeded", "rate_limited",
            "unavailable", "timeout", "cancelled", "internal"]},
          "reason": {"type": "string", "description": "A stable word finer than the code."},
          "errors": {"type": "array", "items": {"type": "object",
            "required": ["field", "code", "message"],
            "properties": {"field": {"type": "string"}, "code": {"type": "string"},
                           "message": {"type": "string"}}}},
          "retry_after_ms": {"type": "integer"},
          "request_id": {"type": "string"}
        }
      }
    }
  })")
      .as_object();
}

}  // namespace

Json openapi_document(const ApiOptions& options, const Router& router) {
  std::map<std::string, std::map<std::string, const RouteSpec*>> by_path;
  for (const auto& route : router.routes()) {
    by_path[documented_path(route->spec.path)][lower(route->spec.method)] = &route->spec;
  }
  JsonObject paths;
  for (const auto& [path, methods] : by_path) {
    JsonObject entry;
    for (const auto& [method, spec] : methods) entry[method] = operation_of(*spec);
    paths[path] = std::move(entry);
  }
  JsonObject info{{"title", options.title}, {"version", options.version}};
  if (!options.description.empty()) info["description"] = options.description;
  JsonObject document{{"openapi", "3.1.0"}, {"info", std::move(info)}};
  JsonArray servers;
  for (const auto& url : options.server_urls) servers.push_back(JsonObject{{"url", url}});
  if (!servers.empty()) document["servers"] = std::move(servers);
  document["security"] = JsonArray{JsonObject{{"bearer", JsonArray{}}}};
  document["paths"] = std::move(paths);
  document["components"] = components();
  return document;
}

}  // namespace elevaite::http
