// Credentials: secrets that nodes use toward third parties, sealed with the tenant's data key;
// tenant and row are bound, so that a row copied elsewhere does not open. Secrets go in and never
// come out of any API; only open(), which the engine calls, has them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/tenant_keys.hpp"
#include "model/audit_event.hpp"
#include "ports/services.hpp"

namespace elevaite::identity {

struct CredentialView {
  model::CredentialId id;
  std::string name;
  std::string kind;
  Json public_fields;
  Instant created_at;
  Instant updated_at;
};

struct NewCredential {
  std::string name;  // unique in the tenant; nodes may refer to it
  std::string kind;
  JsonObject fields;
};

class Credentials final : public ports::CredentialVault {
 public:
  Credentials(ports::Database& database, TenantKeys& keys, const Clock& clock)
      : database_(database), keys_(keys), clock_(clock) {}

  // invalid_argument with every bad field; conflict (reason "name_taken").
  Task<Result<CredentialView>> create(model::Principal principal, NewCredential request);
  // A changed name, or new fields as a whole (secrets cannot be read to be merged), or both.
  struct Change {
    std::optional<std::string> name{};
    std::optional<JsonObject> fields{};
  };
  Task<Result<CredentialView>> update(model::Principal principal, model::CredentialId id,
                                      Change change);
  Task<Result<CredentialView>> get(model::TenantId tenant_id, model::CredentialId id);
  struct Page {
    std::vector<CredentialView> credentials;
    bool has_more = false;
  };
  // Newest first; `before` is the last id of the page before.
  Task<Result<Page>> list(model::TenantId tenant_id, std::optional<model::CredentialId> before,
                          std::int64_t limit);
  Task<Result<void>> remove(model::Principal principal, model::CredentialId id);

  // {"kind", "name", every field}. By id or by name.
  Task<Result<Json>> open(model::TenantId tenant_id, std::string reference) override;

 private:
  struct Sealed {
    std::int64_t key_version = 0;
    crypto::Bytes bytes;
  };
  model::AuditEvent audit_of(const model::Principal& principal, model::CredentialId id,
                             std::string action) const;
  Task<Result<Sealed>> seal(model::TenantId tenant_id, model::CredentialId id, JsonObject fields);

  ports::Database& database_;
  TenantKeys& keys_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
