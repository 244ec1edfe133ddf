// A link to a conversation for the members of its tenant: given, moved on, taken back.
#include "http/conversation_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_share_conversation(Router& router, EngineServices& services);

namespace {

using elevaite::engine::ConversationStore;

Task<Result<net::HttpResponse>> share(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.share(context.principal.tenant_id, context.principal.user_id, id));
  co_return json_response(200, conversation_json(conversation));
}

Task<Result<net::HttpResponse>> unshare(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_CHECK(co_await store.unshare(context.principal.tenant_id, context.principal.user_id, id));
  net::HttpResponse response;
  response.status = 204;
  co_return response;
}

}  // namespace

void register_share_conversation(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/conversations/{id}/share";
  spec.operation_id = "share_conversation";
  spec.summary = "Gives a conversation a link that members of the tenant can read it by.";
  spec.description =
      "It shows what the conversation shows now. What is said later is shown when this is asked "
      "again; the link stays the same until it is taken back.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.responses = {{200, "The conversation, with its share.", conversation_schema()}};
  add_route(router, std::move(spec), services, &share);

  RouteSpec revoke;
  revoke.method = "DELETE";
  revoke.path = "/v1/conversations/{id}/share";
  revoke.operation_id = "unshare_conversation";
  revoke.summary = "Takes the link back: it leads nowhere from now on.";
  revoke.tag = "chat";
  revoke.permission = model::Permission::agents_chat;
  revoke.responses = {{204, "There is no link."}};
  add_route(router, std::move(revoke), services, &unshare);
}

}  // namespace elevaite::http::engine
