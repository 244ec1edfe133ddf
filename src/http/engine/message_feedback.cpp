// What a person thinks of an answer.
#include "http/conversation_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_message_feedback(Router& router, EngineServices& services);

namespace {

using elevaite::engine::ConversationStore;
using elevaite::engine::MessageStore;

Task<Result<net::HttpResponse>> rate(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  CO_TRY(auto message_id, context.path_id<model::MessageId>("message_id"));
  const model::Principal& principal = context.principal;
  ConversationStore conversations(services.database, services.clock);
  CO_CHECK(co_await conversations.get(principal.tenant_id, principal.user_id, id));
  elevaite::engine::Feedback feedback;
  feedback.is_up = find_string(context.body, "rating") == "up";
  feedback.comment = find_string(context.body, "comment").value_or("");
  MessageStore store(services.database);
  JsonObject body{{"rating", feedback.is_up ? "up" : "down"}, {"comment", feedback.comment}};
  CO_CHECK(co_await store.rate(principal.tenant_id, id, message_id, principal.user_id,
                               std::move(feedback), services.clock.now()));
  co_return json_response(200, Json(std::move(body)));
}

Task<Result<net::HttpResponse>> unrate(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  CO_TRY(auto message_id, context.path_id<model::MessageId>("message_id"));
  const model::Principal& principal = context.principal;
  ConversationStore conversations(services.database, services.clock);
  CO_CHECK(co_await conversations.get(principal.tenant_id, principal.user_id, id));
  MessageStore store(services.database);
  CO_CHECK(co_await store.unrate(principal.tenant_id, id, message_id, principal.user_id));
  net::HttpResponse response;
  response.status = 204;
  co_return response;
}

}  // namespace

void register_message_feedback(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/conversations/{id}/messages/{message_id}/feedback";
  spec.operation_id = "rate_message";
  spec.summary = "Says what you think of an answer, or changes it.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.max_body_bytes = 64 << 10;
  spec.request_schema = schema(R"({"type":"object","required":["rating"],"properties":{
    "rating":{"type":"string","enum":["up","down"]},
    "comment":{"type":"string","maxLength":2000}}})");
  spec.responses = {{200, "Kept.", schema(R"({"type":"object","required":["rating","comment"],
    "properties":{"rating":{"type":"string","enum":["up","down"]},
    "comment":{"type":"string"}}})")}};
  add_route(router, std::move(spec), services, &rate);

  RouteSpec remove;
  remove.method = "DELETE";
  remove.path = "/v1/conversations/{id}/messages/{message_id}/feedback";
  remove.operation_id = "unrate_message";
  remove.summary = "Takes back what you said of an answer.";
  remove.tag = "chat";
  remove.permission = model::Permission::agents_chat;
  remove.responses = {{204, "There is none of yours."}};
  add_route(router, std::move(remove), services, &unrate);
}

}  // namespace elevaite::http::engine
