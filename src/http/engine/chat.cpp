// Talking to a deployed agent, in the AI SDK's UI message stream.
#include "http/background_turn.hpp"
#include "http/chat_input.hpp"
#include "http/engine_answers.hpp"
#include "http/ui_message_stream.hpp"

namespace elevaite::http::engine {

void register_chat(Router& router, EngineServices& services);

namespace {

using Pump = ChatPump<UiMessageStream>;

JsonObject metadata_of(model::RunId run_id, model::ConversationId conversation_id) {
  return {{"run_id", run_id.str()}, {"conversation_id", conversation_id.str()}};
}

std::string message_id_of(model::RunId run_id) { return model::MessageId{run_id.uuid}.str(); }

Task<Result<net::HttpResponse>> answer_as_json(EngineServices& services,
                                               const RequestContext& context, model::RunId run_id,
                                               JsonObject body) {
  elevaite::engine::RunWatch watch(services.engine, context.principal.tenant_id, run_id, 0);
  std::optional<elevaite::engine::FeedItem> item;
  while (true) {
    if (!item) {
      CO_TRY(item, co_await watch.next(kStreamHeartbeat));
    }
    if (!item) continue;
    CO_TRY(auto event, parse_json(item->text, kMaxStoredJsonDepth));
    item = watch.poll();
    auto type = find_string(event, "type").value_or("");
    // A wait that is over is none to tell of.
    bool is_waiting = type == "run_waiting" && !item;
    bool is_end = type == "run_succeeded" || type == "run_failed" || type == "run_cancelled";
    if (!is_end && !is_waiting) continue;
    body["status"] = type.substr(type.find('_') + 1);
    if (const Json* output = find(event, "output")) body["text"] = answer_text(*output);
    if (const Json* error = find(event, "error")) body["error"] = *error;
    if (const Json* usage = find(event, "usage")) body["usage"] = *usage;
    co_return json_response(200, body);
  }
}

// Another answer needs a conversation that is there; a message may begin one.
Task<Result<elevaite::engine::Conversation>> open_conversation(EngineServices& services,
                                                               const model::Principal& principal,
                                                               model::AgentId agent_id,
                                                               const ChatInput& input) {
  elevaite::engine::ConversationStore conversations(services.database, services.clock);
  if (input.is_empty()) {
    co_return co_await conversations.find(principal.tenant_id, agent_id, principal.user_id,
                                          input.conversation_key, input.is_draft);
  }
  std::string title = input.message.empty() ? input.files[0].name : input.message;
  co_return co_await conversations.open(principal.tenant_id, agent_id, principal.user_id,
                                        input.conversation_key, std::move(title), input.is_draft);
}

net::HttpResponse stream_answer(EngineServices& services, const model::Principal& principal,
                                model::RunId run_id, model::ConversationId conversation_id) {
  elevaite::engine::RunWatch watch(services.engine, principal.tenant_id, run_id, 0);
  UiMessageStream format(message_id_of(run_id), metadata_of(run_id, conversation_id));
  auto response = stream_response(std::make_shared<Pump>(std::move(watch), std::move(format)));
  response.headers.add("X-Vercel-AI-UI-Message-Stream", "v1");
  response.headers.add("X-Run-Id", run_id.str());
  response.headers.add("X-Conversation-Id", conversation_id.str());
  return response;
}

// At once, without what the worker will make of it.
net::HttpResponse answer_for_now(const BackgroundTurn& turn, model::ConversationId conversation_id,
                                 bool wants_stream) {
  JsonObject metadata = metadata_of(turn.run_id, conversation_id);
  metadata["job_id"] = turn.job_id.str();
  metadata["status"] = "queued";
  net::HttpResponse response;
  if (wants_stream) {
    UiMessageStream format(message_id_of(turn.run_id), std::move(metadata));
    format.job(turn.job_id.str());
    format.text("background", kWorkingOnIt);
    format.text_end("background");
    format.finished("queued", JsonObject{});
    response.headers.add("Content-Type", "text/event-stream");
    response.headers.add("X-Vercel-AI-UI-Message-Stream", "v1");
    response.body = format.take_bytes();
  } else {
    metadata["text"] = kWorkingOnIt;
    response = json_response(202, metadata);
  }
  response.headers.add("X-Run-Id", turn.run_id.str());
  response.headers.add("X-Conversation-Id", conversation_id.str());
  response.headers.add("X-Job-Id", turn.job_id.str());
  return response;
}

Task<Result<net::HttpResponse>> handle_chat(EngineServices& services, RequestContext& context) {
  CO_TRY(auto input, read_chat_input(context.body));
  const model::Principal& principal = context.principal;
  std::string name = context.path_parameter("agent");
  ChatTurn turn;
  if (input.is_draft) {
    CO_TRY(turn.agent, co_await find_draft(services, context, std::move(name)));
  } else {
    CO_TRY(turn.agent, co_await find_agent(services, principal.tenant_id, std::move(name)));
  }
  const auto agent_id = turn.agent->agent_id;
  auto sent = std::move(input.sent_files);
  CO_TRY(input.files, co_await settle_files(services, context, std::move(sent)));
  CO_TRY(auto conversation, co_await open_conversation(services, principal, agent_id, input));
  turn.is_test = input.is_draft;
  turn.conversation_id = conversation.id;
  const bool wants_stream = input.wants_stream;
  // A draft is tried out while somebody watches.
  const bool is_background =
      !input.is_draft && input.is_background.value_or(works_in_background(*turn.agent->workflow));
  CO_CHECK(
      co_await place_message(services, principal.tenant_id, conversation, std::move(input), turn));
  CO_TRY(turn.idempotency_key, idempotency_key(context));
  if (is_background) {
    CO_TRY(auto begun, co_await start_in_background(services, context, std::move(turn)));
    co_return answer_for_now(begun, conversation.id, wants_stream);
  }
  CO_TRY(auto started, co_await start_turn(services, context, std::move(turn)));
  if (wants_stream) co_return stream_answer(services, principal, started.id, conversation.id);
  JsonObject metadata = metadata_of(started.id, conversation.id);
  co_return co_await answer_as_json(services, context, started.id, std::move(metadata));
}

// Also of an agent that is not deployed any more: what is under way is answered all the same.
Task<Result<model::AgentId>> agent_id_of(EngineServices& services, const RequestContext& context) {
  std::string name = context.path_parameter("agent");
  auto found = services.versions.find_deployed(context.principal.tenant_id, name);
  if (found) co_return found->agent_id;
  CO_TRY(auto agent, co_await services.agents.get(actor_of(context), std::move(name)));
  co_return agent.id;
}

Task<Result<net::HttpResponse>> handle_resume(EngineServices& services, RequestContext& context) {
  const model::Principal& principal = context.principal;
  CO_TRY(auto agent_id, co_await agent_id_of(services, context));
  elevaite::engine::ConversationStore conversations(services.database, services.clock);
  std::string key = context.path_parameter("conversation");
  net::HttpResponse nothing;
  nothing.status = 204;
  auto conversation =
      co_await conversations.find(principal.tenant_id, agent_id, principal.user_id, key);
  if (!conversation && conversation.error().code == ErrorCode::not_found) {
    conversation =
        co_await conversations.find(principal.tenant_id, agent_id, principal.user_id, key, true);
  }
  if (!conversation) {
    if (conversation.error().code == ErrorCode::not_found) co_return nothing;
    co_return conversation.error();
  }
  CO_TRY(auto run_id, co_await conversations.active_run(principal.tenant_id, conversation->id));
  if (!run_id) co_return nothing;
  co_return stream_answer(services, principal, *run_id, conversation->id);
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
      "It lasts until the answer is whole, also while the run waits for an approval (a "
      "data-approval part asks, and says what was answered). Closing the connection neither stops "
      "nor loses the answer: see resume_chat, and the events of the run. A long task is answered "
      "in the background: the stream says so and ends (202 without a stream), and the answer takes "
      "its place in the conversation when a worker has made it. The conversation goes on "
      "meanwhile, and the model is told that the task is under way.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.request_schema = chat_request_schema();
  spec.responses = {{200, "The answer.", nullptr, "text/event-stream"},
                    {202, "In the background, without a stream: run_id, conversation_id, job_id."}};
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
