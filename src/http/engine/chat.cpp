// Talking to a deployed agent, in the AI SDK's UI message stream.
#include "http/chat_turn.hpp"
#include "http/router.hpp"
#include "http/ui_message_stream.hpp"

namespace elevaite::http::engine {

void register_chat(Router& router, EngineServices& services);

namespace {

using Pump = ChatPump<UiMessageStream>;

struct Input {
  std::string conversation_key;
  std::string message;
  JsonArray parts;
  bool wants_stream = true;
  bool queues_behind = true;
};

Json request_schema() {
  return schema(R"({"type":"object","properties":{
    "id":{"type":"string","maxLength":128,
      "description":"The conversation: an id of ours (conv_…), or one that the client chose. Absent: a new one."},
    "messages":{"type":"array","maxItems":1000,"items":{"type":"object","additionalProperties":true},
      "description":"As the AI SDK sends them; only the last message of the user is read."},
    "message":{"type":"string","maxLength":100000,"description":"Instead of `messages`."},
    "trigger":{"type":"string","maxLength":64},
    "messageId":{"type":["string","null"],"maxLength":128},
    "stream":{"type":"boolean","description":"False: the answer as one JSON object."},
    "if_busy":{"type":"string","enum":["queue","refuse"],
      "description":"What happens to a message while an earlier one is being answered."}},
    "additionalProperties":true})");
}

Result<Input> read_input(const Json& body) {
  Input input;
  input.conversation_key = find_string(body, "id").value_or("");
  input.wants_stream = find_bool(body, "stream").value_or(true);
  input.queues_behind = find_string(body, "if_busy").value_or("queue") == "queue";
  if (auto message = find_string(body, "message")) {
    input.message = *message;
  } else if (const auto* messages = find_array(body, "messages")) {
    for (const Json& entry : *messages) {
      if (find_string(entry, "role") != "user") continue;
      input.message = find_string(entry, "content").value_or("");
      const auto* parts = find_array(entry, "parts");
      if (parts == nullptr) continue;
      for (const Json& part : *parts) {
        if (find_string(part, "type") == "text")
          input.message += find_string(part, "text").value_or("");
      }
    }
  }
  if (input.message.find_first_not_of(" \t\r\n") == std::string::npos) {
    return invalid_field("message", "required", "There is no message of the user, or it is empty.");
  }
  input.parts.push_back({{"type", "text"}, {"text", input.message}});
  return input;
}

JsonObject metadata_of(model::RunId run_id, model::ConversationId conversation_id) {
  return {{"run_id", run_id.str()}, {"conversation_id", conversation_id.str()}};
}

std::string message_id_of(model::RunId run_id) { return model::MessageId{run_id.uuid}.str(); }

Task<Result<net::HttpResponse>> answer_as_json(EngineServices& services,
                                               const RequestContext& context, model::RunId run_id,
                                               JsonObject body) {
  elevaite::engine::RunWatch watch(services.engine, context.principal.tenant_id, run_id, 0);
  while (true) {
    CO_TRY(auto item, co_await watch.next(kStreamHeartbeat));
    if (!item) continue;
    CO_TRY(auto event, parse_json(item->text, kMaxStoredJsonDepth));
    auto type = find_string(event, "type").value_or("");
    if (!watch.is_over() && type != "run_waiting") continue;
    body["status"] = type.substr(type.find('_') + 1);
    if (const Json* output = find(event, "output")) body["text"] = answer_text(*output);
    if (const Json* error = find(event, "error")) body["error"] = *error;
    if (const Json* usage = find(event, "usage")) body["usage"] = *usage;
    co_return json_response(200, body);
  }
}

Task<Result<net::HttpResponse>> handle_chat(EngineServices& services, RequestContext& context) {
  CO_TRY(auto input, read_input(context.body));
  const model::Principal& principal = context.principal;
  std::string name = context.path_parameter("agent");
  CO_TRY(auto agent, co_await find_agent(services, principal.tenant_id, std::move(name)));
  elevaite::engine::ConversationStore conversations(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await conversations.open(principal.tenant_id, agent->agent_id, principal.user_id,
                                     input.conversation_key, input.message));
  ChatTurn turn;
  turn.agent = std::move(agent);
  turn.message = std::move(input.message);
  turn.parts = std::move(input.parts);
  turn.conversation_id = conversation.id;
  turn.queues_behind = input.queues_behind;
  CO_TRY(turn.idempotency_key, idempotency_key(context));
  CO_TRY(auto started, co_await start_turn(services, context, std::move(turn)));
  JsonObject metadata = metadata_of(started.id, conversation.id);
  if (!input.wants_stream) {
    co_return co_await answer_as_json(services, context, started.id, std::move(metadata));
  }
  elevaite::engine::RunWatch watch(services.engine, principal.tenant_id, started.id, 0);
  UiMessageStream format(message_id_of(started.id), std::move(metadata));
  auto state = std::make_shared<Pump>(std::move(watch), std::move(format));
  auto response = stream_response(std::move(state));
  response.headers.add("X-Vercel-AI-UI-Message-Stream", "v1");
  response.headers.add("X-Run-Id", started.id.str());
  response.headers.add("X-Conversation-Id", conversation.id.str());
  co_return response;
}

Task<Result<net::HttpResponse>> handle_resume(EngineServices& services, RequestContext& context) {
  const model::Principal& principal = context.principal;
  std::string name = context.path_parameter("agent");
  CO_TRY(auto agent, co_await find_agent(services, principal.tenant_id, std::move(name)));
  elevaite::engine::ConversationStore conversations(services.database, services.clock);
  std::string key = context.path_parameter("conversation");
  net::HttpResponse nothing;
  nothing.status = 204;
  auto conversation = co_await conversations.find(principal.tenant_id, agent->agent_id,
                                                  principal.user_id, std::move(key));
  if (!conversation) {
    if (conversation.error().code == ErrorCode::not_found) co_return nothing;
    co_return conversation.error();
  }
  CO_TRY(auto run_id, co_await conversations.active_run(principal.tenant_id, conversation->id));
  if (!run_id) co_return nothing;
  elevaite::engine::RunWatch watch(services.engine, principal.tenant_id, *run_id, 0);
  UiMessageStream format(message_id_of(*run_id), metadata_of(*run_id, conversation->id));
  auto state = std::make_shared<Pump>(std::move(watch), std::move(format));
  auto response = stream_response(std::move(state));
  response.headers.add("X-Vercel-AI-UI-Message-Stream", "v1");
  response.headers.add("X-Run-Id", run_id->str());
  co_return response;
}

}  // namespace

void register_chat(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/chat";
  spec.operation_id = "chat";
  spec.summary = "Sends a message to a deployed agent and streams its answer.";
  spec.description =
      "The answer is the AI SDK's UI message stream (version 1), which useChat reads unchanged. "
      "Closing the "
      "connection neither stops nor loses the answer: see resume_chat, and the events of the run.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.request_schema = request_schema();
  spec.responses = {{200, "The answer.", nullptr, "text/event-stream"}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return handle_chat(services, context); });

  RouteSpec resume;
  resume.method = "GET";
  resume.path = "/v1/agents/{agent}/chat/{conversation}/stream";
  resume.operation_id = "resume_chat";
  resume.summary = "Streams the answer that is under way in a conversation, from its beginning.";
  resume.tag = "chat";
  resume.permission = model::Permission::agents_chat;
  resume.responses = {{200, "The answer.", nullptr, "text/event-stream"},
                      {204, "Nothing is under way."}};
  router.add(std::move(resume),
             [&services](RequestContext& context) { return handle_resume(services, context); });
}

}  // namespace elevaite::http::engine
