// The conversations of the person who asks: list, messages, delete.
#include "http/chat_turn.hpp"
#include "http/page.hpp"
#include "http/router.hpp"

namespace elevaite::http::engine {

void register_conversations(Router& router, EngineServices& services);

namespace {

using elevaite::engine::ConversationStore;

Json to_json(const elevaite::engine::Conversation& conversation) {
  return {{"id", conversation.id.str()},
          {"agent_id", conversation.agent_id.str()},
          {"title", conversation.title},
          {"created_at", to_rfc3339(conversation.created_at)},
          {"updated_at", to_rfc3339(conversation.updated_at)}};
}

Json to_json(const elevaite::engine::Message& message) {
  return {{"id", message.id.str()},
          {"role", message.role},
          {"parts", message.parts},
          {"run_id", message.run_id ? Json(message.run_id->str()) : Json(nullptr)},
          {"created_at", to_rfc3339(message.created_at)}};
}

template <class IdType>
Result<std::optional<IdType>> cursor_id(const PageRequest& page) {
  if (page.after.is_null()) return std::optional<IdType>();
  auto id = IdType::parse(page.after.is_string() ? view(page.after.get_string()) : "");
  if (!id) return invalid_field("cursor", "format", "This is not a cursor of this list.");
  return std::optional<IdType>(*id);
}

Task<Result<net::HttpResponse>> list(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto before, cursor_id<model::ConversationId>(page));
  std::optional<model::AgentId> agent_id;
  if (auto text = context.query("agent_id")) {
    CO_TRY(agent_id, model::AgentId::parse(*text));
  }
  ConversationStore store(services.database, services.clock);
  auto limit = static_cast<std::size_t>(page.limit);
  CO_TRY(auto found, co_await store.list(context.principal.tenant_id, context.principal.user_id,
                                         agent_id, before, limit + 1));
  bool has_more = found.size() > limit;
  if (has_more) found.pop_back();
  JsonArray items;
  for (const auto& conversation : found) items.push_back(to_json(conversation));
  Json next = has_more ? Json(found.back().id.str()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Task<Result<net::HttpResponse>> get(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.get(context.principal.tenant_id, context.principal.user_id, id));
  co_return json_response(200, to_json(conversation));
}

Task<Result<net::HttpResponse>> messages(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  CO_TRY(auto page, read_page(context));
  CO_TRY(auto after, cursor_id<model::MessageId>(page));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.get(context.principal.tenant_id, context.principal.user_id, id));
  auto limit = static_cast<std::size_t>(page.limit);
  CO_TRY(auto found,
         co_await store.messages(context.principal.tenant_id, conversation.id, after, limit + 1));
  bool has_more = found.size() > limit;
  if (has_more) found.pop_back();
  JsonArray items;
  for (const auto& message : found) items.push_back(to_json(message));
  Json next = has_more ? Json(found.back().id.str()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Task<Result<net::HttpResponse>> remove(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_CHECK(co_await store.remove(context.principal.tenant_id, context.principal.user_id, id));
  net::HttpResponse response;
  response.status = 204;
  co_return response;
}

Json conversation_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","title","created_at","updated_at"],
    "properties":{"id":{"type":"string"},"agent_id":{"type":"string"},"title":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time"}}})");
}

Json message_schema() {
  return schema(R"({"type":"object","required":["id","role","parts","run_id","created_at"],
    "properties":{"id":{"type":"string"},"role":{"type":"string","enum":["user","assistant"]},
    "parts":{"type":"array","items":{"type":"object","additionalProperties":true}},
    "run_id":{"type":["string","null"]},"created_at":{"type":"string","format":"date-time"}}})");
}

RouteSpec spec_of(std::string method, std::string path, std::string operation,
                  std::string summary) {
  RouteSpec spec;
  spec.method = std::move(method);
  spec.path = std::move(path);
  spec.operation_id = std::move(operation);
  spec.summary = std::move(summary);
  spec.tag = "chat";
  spec.permission = model::Permission::agents_chat;
  return spec;
}

}  // namespace

void register_conversations(Router& router, EngineServices& services) {
  RouteSpec list_spec = spec_of("GET", "/v1/conversations", "list_conversations",
                                "Your conversations, newest first.");
  list_spec.query = page_parameters();
  list_spec.query.push_back({"agent_id", "Only those with this agent."});
  list_spec.responses = {{200, "A page.", page_schema(conversation_schema())}};
  router.add(std::move(list_spec),
             [&services](RequestContext& context) { return list(services, context); });

  RouteSpec get_spec =
      spec_of("GET", "/v1/conversations/{id}", "get_conversation", "One of your conversations.");
  get_spec.responses = {{200, "The conversation.", conversation_schema()}};
  router.add(std::move(get_spec),
             [&services](RequestContext& context) { return get(services, context); });

  RouteSpec messages_spec = spec_of("GET", "/v1/conversations/{id}/messages", "list_messages",
                                    "The messages of a conversation, oldest first.");
  messages_spec.query = page_parameters();
  messages_spec.responses = {{200, "A page.", page_schema(message_schema())}};
  router.add(std::move(messages_spec),
             [&services](RequestContext& context) { return messages(services, context); });

  RouteSpec remove_spec =
      spec_of("DELETE", "/v1/conversations/{id}", "delete_conversation", "Deletes a conversation.");
  remove_spec.responses = {{204, "Deleted."}};
  router.add(std::move(remove_spec),
             [&services](RequestContext& context) { return remove(services, context); });
}

}  // namespace elevaite::http::engine
