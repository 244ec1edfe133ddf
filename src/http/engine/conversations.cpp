// The conversations of the person who asks: list, rename, messages, delete.
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
          {"updated_at", to_rfc3339(conversation.updated_at)},
          {"active_run_id",
           conversation.active_run_id ? Json(conversation.active_run_id->str()) : Json(nullptr)}};
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

using Position = elevaite::engine::ConversationFilter::Position;

Json position_json(const elevaite::engine::Conversation& conversation) {
  return JsonArray{to_micros(conversation.updated_at), conversation.id.str()};
}

Result<std::optional<Position>> position_of(const PageRequest& page) {
  if (page.after.is_null()) return std::optional<Position>();
  const auto* pair = page.after.if_array();
  if (pair != nullptr && pair->size() == 2 && pair->at(0).is_int64() && pair->at(1).is_string()) {
    auto id = model::ConversationId::parse(view(pair->at(1).get_string()));
    if (id) return std::optional<Position>({from_micros(pair->at(0).get_int64()), *id});
  }
  return invalid_field("cursor", "format", "This is not a cursor of this list.");
}

Task<Result<net::HttpResponse>> list(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  elevaite::engine::ConversationFilter filter;
  CO_TRY(filter.after, position_of(page));
  if (auto text = context.query("agent_id")) {
    CO_TRY(filter.agent_id, model::AgentId::parse(*text));
  }
  filter.title_part = context.query("search").value_or("");
  auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto found, co_await store.list(context.principal.tenant_id, context.principal.user_id,
                                         std::move(filter)));
  bool has_more = found.size() > limit;
  if (has_more) found.pop_back();
  JsonArray items;
  for (const auto& conversation : found) items.push_back(to_json(conversation));
  Json next = has_more ? position_json(found.back()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Task<Result<net::HttpResponse>> get(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.get(context.principal.tenant_id, context.principal.user_id, id));
  co_return json_response(200, to_json(conversation));
}

Task<Result<net::HttpResponse>> rename(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  std::string title(find_string(context.body, "title").value_or(""));
  if (title.find_first_not_of(" \t\r\n") == std::string::npos) {
    co_return invalid_field("title", "required", "A title needs a word.");
  }
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation, co_await store.rename(context.principal.tenant_id,
                                                  context.principal.user_id, id, std::move(title)));
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
  return schema(R"({"type":"object","required":["id","agent_id","title","created_at","updated_at",
    "active_run_id"],
    "properties":{"id":{"type":"string"},"agent_id":{"type":"string"},"title":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time","description":"Of its last message."},
    "active_run_id":{"type":["string","null"],"description":"Running or waiting now."}}})");
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
                                "Your conversations, the last active first.");
  list_spec.query = page_parameters();
  list_spec.query.push_back({"agent_id", "Only those with this agent."});
  list_spec.query.push_back({"search", "Only those whose title holds this, in any case.",
                             schema(R"({"type":"string","minLength":1,"maxLength":200})")});
  list_spec.responses = {{200, "A page.", page_schema(conversation_schema())}};
  router.add(std::move(list_spec),
             [&services](RequestContext& context) { return list(services, context); });

  RouteSpec get_spec =
      spec_of("GET", "/v1/conversations/{id}", "get_conversation", "One of your conversations.");
  get_spec.responses = {{200, "The conversation.", conversation_schema()}};
  router.add(std::move(get_spec),
             [&services](RequestContext& context) { return get(services, context); });

  RouteSpec rename_spec = spec_of("PATCH", "/v1/conversations/{id}", "update_conversation",
                                  "Gives a conversation another title.");
  rename_spec.request_schema = schema(R"({"type":"object","required":["title"],"properties":{
    "title":{"type":"string","minLength":1,"maxLength":200}}})");
  rename_spec.responses = {{200, "The conversation.", conversation_schema()}};
  router.add(std::move(rename_spec),
             [&services](RequestContext& context) { return rename(services, context); });

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
