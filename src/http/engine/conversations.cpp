// The conversations of the person who asks: list, rename, switch, messages, delete.
#include "http/conversation_answers.hpp"
#include "http/engine_services.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"

namespace elevaite::http::engine {

void register_conversations(Router& router, EngineServices& services);

namespace {

using elevaite::engine::ConversationStore;

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
  for (const auto& conversation : found) items.push_back(conversation_json(conversation));
  Json next = has_more ? position_json(found.back()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Task<Result<net::HttpResponse>> get(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.get(context.principal.tenant_id, context.principal.user_id, id));
  co_return json_response(200, conversation_json(conversation));
}

Task<Result<net::HttpResponse>> update(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  const auto& principal = context.principal;
  auto title = find_string(context.body, "title");
  auto head = find_string(context.body, "head_id");
  if (!title && !head) co_return invalid_field("title", "required", "Say what is to be changed.");
  if (title && title->find_first_not_of(" \t\r\n") == std::string_view::npos) {
    co_return invalid_field("title", "required", "A title needs a word.");
  }
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation, co_await store.get(principal.tenant_id, principal.user_id, id));
  if (head) {
    auto shown = model::MessageId::parse(*head);
    if (!shown) co_return invalid_field("head_id", "unknown", "This is no id of a message.");
    CO_TRY(conversation, co_await store.show(principal.tenant_id, principal.user_id, id, *shown));
  }
  if (title) {
    std::string text(*title);
    CO_TRY(conversation,
           co_await store.rename(principal.tenant_id, principal.user_id, id, std::move(text)));
  }
  co_return json_response(200, conversation_json(conversation));
}

Task<Result<net::HttpResponse>> messages(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_TRY(auto conversation,
         co_await store.get(context.principal.tenant_id, context.principal.user_id, id));
  elevaite::engine::MessageFilter filter;
  bool is_whole = context.query("branches").value_or("shown") == "all";
  if (!is_whole) filter.head = conversation.head_id;
  co_return co_await messages_response(services.database, context, conversation.id, filter);
}

Task<Result<net::HttpResponse>> remove(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ConversationId>("id"));
  ConversationStore store(services.database, services.clock);
  CO_CHECK(co_await store.remove(context.principal.tenant_id, context.principal.user_id, id));
  net::HttpResponse response;
  response.status = 204;
  co_return response;
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

  RouteSpec update_spec =
      spec_of("PATCH", "/v1/conversations/{id}", "update_conversation",
              "Gives a conversation another title, or shows another of its branches.");
  update_spec.request_schema = schema(R"({"type":"object","properties":{
    "title":{"type":"string","minLength":1,"maxLength":200},
    "head_id":{"type":"string","maxLength":64,
      "description":"An answer, with which the branch ends that is shown and goes on. Not while a turn runs (conversation_busy)."}}})");
  update_spec.responses = {{200, "The conversation.", conversation_schema()}};
  router.add(std::move(update_spec),
             [&services](RequestContext& context) { return update(services, context); });

  RouteSpec messages_spec = spec_of("GET", "/v1/conversations/{id}/messages", "list_messages",
                                    "The messages of a conversation, oldest first.");
  messages_spec.query = page_parameters();
  messages_spec.query.push_back({"branches",
                                 "shown: what leads to head_id. all: every message; parent_id says "
                                 "what it follows.",
                                 schema(R"({"type":"string","enum":["shown","all"]})")});
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
