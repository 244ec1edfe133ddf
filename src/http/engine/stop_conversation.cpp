// Stopping one's own turn, for everybody who may chat.
#include "http/background_turn.hpp"
#include "http/conversation_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_stop_conversation(Router& router, EngineServices& services);

namespace {

using elevaite::engine::ConversationStore;

// What is to be stopped: the run that was named, or the one that answers now.
Task<Result<std::optional<model::RunId>>> run_to_stop(EngineServices& services,
                                                      RequestContext& context,
                                                      elevaite::engine::Conversation conversation) {
  const auto tenant_id = context.principal.tenant_id;
  auto named = find_string(context.body, "run_id");
  if (!named) {
    if (conversation.active_run_id) co_return conversation.active_run_id;
    ConversationStore store(services.database, services.clock);
    co_return co_await store.active_run(tenant_id, conversation.id);
  }
  CO_TRY(auto id, model::RunId::parse(*named));
  CO_TRY(auto run, co_await services.engine.runs().get(tenant_id, id));
  if (run.conversation_id != conversation.id) co_return not_found("run");
  co_return std::optional<model::RunId>(id);
}

Task<Result<net::HttpResponse>> stop_conversation(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  const model::Principal& principal = context.principal;
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation, co_await store.get(principal.tenant_id, principal.user_id, id));
  CO_TRY(auto run_id, co_await run_to_stop(services, context, std::move(conversation)));
  bool is_stopped = false;
  if (run_id) {
    std::string reason(find_string(context.body, "reason").value_or("Stopped in the chat."));
    CO_TRY(auto run, co_await services.engine.runs().get(principal.tenant_id, *run_id));
    CO_CHECK(co_await cancel_job_of(services, std::move(run), reason));
    auto cancelled =
        co_await services.engine.cancel_run(principal.tenant_id, *run_id, std::move(reason));
    // It was faster than the wish to stop it.
    bool has_ended = !cancelled && cancelled.error().reason == "already_ended";
    if (!cancelled && !has_ended) co_return cancelled.error();
    is_stopped = !has_ended;
  }
  co_return json_response(200, JsonObject{{"run_id", run_id ? Json(run_id->str()) : Json(nullptr)},
                                          {"is_stopped", is_stopped}});
}

}  // namespace

void register_stop_conversation(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/conversations/{id}/stop";
  spec.operation_id = "stop_conversation";
  spec.summary = "Stops the answer that is under way in one of your conversations.";
  spec.description =
      "Also one that waits for an approval. What has ended already stays as it is, and is_stopped "
      "says so.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "run_id":{"type":"string","maxLength":64,
      "description":"Only this turn of the conversation. Absent: the one that is being answered."},
    "reason":{"type":"string","minLength":1,"maxLength":500}}})");
  spec.responses = {{200, "Stopped, or nothing was under way.",
                     schema(R"({"type":"object","required":["run_id","is_stopped"],"properties":{
    "run_id":{"type":["string","null"]},"is_stopped":{"type":"boolean"}}})")}};
  add_route(router, std::move(spec), services, &stop_conversation);
}

}  // namespace elevaite::http::engine
