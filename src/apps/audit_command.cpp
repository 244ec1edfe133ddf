#include "apps/audit_command.hpp"

#include <cstdio>

#include "apps/process.hpp"
#include "core/crypto/encoding.hpp"
#include "identity/audit_log.hpp"

namespace elevaite::apps {

Task<Result<void>> verify_audit_log(const Config& config) {
  CO_TRY(auto database, co_await open_migrated(config));
  identity::AuditLog log(*database);
  CO_TRY(auto tenants, co_await log.tenants());
  std::size_t broken = 0;
  for (model::TenantId tenant : tenants) {
    CO_TRY(auto state, co_await log.verify(tenant));
    std::string name = tenant.is_nil() ? "(platform)" : tenant.str();
    std::printf("%s %lld %s %s\n", name.c_str(), static_cast<long long>(state.length),
                crypto::hex_encode(state.head).c_str(),
                state.fault.empty() ? "sound" : state.fault.c_str());
    broken += state.fault.empty() ? 0 : 1;
  }
  if (broken > 0) {
    co_return Error{ErrorCode::conflict,
                    fmt::format("The audit log of {} tenants is not as it was written.", broken),
                    "audit_log_broken"};
  }
  std::printf("The audit log of %zu tenants is as it was written.\n", tenants.size());
  co_return Result<void>();
}

}  // namespace elevaite::apps
