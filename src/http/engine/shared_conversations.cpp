// What somebody with the link of a conversation sees.
#include "http/conversation_answers.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_shared_conversations(Router& router, EngineServices& services);

namespace {

using elevaite::engine::Conversation;
using elevaite::engine::ConversationStore;

constexpr std::string_view kName = "SELECT name FROM users WHERE id = $1";
constexpr std::string_view kAgent = "SELECT name FROM agents WHERE tenant_id = $1 AND id = $2";

Task<Result<Conversation>> find_conversation(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ShareId>("id"));
  ConversationStore store(services.database, services.clock);
  co_return co_await store.find_shared(context.principal.tenant_id, id);
}

// Of the person and of the agent, also when that one has been deleted.
Task<Result<std::string>> name_of(EngineServices& services, ports::Scope scope,
                                  ports::Statement statement) {
  CO_TRY(auto rows, co_await services.database.query(scope, std::move(statement)));
  co_return rows.empty() ? std::string() : rows.text(0, 0);
}

Task<Result<net::HttpResponse>> get_shared_conversation(EngineServices& services,
                                                        RequestContext& context) {
  CO_TRY(auto conversation, co_await find_conversation(services, context));
  const auto tenant_id = context.principal.tenant_id;
  // Users belong to no tenant; this one is the owner of a conversation of this tenant.
  ports::Statement user{kName, {conversation.user_id.value_or(model::UserId{}).uuid}};
  auto system = ports::Scope::system();
  CO_TRY(auto owner, co_await name_of(services, system, std::move(user)));
  ports::Statement agent{kAgent, {tenant_id.uuid, conversation.agent_id.uuid}};
  auto scope = ports::Scope::tenant(tenant_id);
  CO_TRY(auto agent_name, co_await name_of(services, scope, std::move(agent)));
  Instant shared_at = conversation.shared_at.value_or(conversation.updated_at);
  co_return json_response(200,
                          JsonObject{{"id", conversation.share_id->str()},
                                     {"title", conversation.title},
                                     {"agent_id", conversation.agent_id.str()},
                                     {"agent_name", agent_name},
                                     {"owner_name", owner},
                                     {"is_own", conversation.user_id == context.principal.user_id},
                                     {"created_at", to_rfc3339(conversation.created_at)},
                                     {"shared_at", to_rfc3339(shared_at)}});
}

Task<Result<net::HttpResponse>> list_shared_messages(EngineServices& services,
                                                     RequestContext& context) {
  CO_TRY(auto conversation, co_await find_conversation(services, context));
  elevaite::engine::MessageFilter filter;
  // Without a message to end with there is nothing, and not everything.
  filter.head = conversation.shared_head_id.value_or(model::MessageId{});
  co_return co_await messages_response(services.database, context, conversation.id, filter);
}

}  // namespace

void register_shared_conversations(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/shared-conversations/{id}";
  spec.operation_id = "get_shared_conversation";
  spec.summary = "A conversation that a member of your tenant has shared.";
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  spec.responses = {{200, "The conversation.", schema(R"({"type":"object",
    "required":["id","title","agent_id","agent_name","owner_name","is_own","created_at",
    "shared_at"],"properties":{"id":{"type":"string"},"title":{"type":"string"},
    "agent_id":{"type":"string"},"agent_name":{"type":"string"},"owner_name":{"type":"string"},
    "is_own":{"type":"boolean"},"created_at":{"type":"string","format":"date-time"},
    "shared_at":{"type":"string","format":"date-time","description":"What was said later is not shown."}}})")}};
  add_route(router, std::move(spec), services, &get_shared_conversation);

  RouteSpec list;
  list.method = "GET";
  list.path = "/v1/shared-conversations/{id}/messages";
  list.operation_id = "list_shared_messages";
  list.summary = "The messages of a shared conversation, oldest first.";
  list.tag = "chat";
  list.permission = model::Permission::agents_chat;
  list.query = page_parameters();
  list.responses = {{200, "A page.", page_schema(message_schema())}};
  add_route(router, std::move(list), services, &list_shared_messages);
}

}  // namespace elevaite::http::engine
