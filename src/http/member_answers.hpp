// What the routes about members, invitations and tenants share.
#pragma once
#include "http/request_context.hpp"
#include "identity/invitations.hpp"
#include "identity/tenants.hpp"

namespace elevaite::http {

// The body's "role"; its schema has let nothing else pass.
model::Role role_of(const RequestContext& context);

Json invitation_json(const identity::Invitation& invitation, Instant now);
Json invitation_schema();
Json own_tenant_json(const identity::Tenant& tenant);
Json own_tenant_schema();

}  // namespace elevaite::http
