// Calls an HTTP API.
#include <fmt/format.h>

#include <charconv>

#include "core/crypto/encoding.hpp"
#include "core/net/uri.hpp"
#include "core/utf8.hpp"
#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

bool is_write(std::string_view method) { return method != "GET" && method != "HEAD"; }

model::Effect http_effect(const JsonObject& config) {
  const Json* method = config.if_contains("method");
  if (method == nullptr) return model::Effect::read;  // the default is GET
  bool reads = method->is_string() && !is_write(view(method->get_string()));
  return reads ? model::Effect::read : model::Effect::write;
}

struct StatusRange {
  int first = 0;
  int last = 0;
};

struct HttpSettings {
  net::ClientRequest request;
  std::string credential;
  std::string response;
  std::vector<StatusRange> accepted;
  bool repeats_after_crash = true;
};

// "404, 500-599"
void read_accepted(ConfigReader& config, std::vector<StatusRange>& accepted) {
  for (const std::string& part : config.texts("accept_status")) {
    StatusRange range;
    const char* end = part.data() + part.size();
    auto first = std::from_chars(part.data(), end, range.first);
    auto last = first;
    range.last = range.first;
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == '-') {
      last = std::from_chars(first.ptr + 1, end, range.last);
    }
    bool is_right = last.ec == std::errc{} && last.ptr == end && range.first >= 100 &&
                    range.last <= 599 && range.first <= range.last;
    if (is_right) {
      accepted.push_back(range);
    } else {
      config.refuse("accept_status", "status", "must list statuses such as 404, 500-599");
    }
  }
}

void add_pairs(const std::string& name, const Json& value, net::QueryParameters& pairs) {
  if (value.is_null()) return;
  if (const auto* items = value.if_array()) {
    for (const Json& item : *items) add_pairs(name, item, pairs);
    return;
  }
  pairs.emplace_back(name, display_text(value));
}

net::QueryParameters pairs_of(const JsonObject& object) {
  net::QueryParameters pairs;
  for (const auto& [name, value] : object) add_pairs(std::string(name), value, pairs);
  return pairs;
}

std::string with_query(std::string url, const JsonObject& query) {
  if (query.empty()) return url;
  if (std::size_t hash = url.find('#'); hash != std::string::npos) url.resize(hash);
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url + net::format_query(pairs_of(query));
}

void read_body(ConfigReader& config, net::ClientRequest& request) {
  std::string type = config.choice("body_type", {"json", "form", "text", "none"});
  const Json* body = config.value("body");
  if (body == nullptr || type == "none" || !is_write(request.method)) return;
  std::string content_type = "text/plain; charset=utf-8";
  if (type == "json") {
    content_type = "application/json";
    request.body = to_text(*body);
  } else if (type == "form") {
    content_type = "application/x-www-form-urlencoded";
    request.body = net::format_query(pairs_of(config.object("body")));
  } else {
    request.body = display_text(*body);
  }
  if (!request.headers.has("Content-Type")) request.headers.add("Content-Type", content_type);
}

