// The customer accounts themselves: made, renamed, and ended with a time to think better of it.
#pragma once
#include <optional>
#include <string>

#include "core/task.hpp"
#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct Tenant {
  model::TenantId id;
  std::string name;
  Instant created_at;
  std::optional<Instant> ends_at;  // its deletion was asked for
};

class Tenants {
 public:
  static constexpr Duration kGrace = std::chrono::hours(24 * 30);
  static constexpr std::int64_t kMaxOwned = 20;  // by one person

  Tenants(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Task<Result<Tenant>> get(model::TenantId id);
  // Owned by whoever makes it. invalid_argument; limit_exceeded.
  Task<Result<Tenant>> create(model::Principal principal, std::string name);
  Task<Result<Tenant>> rename(model::Principal principal, std::string name);
  // `typed_name` is the tenant's name, so that nobody ends another one than they mean:
  // invalid_argument. Whoever asks has shown again who they are. It goes on as it is until it ends.
  Task<Result<Tenant>> schedule_end(model::Principal principal, std::string typed_name);
  Task<Result<Tenant>> keep(model::Principal principal);
  // Ends those whose time has come: nobody is a member any more, no key and no session works,
  // nothing is deployed, what runs is cancelled, and what was encrypted for it cannot be read by
  // anybody. Answers how many.
  Task<Result<std::size_t>> end_due();

 private:
  Task<Result<void>> end(model::TenantId id, Instant due);
  Task<Result<Tenant>> commit(model::Principal principal, ports::Statement change,
                              std::string action, Json after);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
