#include "http/credential_answers.hpp"

#include "http/router.hpp"

namespace elevaite::http {

Json credential_json(const identity::CredentialView& credential) {
  JsonObject out;
  out["id"] = credential.id.str();
  out["name"] = credential.name;
  out["kind"] = credential.kind;
  out["fields"] = credential.public_fields;
  out["created_at"] = to_rfc3339(credential.created_at);
  out["updated_at"] = to_rfc3339(credential.updated_at);
  return out;
}

Json credential_schema() {
  return schema(R"({"type":"object","required":["id","name","kind","fields","created_at",
    "updated_at"],"properties":{"id":{"type":"string"},"name":{"type":"string"},
    "kind":{"type":"string"},
    "fields":{"type":"object","description":"Those that are no secret."},
    "created_at":{"type":"string","format":"date-time"},
    "updated_at":{"type":"string","format":"date-time"}}})");
}

}  // namespace elevaite::http
