// What a tenant asks of those who enter it.
#pragma once
#include "core/task.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct SignInPolicy {
  bool requires_second_factor = false;
};

class SignInPolicies {
 public:
  explicit SignInPolicies(ports::Database& database) : database_(database) {}

  Task<Result<SignInPolicy>> of(model::TenantId tenant_id);
  Task<Result<void>> set(model::TenantId tenant_id, SignInPolicy policy);

 private:
  ports::Database& database_;
};

}  // namespace elevaite::identity
