// Secrets of a tenant that are no credentials (a webhook's), sealed with its data key.
#pragma once
#include "identity/tenant_keys.hpp"
#include "ports/secret_box.hpp"

namespace elevaite::identity {

class TenantSecrets final : public ports::SecretBox {
 public:
  explicit TenantSecrets(TenantKeys& keys) : keys_(keys) {}

  Task<Result<ports::SealedSecret>> seal(model::TenantId tenant_id, std::string place,
                                         std::string secret) override;
  Task<Result<std::string>> open(model::TenantId tenant_id, std::string place,
                                 ports::SealedSecret sealed) override;

 private:
  TenantKeys& keys_;
};

}  // namespace elevaite::identity
