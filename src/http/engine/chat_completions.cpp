// The OpenAI-compatible endpoint: the model is the slug of a deployed agent, the key an API key of
// ours. https://platform.openai.com/docs/api-reference/chat
#include <set>

#include "http/chat_files.hpp"
#include "http/chat_turn.hpp"
#include "http/openai_stream.hpp"
#include "http/router.hpp"

namespace elevaite::http::engine {

void register_chat_completions(Router& router, EngineServices& services);

namespace {

using CompletionPump = ChatPump<OpenAiStream>;

// OpenAI's error shape, which its SDKs turn into typed exceptions by the status.
net::HttpResponse openai_error(const Error& error, std::string_view request_id) {
  bool is_hidden = error.code == ErrorCode::internal;
  JsonObject body{
      {"message", is_hidden ? "Something went wrong on our side." : error.message},
      {"type",
       error.code == ErrorCode::invalid_argument ? "invalid_request_error" : to_string(error.code)},
      {"param", error.fields.empty() ? Json(nullptr) : Json(error.fields[0].field)},
      {"code", error.reason.empty() ? std::string(to_string(error.code)) : error.reason}};
  auto response = json_response(http_status(error.code), JsonObject{{"error", std::move(body)}});
  response.headers.add("X-Request-Id", std::string(request_id));
  if (error.retry_after) {
    auto seconds = (error.retry_after->count() + 999) / 1000;
    response.headers.add("Retry-After", std::to_string(seconds));
  }
  return response;
}

Json request_schema() {
  return schema(R"({"type":"object","required":["model","messages"],"properties":{
    "model":{"type":"string","maxLength":128,"description":"The slug or id of a deployed agent."},
    "messages":{"type":"array","minItems":1,"maxItems":1000,"items":{"type":"object",
      "required":["role"],"properties":{
        "role":{"type":"string","enum":["system","developer","user","assistant","tool"]},
        "content":{"type":["string","array","null"],"description":"Parts of type text, image_url (a data URL, or the id of a file of yours) and file (file_id, or file_data as a data URL). Nothing is fetched from other addresses."}},"additionalProperties":true}},
    "stream":{"type":["boolean","null"]},
    "stream_options":{"type":["object","null"],"properties":{"include_usage":{"type":"boolean"}},
      "additionalProperties":true}},
    "additionalProperties":true})");
}

// A conversation as its caller keeps it sends all its files with every turn.
constexpr std::size_t kMaxFiles = 50;

struct Said {
  std::string_view role;
  std::string text{};
  std::vector<SentFile> files{};
};

Result<Said> read_message(const Json& message, const std::string& field) {
  Said said{find_string(message, "role").value_or("user")};
  const Json* content = find(message, "content");
  if (content == nullptr || content->is_null()) return said;
  if (content->is_string()) {
    said.text = view(content->get_string());
    return said;
  }
  const JsonArray& parts = content->get_array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (find_string(parts[i], "type") == "text") {
      said.text += find_string(parts[i], "text").value_or("");
      continue;
    }
    std::string place = field + ".content[" + std::to_string(i) + "]";
    if (said.role != "user") {
      return invalid_field(std::move(place), "unsupported", "Only the user can send files.");
    }
    TRY(auto file, read_openai_part(parts[i], std::move(place)));
    said.files.push_back(std::move(file));
  }
  return said;
}

model::ChatRole role_of(std::string_view role) {
  if (role == "assistant") return model::ChatRole::assistant;
  if (role == "user") return model::ChatRole::user;
  return model::ChatRole::system;
}

// The last message is the question; what precedes it is the conversation so far.
Result<std::vector<Said>> read_messages(const Json& body) {
  for (std::string_view feature : {"tools", "functions", "response_format"}) {
    const Json* value = find(body, feature);
    bool is_plain_text = value != nullptr && find_string(*value, "type") == "text";
    if (value == nullptr || value->is_null() || is_plain_text) continue;
    return invalid_field(
        std::string(feature), "unsupported",
        "The agent's tools and output are set in the Agent Studio, not by the caller.");
  }
  if (find_int(body, "n").value_or(1) != 1) {
    return invalid_field("n", "unsupported", "An agent gives one answer.");
  }
  const JsonArray& messages = *find_array(body, "messages");
  std::vector<Said> said;
  std::size_t files = 0;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    TRY(auto one, read_message(messages[i], "messages[" + std::to_string(i) + "]"));
    files += one.files.size();
    said.push_back(std::move(one));
  }
  if (files > kMaxFiles) {
    return invalid_field("messages", "too_many_files", "A request has at most 50 files.");
  }
  if (said.back().role != "user") {
    return invalid_field("messages", "last_role", "The last message must be the user's.");
  }
  if (said.back().text.empty() && said.back().files.empty()) {
    return invalid_field("messages", "empty", "The last message has no text.");
  }
  return said;
}

