#include "http/member_answers.hpp"

#include "http/router.hpp"

namespace elevaite::http {

model::Role role_of(const RequestContext& context) {
  auto role = model::parse_role(find_string(context.body, "role").value_or(""));
  return role.value_or(model::Role::viewer);
}

Json invitation_json(const identity::Invitation& invitation, Instant now) {
  return JsonObject{{"id", invitation.id.str()},
                    {"email", invitation.email},
                    {"role", to_string(invitation.role)},
                    {"invited_by", invitation.invited_by.str()},
                    {"created_at", to_rfc3339(invitation.created_at)},
                    {"sent_at", to_rfc3339(invitation.sent_at)},
                    {"expires_at", to_rfc3339(invitation.expires_at)},
                    {"is_expired", invitation.expires_at <= now}};
}

Json invitation_schema() {
  return schema(R"({"type":"object","required":["id","email","role","invited_by","created_at",
    "sent_at","expires_at","is_expired"],"properties":{
    "id":{"type":"string"},"email":{"type":"string"},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]},
    "invited_by":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "sent_at":{"type":"string","format":"date-time","description":"Of the newest mail."},
    "expires_at":{"type":"string","format":"date-time"},
    "is_expired":{"type":"boolean"}}})");
}

Json own_tenant_json(const identity::Tenant& tenant) {
  return JsonObject{
      {"id", tenant.id.str()},
      {"name", tenant.name},
      {"created_at", to_rfc3339(tenant.created_at)},
      {"ends_at", tenant.ends_at ? Json(to_rfc3339(*tenant.ends_at)) : Json(nullptr)}};
}

Json own_tenant_schema() {
  return schema(R"({"type":"object","required":["id","name","created_at","ends_at"],"properties":{
    "id":{"type":"string"},"name":{"type":"string"},
    "created_at":{"type":"string","format":"date-time"},
    "ends_at":{"type":["string","null"],"format":"date-time",
               "description":"When it ends for good, because an owner has asked for that."}}})");
}

}  // namespace elevaite::http
