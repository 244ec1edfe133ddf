// Webhooks. The busiest path of the product: on a warm cache there is one suspension, the wait for
// the run's answer, and the answer is written straight from the run's state.
#include "core/crypto/encoding.hpp"
#include "core/net/uri.hpp"
#include "core/utf8.hpp"
#include "engine/run_answer.hpp"
#include "http/engine_answers.hpp"
#include "http/run_jobs.hpp"

namespace elevaite::http::engine {

void register_call_hook(Router& router, EngineServices& services);

namespace {

using elevaite::engine::DeployedPtr;

constexpr Duration kAnswerLimit = 30s;
constexpr std::size_t kMaxHookBytes = 1 << 20;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// What proves who somebody is toward us, or toward a proxy, is none of the workflow's business.
bool is_private(std::string_view name) {
  return name == "authorization" || name == "cookie" || name == "proxy-authorization";
}

JsonObject headers_of(const net::HttpRequest& request) {
  JsonObject headers;
  for (const auto& [name, value] : request.headers) {
    std::string key = lower(name);
    if (is_private(key)) continue;
    std::string text = is_utf8(value) ? value : replace_invalid_utf8(value);
    if (Json* earlier = headers.if_contains(key)) {
      text = std::string(view(earlier->get_string())) + ", " + text;
    }
    headers[key] = text;
  }
  return headers;
}

// A name that comes once has a text, one that comes more often a list of texts.
JsonObject pairs_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  JsonObject object;
  for (const auto& [name, value] : pairs) {
    Json* earlier = object.if_contains(name);
    if (earlier == nullptr) {
      object[name] = value;
    } else if (earlier->is_array()) {
      earlier->get_array().emplace_back(value);
    } else {
      *earlier = JsonArray{*earlier, value};
    }
  }
  return object;
}

std::string media_type(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (!content_type.empty() && content_type.back() == ' ') content_type.remove_suffix(1);
  return lower(content_type);
}

Json text_of(const std::string& body) {
  if (is_utf8(body)) return Json(body);
  return JsonObject{{"base64", crypto::base64_encode(crypto::bytes_of(body))}};
}

Result<Json> body_of(const net::HttpRequest& request) {
  if (request.body.empty()) return Json(nullptr);
  auto type = media_type(request.headers.get("Content-Type"));
  if (type == "application/json" || type.ends_with("+json")) {
    auto parsed = parse_json(request.body);
    if (parsed) return parsed;
    Error error = std::move(parsed).error();
    error.reason = "malformed_json";
    return error;
  }
  if (type == "application/x-www-form-urlencoded") {
    if (auto fields = net::parse_query(request.body)) return Json(pairs_of(*fields));
  }
  if (type.empty()) {
    if (auto parsed = parse_json(request.body)) return parsed;
  }
  return text_of(request.body);
}

Result<Json> trigger_input(RequestContext& context) {
  TRY(auto body, body_of(context.request));
  JsonObject input;
  input["method"] = context.request.method;
  input["headers"] = headers_of(context.request);
  input["query"] = pairs_of(context.query_parameters);
  input["body"] = std::move(body);
  return Json(std::move(input));
}

// Headers of a workflow that would speak for the platform instead: framing, cookies, policy.
bool is_ours(std::string_view name) {
  static constexpr std::string_view kOurs[] = {"content-length",
                                               "transfer-encoding",
                                               "connection",
                                               "keep-alive",
                                               "upgrade",
                                               "trailer",
                                               "te",
                                               "content-security-policy",
                                               "set-cookie",
                                               "date",
                                               "server"};
  std::string key = lower(name);
  return key.starts_with("access-control-") || key.starts_with("x-frame-") ||
         std::find(std::begin(kOurs), std::end(kOurs), key) != std::end(kOurs);
}

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

void add_headers(net::HttpResponse& response, const JsonObject& headers) {
  for (const auto& [name, value] : headers) {
    if (!value.is_string() || !net::is_token(name) || is_ours(name)) continue;
    auto text = view(value.get_string());
    if (is_one_line(text)) response.headers.set(name, std::string(text));
  }
}

// What a respond node wrote: {"status","headers","body"}, or {"text"} of a chat answer.
net::HttpResponse custom_response(const Json& answer) {
  net::HttpResponse response;
  auto status = find_int(answer, "status").value_or(200);
  response.status = status >= 200 && status <= 599 ? static_cast<int>(status) : 200;
  const Json* body = find(answer, "body");
  if (body == nullptr) body = find(answer, "text");
  if (const auto* headers = find_object(answer, "headers")) add_headers(response, *headers);
  const bool has_type = response.headers.has("Content-Type");
  if (response.status == 204 || response.status == 304 || body == nullptr || body->is_null()) {
    return response;
  }
  if (body->is_string()) {
    response.body = view(body->get_string());
    if (!has_type) response.headers.add("Content-Type", "text/plain; charset=utf-8");
  } else {
    response.body = to_text(*body);
    if (!has_type) response.headers.add("Content-Type", "application/json");
  }
  return response;
}

// Why it failed is for whoever builds the agent, not for whoever calls it.
net::HttpResponse failure_response(model::RunId id, model::RunStatus status,
                                   std::string_view request_id) {
  const bool is_cancelled = status == model::RunStatus::cancelled;
  JsonObject problem;
  problem["type"] = "urn:elevaite:problem:workflow_failed";
  problem["title"] = "The workflow failed";
  problem["status"] = 500;
  problem["detail"] = is_cancelled ? "The workflow was cancelled." : "The workflow failed.";
  problem["code"] = "internal";
  problem["reason"] = is_cancelled ? "workflow_cancelled" : "workflow_failed";
  problem["run_id"] = id.str();
  problem["request_id"] = request_id;
  auto response = json_response(500, Json(std::move(problem)));
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

net::HttpResponse accepted(model::RunId id, model::RunStatus status) {
  auto response =
      json_response(202, JsonObject{{"run_id", id.str()}, {"status", to_string(status)}});
  response.headers.add("X-Run-Id", id.str());
  return response;
}

// `State` is a RunState or a RunAnswer: both name these fields alike.
template <class State>
net::HttpResponse answer_of(const State& state, model::RunId id, std::string_view request_id) {
  net::HttpResponse response;
  if (state.has_response) {
    response = custom_response(state.response);
  } else if (state.status == model::RunStatus::succeeded) {
    response.headers.add("Content-Type", "application/json");
    response.body = R"({"run_id":")" + id.str() + R"(","status":"succeeded","output":)" +
                    to_text(state.output) + "}";
  } else if (is_terminal(state.status)) {
    response = failure_response(id, state.status, request_id);
  } else {
    return accepted(id, state.status);
  }
  response.headers.set("X-Run-Id", id.str());
  return response;
}

std::string_view setting_of(const DeployedPtr& target, std::string_view name,
                            std::string_view otherwise) {
  const Json* value = target->trigger->node.config.if_contains(name);
  return value != nullptr && value->is_string() ? view(value->get_string()) : otherwise;
}

Result<elevaite::engine::StartRequest> start_of(const DeployedPtr& target,
                                                RequestContext& context) {
  auto method = setting_of(target, "method", "POST");
  if (method != "ANY" && method != context.request.method) {
    return Error{ErrorCode::invalid_argument,
                 "This webhook answers " + std::string(method) + " only.", "method_not_allowed"};
  }
  elevaite::engine::StartRequest start;
  TRY(start.input, trigger_input(context));
  TRY(start.idempotency_key, read_idempotency_key(context.request));
  start.tenant_id = target->tenant_id;
  start.agent_id = target->agent_id;
  start.version_id = target->version_id;
  start.workflow = target->workflow;
  start.trigger = model::TriggerKind::webhook;
  start.trigger_node = target->node_id;
  start.traceparent = context.traceparent;
  return start;
}

Task<Result<net::HttpResponse>> call_hook(EngineServices& services, RequestContext& context) {
  // HEAD asks what GET would answer, and starting a run to find out is no answer.
  if (context.request.method == "HEAD") co_return not_found("webhook");
  DeployedPtr target = services.versions.find_hook(context.path_parameter("token"));
  if (!target) {
    std::string token = context.path_parameter("token");
    CO_TRY(target, co_await services.versions.hook(std::move(token)));
  }
  CO_TRY(auto start, start_of(target, context));
  if (auto queue = queue_of(target->trigger->node)) {
    QueuedRun with;
    with.queue = std::move(*queue);
    CO_TRY(auto created, co_await enqueue_run(services, std::move(start), std::move(with)));
    Json body =
        JsonObject{{"job_id", created.job.id.str()}, {"status", to_string(created.job.status)}};
    co_return queued_response(created, body);
  }
  CO_TRY(auto started, co_await services.engine.start_run(std::move(start)));
  const auto id = started.id;
  const bool waits = setting_of(target, "respond", "when_finished") != "immediately";
  if (auto execution = started.execution; execution && waits) {
    auto answered = co_await execution->wait_answered_for(kAnswerLimit);
    if (answered && *answered) co_return answer_of(execution->state(), id, context.request_id);
  }
  // Not settled in time, not to be waited for, or another process has it. Durable from here on.
  Duration limit = waits && !started.execution ? kAnswerLimit : Duration::zero();
  CO_TRY(auto answer, co_await elevaite::engine::wait_for_answer(services.engine, target->tenant_id,
                                                                 std::move(started), limit));
  if (!waits) co_return accepted(id, answer.status);
  co_return answer_of(answer, id, context.request_id);
}

}  // namespace

void register_call_hook(Router& router, EngineServices& services) {
  for (std::string method : {"POST", "GET", "PUT", "PATCH", "DELETE"}) {
    RouteSpec spec;
    spec.method = method;
    spec.path = "/v1/hooks/{token}";
    spec.operation_id = "call_hook_" + lower(method);
    spec.summary = "Start a run by webhook and receive its answer";
    spec.description =
        "The body is of any type, up to 1 MiB: JSON and forms reach the workflow parsed, text as "
        "text, other bytes as {\"base64\"}. Waits up to 30 seconds. With the header "
        "Idempotency-Key a delivery starts one run, however often it is sent.";
    spec.tag = "webhooks";
    spec.is_public = true;
    spec.allows_any_query = true;
    spec.body = Body::raw;
    spec.max_body_bytes = kMaxHookBytes;
    spec.responses = {{200, "What the respond node wrote, or {run_id, status, output}"},
                      {202,
                       "The run goes on, waits, or is not to be waited for: {run_id, status}; or "
                       "it is on a queue: {job_id, status}"},
                      {500, "The workflow failed", nullptr, "application/problem+json"}};
    add_route(router, std::move(spec), services, &call_hook);
  }
}

}  // namespace elevaite::http::engine
