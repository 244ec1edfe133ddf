#include "identity/sign_in_policies.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kSelectPolicy =
    "SELECT requires_second_factor FROM tenants WHERE id = $1";
constexpr std::string_view kUpdate = "UPDATE tenants SET requires_second_factor = $1 WHERE id = $2";

}  // namespace

Task<Result<SignInPolicy>> SignInPolicies::of(model::TenantId tenant_id) {
  ports::Statement select{kSelectPolicy, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("tenant");
  SignInPolicy policy;
  policy.requires_second_factor = rows.boolean(0, 0);
  co_return policy;
}

Task<Result<void>> SignInPolicies::set(model::TenantId tenant_id, SignInPolicy policy) {
  ports::Statement update{kUpdate, {policy.requires_second_factor, tenant_id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::tenant(tenant_id), std::move(update)));
  co_return Result<void>{};
}

}  // namespace elevaite::identity
