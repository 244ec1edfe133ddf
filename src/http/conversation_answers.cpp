#include "http/conversation_answers.hpp"

#include "http/problem.hpp"
#include "http/router.hpp"

namespace elevaite::http {
namespace {

template <class IdType>
Json id_json(const std::optional<IdType>& id) {
  return id ? Json(id->str()) : Json(nullptr);
}

Json message_json(const elevaite::engine::Message& message) {
  JsonObject out{{"id", message.id.str()},
                 {"role", message.role},
                 {"parts", message.parts},
                 {"run_id", id_json(message.run_id)},
                 {"parent_id", id_json(message.parent_id)},
                 {"status", nullptr},
                 {"created_at", to_rfc3339(message.created_at)},
                 {"feedback", nullptr}};
  bool is_answer = message.role == "assistant" && !message.status.empty();
  if (is_answer) out["status"] = message.status;
  if (message.feedback) {
    out["feedback"] = JsonObject{{"rating", message.feedback->is_up ? "up" : "down"},
                                 {"comment", message.feedback->comment}};
  }
  return out;
}

Result<std::optional<model::MessageId>> cursor_id(const PageRequest& page) {
  if (page.after.is_null()) return std::optional<model::MessageId>();
  auto id = model::MessageId::parse(page.after.is_string() ? view(page.after.get_string()) : "");
  if (!id) return invalid_field("cursor", "format", "This is not a cursor of this list.");
  return std::optional<model::MessageId>(*id);
}

}  // namespace

Json conversation_json(const elevaite::engine::Conversation& conversation) {
  JsonObject out{{"id", conversation.id.str()},
                 {"agent_id", conversation.agent_id.str()},
                 {"title", conversation.title},
                 {"created_at", to_rfc3339(conversation.created_at)},
                 {"updated_at", to_rfc3339(conversation.updated_at)},
                 {"active_run_id", id_json(conversation.active_run_id)},
                 {"head_id", id_json(conversation.head_id)},
                 {"is_test", conversation.is_test},
                 {"share", nullptr}};
  if (conversation.share_id) {
    out["share"] = JsonObject{
        {"id", conversation.share_id->str()},
        {"shared_at", to_rfc3339(conversation.shared_at.value_or(conversation.updated_at))},
        {"is_current", conversation.shared_head_id == conversation.head_id}};
  }
  return out;
}

Task<Result<net::HttpResponse>> messages_response(ports::Database& database,
                                                  const RequestContext& context,
                                                  model::ConversationId id,
                                                  elevaite::engine::MessageFilter filter) {
  CO_TRY(auto page, read_page(context));
  CO_TRY(filter.after, cursor_id(page));
  auto limit = static_cast<std::size_t>(page.limit);
  filter.limit = limit + 1;
  elevaite::engine::MessageStore store(database);
  CO_TRY(auto found,
         co_await store.list(context.principal.tenant_id, id, context.principal.user_id, filter));
  bool has_more = found.size() > limit;
  if (has_more) found.pop_back();
  JsonArray items;
  for (const auto& message : found) items.push_back(message_json(message));
  Json next = has_more ? Json(found.back().id.str()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Json conversation_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","title","created_at","updated_at",
    "active_run_id","head_id","is_test","share"],
    "properties":{"id":{"type":"string"},"agent_id":{"type":"string"},"title":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time","description":"Of its last message."},
    "active_run_id":{"type":["string","null"],"description":"Running or waiting now."},
    "head_id":{"type":["string","null"],"description":"With this message the branch ends that is shown; what is said next follows it."},
    "is_test":{"type":"boolean","description":"With the draft of an agent."},
    "share":{"type":["object","null"],"required":["id","shared_at","is_current"],
      "description":"Its link for the members of the tenant.",
      "properties":{"id":{"type":"string"},"shared_at":{"type":"string","format":"date-time"},
        "is_current":{"type":"boolean","description":"Whether what is shown now is what the link shows."}}}}})");
}

Json message_schema() {
  return schema(R"({"type":"object","required":["id","role","parts","run_id","parent_id","status",
    "created_at","feedback"],
    "properties":{"id":{"type":"string"},"role":{"type":"string","enum":["user","assistant"]},
    "parts":{"type":"array","items":{"type":"object","additionalProperties":true},
      "description":"Of an answer under way: none yet."},
    "run_id":{"type":["string","null"]},
    "parent_id":{"type":["string","null"],"description":"The message before it; several messages after the same one are branches."},
    "status":{"type":["string","null"],"enum":["queued","running","waiting","succeeded","failed","cancelled",null],
      "description":"Of an answer's run."},
    "created_at":{"type":"string","format":"date-time"},
    "feedback":{"type":["object","null"],"required":["rating","comment"],
      "description":"What you think of it.",
      "properties":{"rating":{"type":"string","enum":["up","down"]},"comment":{"type":"string"}}}}})");
}

}  // namespace elevaite::http