Result<HttpSettings> read_settings(const Json& source) {
  ConfigReader config(source);
  HttpSettings out;
  net::ClientRequest& request = out.request;
  request.method = config.choice("method", {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"});
  std::string url = config.required_text("url");
  request.headers = read_headers(config, "headers");
  request.url = with_query(std::move(url), config.object("query"));
  read_body(config, request);
  out.credential = config.text("credential");
  auto seconds = config.number("timeout_seconds", 0.1, 300).value_or(30);
  request.total_timeout = Duration(static_cast<std::int64_t>(seconds * 1'000'000));
  request.connect_timeout = std::min<Duration>(10s, request.total_timeout);
  request.max_response_bytes =
      static_cast<std::size_t>(config.integer("max_response_bytes", 1, 10 << 20, 2 << 20));
  bool follows = config.flag("follow_redirects", true);
  // A write is never sent to a place that its author did not name.
  request.max_redirects = follows && !is_write(request.method) ? 5 : 0;
  out.response = config.choice("response", {"auto", "json", "text", "base64"});
  read_accepted(config, out.accepted);
  out.repeats_after_crash = config.choice("after_crash", {"repeat", "stop"}) == "repeat";
  CHECK(config.finish());
  return out;
}

void sign(net::Headers& headers, const Json& credential) {
  auto field = [&](std::string_view name) {
    return std::string(find_string(credential, name).value_or(""));
  };
  std::string kind = field("kind");
  if (kind == "http_bearer") headers.set("Authorization", "Bearer " + field("token"));
  if (kind == "http_basic") {
    std::string pair = field("username") + ":" + field("password");
    headers.set("Authorization", "Basic " + crypto::base64_encode(crypto::bytes_of(pair)));
  }
  if (kind == "http_header") headers.set(field("name"), field("value"));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

JsonObject header_object(const net::Headers& headers) {
  JsonObject out;
  for (const auto& [name, value] : headers) {
    std::string key = lower(name);
    std::string text = replace_invalid_utf8(value);
    if (const Json* before = out.if_contains(key)) text = display_text(*before) + ", " + text;
    out[key] = text;
  }
  return out;
}

bool is_json_type(std::string_view type) {
  return type == "application/json" || type.ends_with("+json");
}

bool is_text_type(std::string_view type) {
  return type.empty() || type.starts_with("text/") || type.ends_with("+xml") ||
         type == "application/xml" || type == "application/javascript" ||
         type == "application/x-www-form-urlencoded" || type == "application/x-ndjson";
}

Result<JsonObject> read_response(const net::ClientResponse& response, const std::string& wanted,
                                 std::string_view who) {
  JsonObject value{{"status", response.status}, {"headers", header_object(response.headers)}};
  std::string type = lower(response.headers.get("Content-Type"));
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.pop_back();
  bool is_json = wanted == "json" || (wanted == "auto" && is_json_type(type));
  if (is_json && !response.body.empty()) {
    auto body = parse_json(response.body);
    if (!body) {
      return Error{ErrorCode::unavailable,
                   fmt::format("{} said that it sends JSON, but: {}", who, body.error().message),
                   "invalid_response"};
    }
    value["body"] = std::move(*body);
    return value;
  }
  if (is_json) {
    value["body"] = nullptr;
    return value;
  }
  bool is_text = wanted == "text" || (wanted == "auto" && is_text_type(type));
  if (wanted == "text") {
    value["body"] = replace_invalid_utf8(response.body);
  } else if (is_text && is_utf8(response.body)) {
    value["body"] = response.body;
  } else {
    value["body"] = crypto::base64_encode(crypto::bytes_of(response.body));
    value["encoding"] = "base64";
  }
  return value;
}

bool is_accepted(const HttpSettings& settings, int status) {
  if (status >= 200 && status < 300) return true;
  return std::any_of(
      settings.accepted.begin(), settings.accepted.end(),
      [status](StatusRange range) { return status >= range.first && status <= range.last; });
}

// The method and the host: the rest of a URL may hold secrets.
std::string describe(const net::ClientRequest& request) {
  auto parts = net::parse_url(request.url);
  return request.method + " " + (parts ? parts->host : "request");
}

Task<Result<ports::NodeOutcome>> run_http(ports::StepContext& context, ports::NodeInput input,
                                          ports::NodeServices services) {
  CO_TRY(HttpSettings settings, read_settings(input.config));
  bool writes = is_write(settings.request.method);
  std::string who = describe(settings.request);
  bool stops = writes && !settings.repeats_after_crash;
  if (stops && context.is_repeated()) co_return outcome_unknown(who);
  CO_CHECK(services.egress.check_url(settings.request.url));
  std::vector<std::string> kinds{"http_bearer", "http_basic", "http_header"};
  CO_TRY(Json credential, co_await open_credential(services.credentials, context.tenant_id(),
                                                   settings.credential, std::move(kinds)));
  net::ClientRequest request = settings.request;
  sign(request.headers, credential);
  if (writes && !request.headers.has("Idempotency-Key")) {
    request.headers.add("Idempotency-Key", context.idempotency_key());
  }
  std::string trace = context.traceparent();
  if (!trace.empty() && !request.headers.has("traceparent")) {
    request.headers.add("traceparent", std::move(trace));
  }
  request.guard = &services.egress;
  auto response = co_await services.http.send(std::move(request));
  if (!response && stops) co_return as_outcome_unknown(std::move(response).error(), who);
  if (!response) co_return std::move(response).error().while_doing(who);
  if (!is_accepted(settings, response->status)) {
    co_return status_error(who, response->status, response->headers, response->body);
  }
  CO_TRY(JsonObject value, read_response(*response, settings.response, who));
  co_return ports::NodeOutput{std::move(value)};
}

constexpr std::string_view kHttpRequestSchema =
    R"({
  "type": "object", "additionalProperties": false, "required": ["url"],
  "properties": {
    "method": {"type": "string", "title": "Method", "x-widget": "select", "default": "GET",
               "enum": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]},
    "url": {"type": "string", "title": "URL", "minLength": 1, "maxLength": 8192,
            "x-widget": "text", "x-expression": true,
            "x-placeholder": "https://api.example.com/orders/{{ args.order_id }}"},
    "query": {"type": "object", "title": "Query", "x-widget": "key_value", "x-expression": true,
              "description": "Added to the URL, encoded. A list gives the name several times."},
    "headers": {"type": "object", "title": "Headers", "x-widget": "key_value",
                "x-expression": true},
    "credential": {"type": "string", "title": "Credential", "x-widget": "credential",
                   "x-credential-kinds": ["http_bearer", "http_basic", "http_header"]},
    "body_type": {"type": "string", "title": "Body type", "x-widget": "select", "default": "json",
                  "enum": ["json", "form", "text", "none"]},
    "body": {"title": "Body", "x-widget": "json", "x-expression": true},
    "response": {"type": "string", "title": "Read the answer as", "x-widget": "select",
                 "enum": ["auto", "json", "text", "base64"], "default": "auto",
                 "description": "auto goes by the content type; what is no text becomes base64."},
    "accept_status": {"type": ["string", "array"], "title": "Also accept",
                      "items": {"type": "string"},
                      "x-placeholder": "404, 409",
                      "description": "Statuses besides 2xx that are no error."},
    "follow_redirects": {"type": "boolean", "title": "Follow redirects", "default": true,
                         "description": "GET and HEAD only, at most 5, none to a denied address."},
    "timeout_seconds": {"type": "number", "title": "Timeout in seconds", "minimum": 0.1,
                        "maximum": 300, "default": 30, "x-widget": "number"},
    "max_response_bytes": {"type": "integer", "title": "Largest answer in bytes", "minimum": 1,
                           "maximum": 10485760, "default": 2097152, "x-widget": "number"},
    "after_crash": {"type": "string", "title": "After a crash", "x-widget": "select",
                    "enum": ["repeat", "stop"], "default": "repeat",
                    "description": "repeat sends a write again with the same )"
    R"(Idempotency-Key; stop fails with outcome_unknown. For services that ignore the key."}
  }
})";

}  // namespace

void register_http_request(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "http_request";
  kind.title = "HTTP request";
  kind.description = "Calls an HTTP API and reads its answer.";
  kind.icon = "globe";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.effect_for = http_effect;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kHttpRequestSchema);
  kind.output_schema = schema_of(R"({
    "type": "object", "required": ["status", "headers", "body"],
    "properties": {
      "status": {"type": "integer"}, "headers": {"type": "object"}, "body": {},
      "encoding": {"const": "base64"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_http(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
