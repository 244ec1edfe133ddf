#include "identity/account_rows.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kInsertUser =
    "INSERT INTO users (id, email, name, password_hash, password_changed_at, failed_sign_ins, "
    "locked_until, created_at, updated_at, email_verified_at) "
    "VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7, $8)";
constexpr std::string_view kInsertTenant =
    "INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kInsertMember =
    "INSERT INTO members (id, tenant_id, user_id, role, created_at) VALUES ($1, $2, $3, $4, $5)";

}  // namespace

ports::Statement insert_user(NewUser user, Instant now) {
  const std::int64_t at = to_micros(now);
  return {kInsertUser,
          {user.id.uuid, std::move(user.email), std::move(user.name), std::move(user.password_hash),
           at, at, at, user.is_verified ? ports::SqlValue(at) : ports::SqlValue()}};
}

ports::Statement insert_tenant(model::TenantId id, std::string name, Instant now) {
  return {kInsertTenant, {id.uuid, std::move(name), to_micros(now), to_micros(now)}};
}

ports::Statement insert_member(model::TenantId tenant_id, model::UserId user_id, model::Role role,
                               Instant now) {
  return {kInsertMember,
          {model::MemberId::generate().uuid, tenant_id.uuid, user_id.uuid,
           std::string(to_string(role)), to_micros(now)}};
}

}  // namespace elevaite::identity
