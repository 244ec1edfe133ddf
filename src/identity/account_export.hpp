// Everything that somebody's account holds, for whoever wants to know it or take it along: without
// secrets, and without what belongs to the tenants that the person works in.
#pragma once
#include <string>

#include "core/json.hpp"
#include "identity/rate_limiter.hpp"
#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

class AccountExport {
 public:
  // Of the lists that grow with every day, the newest.
  static constexpr std::int64_t kMaxOfOneKind = 10000;

  AccountExport(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // rate_limited; not_found.
  Task<Result<JsonObject>> of(model::Principal principal);

 private:
  ports::Database& database_;
  const Clock& clock_;
  RateLimiter limiter_{10, 5, clock_};
};

}  // namespace elevaite::identity
