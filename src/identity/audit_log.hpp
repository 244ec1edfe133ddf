// Reading the audit log (it is written by ports::audited_batch): pages, and whether its chain
// holds.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct AuditFilter {
  std::optional<model::UserId> actor{};
  std::string action{};     // whole, or "agent." for all of agents; empty: every one
  std::string target_id{};  // as the API writes ids; empty: every one
  std::optional<Instant> from{};
  std::optional<Instant> until{};
  std::int64_t before_seq = INT64_MAX;  // newest first
  std::int64_t limit = 50;
};

struct AuditView {
  model::AuditRow row;
  std::string actor_name;  // empty: there is no such user any more, or the system acted
  std::string actor_email;
};

struct ChainState {
  model::TenantId tenant_id;
  std::int64_t length = 0;
  crypto::Digest head{};
  std::string fault{};  // empty: every row is as it was written
};

class AuditLog {
 public:
  explicit AuditLog(ports::Database& database) : database_(database) {}

  Task<Result<std::vector<AuditView>>> list(model::TenantId tenant_id, AuditFilter filter);
  // Recomputes every hash, from the first row on.
  Task<Result<ChainState>> verify(model::TenantId tenant_id);
  // Every tenant that has a chain, also deleted ones and the platform's own.
  Task<Result<std::vector<model::TenantId>>> tenants();

 private:
  ports::Database& database_;
};

}  // namespace elevaite::identity
