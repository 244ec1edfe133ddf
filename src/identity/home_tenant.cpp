#include "identity/home_tenant.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kHome =
    "SELECT m.tenant_id FROM members m LEFT JOIN sessions s "
    "ON s.tenant_id = m.tenant_id AND s.user_id = m.user_id WHERE m.user_id = $1 "
    "ORDER BY COALESCE(s.refreshed_at, 0) DESC, m.created_at, m.tenant_id LIMIT 1";

}  // namespace

Task<Result<model::TenantId>> home_tenant(ports::Database& database, model::UserId user_id) {
  ports::Statement select{kHome, {user_id.uuid}};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return model::TenantId{};
  co_return model::TenantId{rows.uuid(0, 0)};
}

model::AuditEvent account_event(model::TenantId tenant_id, Instant at, model::AuditActor actor,
                                std::string action, model::UserId user_id) {
  model::AuditEvent event;
  event.tenant_id = tenant_id;
  event.at = at;
  event.actor = std::move(actor);
  event.action = std::move(action);
  event.target_kind = "user";
  event.target_id = user_id.is_nil() ? std::string() : user_id.str();
  return event;
}

}  // namespace elevaite::identity
