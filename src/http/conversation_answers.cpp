#include "http/conversation_answers.hpp"

#include "engine/file_presence.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "model/attachment.hpp"

namespace elevaite::http {
namespace {

template <class IdType>
Json id_json(const std::optional<IdType>& id) {
  return id ? Json(id->str()) : Json(nullptr);
}

using Present = std::set<model::FileId>;

std::optional<model::FileId> file_of(const Json& part) {
  auto file = model::attachment_of_part(part);
  if (!file) return std::nullopt;
  auto id = model::FileId::parse(file->file_id);
  return id ? std::optional<model::FileId>(*id) : std::nullopt;
}

Task<Result<Present>> files_present(ports::Database& database, model::TenantId tenant_id,
                                    const std::vector<elevaite::engine::Message>& messages) {
  Present named;
  for (const auto& message : messages) {
    const auto* parts = message.parts.if_array();
    if (parts == nullptr) continue;
    for (const Json& part : *parts) {
      if (auto id = file_of(part)) named.insert(*id);
    }
  }
  if (named.empty()) co_return named;
  std::vector<model::FileId> ids(named.begin(), named.end());
  co_return co_await elevaite::engine::present_files(database, tenant_id, std::move(ids));
}

// The parts, in which files that are gone say so.
Json parts_json(const Json& parts, const Present& present) {
  Json out = parts;
  auto* list = out.if_array();
  if (list == nullptr) return out;
  for (Json& part : *list) {
    auto id = file_of(part);
    if (id) part.get_object()["is_gone"] = !present.contains(*id);
  }
  return out;
}

Json message_json(const elevaite::engine::Message& message, const Present& present) {
  JsonObject out{{"id", message.id.str()},
                 {"role", message.role},
                 {"parts", parts_json(message.parts, present)},
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
  CO_TRY(auto present, co_await files_present(database, context.principal.tenant_id, found));
  JsonArray items;
  for (const auto& message : found) items.push_back(message_json(message, present));
  Json next = has_more ? Json(found.back().id.str()) : Json(nullptr);
  co_return json_response(200, page_json(std::move(items), next));
}

Json conversation_schema() {
  return schema(R"({"type":"object","required":["id","agent_id","title","created_at","updated_at",
    "active_run_id","head_id","is_test","share"],
    "properties":{"id":{"type":"string"},"agent_id":{"type":"string"},"title":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time","description":"Of its last message."},
    "active_run_id":{"type":["string","null"],"description":"Running or waiting now; none that a worker answers in the background."},
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
      "description":"Of type text, file (file_id, filename, mediaType, size, url, is_gone), source-url, source-document (as the AI SDK has them; place and passage in providerMetadata.elevaite), error, or data-job while a worker has yet to make the answer. Of an answer under way: none yet."},
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