Task<Result<ChatTurn>> read_turn(EngineServices& services, const RequestContext& context) {
  CO_TRY(auto messages, read_messages(context.body));
  ChatTurn turn;
  turn.history.emplace();
  for (Said& said : messages) {
    auto sent = std::move(said.files);
    CO_TRY(auto files, co_await settle_files(services, context, std::move(sent)));
    if (&said == &messages.back()) {
      turn.message = std::move(said.text);
      turn.files = std::move(files);
    } else if (said.role != "tool" && (!said.text.empty() || !files.empty())) {
      model::ChatMessage message{role_of(said.role), std::move(said.text)};
      message.files = std::move(files);
      turn.history->push_back(model::to_json(message));
    }
  }
  co_return turn;
}

Task<Result<net::HttpResponse>> answer_whole(EngineServices& services,
                                             const RequestContext& context,
                                             elevaite::engine::Started started,
                                             CompletionIdentity identity) {
  // Watching before the end would make the models stream, for nobody.
  if (auto execution = started.execution) {
    co_await execution->wait_ended();
    const auto& state = execution->state();
    if (state.status == model::RunStatus::succeeded) {
      co_return json_response(
          200, completion_json(identity, answer_text(state.output), nullptr, state.usage));
    }
  }
  elevaite::engine::RunWatch watch(services.engine, context.principal.tenant_id, started.id, 0);
  std::set<std::string> approvals;
  while (true) {
    CO_TRY(auto item, co_await watch.next(kStreamHeartbeat));
    if (!item) continue;
    CO_TRY(auto event, parse_json(item->text, kMaxStoredJsonDepth));
    auto type = find_string(event, "type").value_or("");
    JsonObject about{{"run_id", started.id.str()}};
    std::string step(find_string(event, "step").value_or(""));
    bool is_approval = find_string(event, "key").value_or("").starts_with("approval");
    if (type == "step_waiting" && is_approval) approvals.insert(step);
    if (type == "step_signalled") approvals.erase(step);
    if (type == "run_waiting" && !approvals.empty()) {
      about["status"] = "waiting";
      co_return json_response(
          200, completion_json(identity, "This needs an approval before it goes on.", about, {}));
    }
    if (type == "run_succeeded") {
      const Json* output = find(event, "output");
      co_return json_response(200,
                              completion_json(identity, output ? answer_text(*output) : "", nullptr,
                                              model::usage_from_json(*find(event, "usage"))));
    }
    if (watch.is_over()) {
      const Json* failure = find(event, "error");
      Error error{ErrorCode::unavailable, "The agent failed. Its run is " + started.id.str() + "."};
      if (failure != nullptr) error.reason = model::error_from_json(*failure).reason;
      if (error.reason.empty()) error.reason = "agent_failed";
      co_return error;
    }
  }
}

Task<Result<net::HttpResponse>> chat_completions(EngineServices& services,
                                                 RequestContext& context) {
  CO_TRY(auto turn, co_await read_turn(services, context));
  std::string name(find_string(context.body, "model").value_or(""));
  auto agent = co_await find_agent(services, context.principal.tenant_id, name);
  if (!agent) {
    if (agent.error().code != ErrorCode::not_found) co_return agent.error();
    Error error{ErrorCode::not_found, "There is no deployed agent `" + name + "`.",
                "model_not_found"};
    co_return error;
  }
  turn.agent = std::move(*agent);
  CO_TRY(turn.idempotency_key, idempotency_key(context));
  CO_TRY(auto started, co_await start_turn(services, context, std::move(turn)));
  CompletionIdentity identity{"chatcmpl-" + started.id.uuid.base32(), name, services.clock.now()};
  if (!find_bool(context.body, "stream").value_or(false)) {
    co_return co_await answer_whole(services, context, std::move(started), std::move(identity));
  }
  const Json* options = find(context.body, "stream_options");
  bool includes_usage = options != nullptr && find_bool(*options, "include_usage").value_or(false);
  elevaite::engine::RunWatch watch(services.engine, context.principal.tenant_id, started.id, 0);
  OpenAiStream format(std::move(identity), includes_usage);
  auto state = std::make_shared<CompletionPump>(std::move(watch), std::move(format));
  auto response = stream_response(std::move(state));
  response.headers.add("X-Run-Id", started.id.str());
  co_return response;
}

}  // namespace

void register_chat_completions(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/chat/completions";
  spec.operation_id = "create_chat_completion";
  spec.summary = "Talks to a deployed agent as OpenAI's chat completions do.";
  spec.description =
      "For the official SDKs, unchanged: `model` is the agent's slug, the key an API key. The "
      "caller keeps the "
      "conversation. Tuning knobs (temperature and the like) are the agent's and are ignored.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.request_schema = request_schema();
  spec.responses = {{200, "The completion, or with stream its chunks."}};
  spec.write_error = &openai_error;
  router.add(std::move(spec),
             [&services](RequestContext& context) { return chat_completions(services, context); });
}

}  // namespace elevaite::http::engine
