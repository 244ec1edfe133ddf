// One chat turn as the routes need it: from a message to a started run, and from a run to a
// streamed response.
#pragma once
#include <memory>
#include <string>

#include "engine/conversation_store.hpp"
#include "engine/engine.hpp"
#include "engine/run_watch.hpp"
#include "engine/version_cache.hpp"
#include "http/chat_events.hpp"
#include "http/engine_services.hpp"
#include "http/problem.hpp"
#include "http/request_context.hpp"
#include "model/attachment.hpp"

namespace elevaite::http {

struct ChatTurn {
  elevaite::engine::DeployedPtr agent;
  std::string message;
  std::vector<model::Attachment> files{};
  bool is_test = false;  // the agent is a draft
  // In a conversation: which one, and the message's place in it.
  std::optional<model::ConversationId> conversation_id{};
  std::optional<elevaite::engine::TurnMessage> question{};
  std::optional<JsonArray> history{};  // when the caller keeps the conversation
  std::optional<std::string> idempotency_key{};
  bool queues_behind = true;
};

// The deployed agent by slug or id; not_found when there is none or it is not deployed.
Task<Result<elevaite::engine::DeployedPtr>> find_agent(EngineServices& services,
                                                       model::TenantId tenant_id,
                                                       std::string agent);
// What its draft is now, as a version that was never deployed. Needs agents:write.
Task<Result<elevaite::engine::DeployedPtr>> find_draft(EngineServices& services,
                                                       const RequestContext& context,
                                                       std::string agent);
// What the engine is asked to start for the turn.
Result<elevaite::engine::StartRequest> turn_request(const RequestContext& context, ChatTurn turn);
Task<Result<elevaite::engine::Started>> start_turn(EngineServices& services,
                                                   const RequestContext& context, ChatTurn turn);

// Reads the Idempotency-Key header: 1 to 255 printable characters.
Result<std::optional<std::string>> idempotency_key(const RequestContext& context);

// Writes a run to a response as `Format` (UiMessageStream, OpenAiStream) puts it, until the run
// ends or the format has enough. A reader that goes away stops the writing, not the run.
template <class Format>
struct ChatPump {
  ChatPump(elevaite::engine::RunWatch w, Format f)
      : watch(std::move(w)), format(std::move(f)), events(format) {}
  ChatPump(const ChatPump&) = delete;
  ChatPump& operator=(const ChatPump&) = delete;

  elevaite::engine::RunWatch watch;
  Format format;
  ChatEvents events;
};

constexpr Duration kStreamHeartbeat = 15s;

template <class Format>
Task<void> pump(std::shared_ptr<ChatPump<Format>> state, net::ResponseStream& out) {
  while (true) {
    std::string bytes = state->format.take_bytes();
    if (!bytes.empty()) {
      auto written = co_await out.write(std::move(bytes));
      if (!written) co_return;
    }
    if (state->events.is_finished() || !out.is_open()) co_return;
    auto item = co_await state->watch.next(kStreamHeartbeat);
    if (!item) co_return;
    if (!*item) {
      if (state->watch.is_over()) co_return;
      auto written = co_await out.write(std::string(": \n\n"));
      if (!written) co_return;
      continue;
    }
    state->events.take((*item)->text);
    // What has piled up meanwhile goes out in the same write.
    while (!state->events.is_finished()) {
      auto more = state->watch.poll();
      if (!more) break;
      state->events.take(more->text);
    }
  }
}

template <class Format>
net::HttpResponse stream_response(std::shared_ptr<ChatPump<Format>> state) {
  net::HttpResponse response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-cache, no-transform");
  response.headers.add("X-Accel-Buffering", "no");
  response.stream = [state](net::ResponseStream& out) { return pump<Format>(state, out); };
  return response;
}

}  // namespace elevaite::http
