#include "model/audit_event.hpp"

#include <algorithm>

namespace elevaite::model {

std::string_view to_string(AuditActor::Kind kind) {
  switch (kind) {
    case AuditActor::Kind::user:
      return "user";
    case AuditActor::Kind::api_key:
      return "api_key";
    case AuditActor::Kind::system:
      break;
  }
  return "system";
}

AuditActor actor_of(const Principal& principal) {
  AuditActor actor;
  const bool is_key = principal.kind == Principal::Kind::api_key;
  actor.kind = is_key ? AuditActor::Kind::api_key : AuditActor::Kind::user;
  actor.user_id = principal.user_id;
  actor.api_key_id = principal.api_key_id;
  actor.remote_address = principal.remote_address;
  return actor;
}

AuditActor user_actor(UserId user_id, std::string remote_address) {
  AuditActor actor;
  actor.kind = AuditActor::Kind::user;
  actor.user_id = user_id;
  actor.remote_address = std::move(remote_address);
  return actor;
}

AuditEvent audit_event(const Principal& principal, Instant at, std::string action,
                       std::string target_kind, std::string target_id) {
  AuditEvent event;
  event.tenant_id = principal.tenant_id;
  event.at = at;
  event.actor = actor_of(principal);
  event.action = std::move(action);
  event.target_kind = std::move(target_kind);
  event.target_id = std::move(target_id);
  return event;
}

Json with_sorted_keys(const Json& value) {
  if (const auto* array = value.if_array()) {
    JsonArray out;
    for (const Json& item : *array) out.push_back(with_sorted_keys(item));
    return out;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<std::string_view> keys;
  for (const auto& member : *object) keys.emplace_back(member.key().data(), member.key().size());
  std::sort(keys.begin(), keys.end());
  JsonObject out;
  for (std::string_view key : keys) {
    out[boost::json::string_view(key.data(), key.size())] =
        with_sorted_keys(object->at(boost::json::string_view(key.data(), key.size())));
  }
  return out;
}

crypto::Digest hash_of(const AuditRow& row) {
  const AuditEvent& event = row.event;
  JsonObject actor;
  actor["kind"] = to_string(event.actor.kind);
  actor["user_id"] = event.actor.user_id.is_nil() ? Json(nullptr) : Json(event.actor.user_id.str());
  actor["api_key_id"] =
      event.actor.api_key_id.is_nil() ? Json(nullptr) : Json(event.actor.api_key_id.str());
  actor["remote_address"] = event.actor.remote_address;
  JsonObject entry;
  entry["tenant_id"] = event.tenant_id.str();
  entry["seq"] = row.seq;
  entry["id"] = row.id.str();
  entry["at"] = to_micros(event.at);
  entry["actor"] = std::move(actor);
  entry["action"] = event.action;
  entry["target_kind"] = event.target_kind;
  entry["target_id"] = event.target_id;
  entry["before"] = event.before;
  entry["after"] = event.after;
  crypto::Bytes text(row.previous_hash.begin(), row.previous_hash.end());
  auto canonical = to_text(with_sorted_keys(entry));
  text.insert(text.end(), canonical.begin(), canonical.end());
  return crypto::sha256(text);
}

}  // namespace elevaite::model
