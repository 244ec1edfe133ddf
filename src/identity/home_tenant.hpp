// In whose audit log stands what a person does to their own account, which belongs to no tenant.
#pragma once
#include "core/task.hpp"
#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

// The tenant that they used last, or one of theirs; nil, the platform's own log, without any. It
// costs the same for a user that does not exist.
Task<Result<model::TenantId>> home_tenant(ports::Database& database, model::UserId user_id);

// An event about the user themselves.
model::AuditEvent account_event(model::TenantId tenant_id, Instant at, model::AuditActor actor,
                                std::string action, model::UserId user_id);

}  // namespace elevaite::identity
