// An entry of the audit log: who did what to what, from where. It never holds a secret.
#pragma once
#include <string>

#include "core/crypto/random.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/principal.hpp"

namespace elevaite::model {

struct AuditEventNoun {
  static constexpr std::string_view kPrefix = "aud";
  static constexpr std::string_view kNoun = "audit event";
};
using AuditEventId = Id<AuditEventNoun>;

struct AuditActor {
  enum class Kind { user, api_key, system };

  Kind kind = Kind::system;
  UserId user_id{};  // of an API key: whose it is
  ApiKeyId api_key_id{};
  std::string remote_address{};
};

std::string_view to_string(AuditActor::Kind kind);
AuditActor actor_of(const Principal& principal);
AuditActor user_actor(UserId user_id, std::string remote_address);

struct AuditEvent {
  TenantId tenant_id;  // nil: the platform's own
  Instant at;
  AuditActor actor;
  std::string action;       // "agent.deployed"
  std::string target_kind;  // "agent"
  std::string target_id;    // "agt_…"
  Json before = nullptr;
  Json after = nullptr;
};

AuditEvent audit_event(const Principal& principal, Instant at, std::string action,
                       std::string target_kind, std::string target_id);

// As an event stands in its tenant's chain.
struct AuditRow {
  AuditEvent event;
  Uuid id;
  std::int64_t seq = 0;
  crypto::Digest previous_hash{};
  crypto::Digest hash{};
};

// With the keys of every object sorted, so that one value has one text.
Json with_sorted_keys(const Json& value);
// SHA-256 of the previous hash and the canonical JSON of everything else in the row.
crypto::Digest hash_of(const AuditRow& row);

}  // namespace elevaite::model
