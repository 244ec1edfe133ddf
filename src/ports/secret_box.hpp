// Seals the secrets that other rows than credentials hold, with the tenant's data key.
#pragma once
#include <string>

#include "core/task.hpp"
#include "model/ids.hpp"

namespace elevaite::ports {

struct SealedSecret {
  std::int64_t key_version = 0;
  std::vector<std::uint8_t> bytes;
};

class SecretBox {
 public:
  virtual ~SecretBox() = default;
  // `place` names the row that will hold it ("webhook_endpoint/…"): moved elsewhere it does not
  // open.
  virtual Task<Result<SealedSecret>> seal(model::TenantId tenant_id, std::string place,
                                          std::string secret) = 0;
  virtual Task<Result<std::string>> open(model::TenantId tenant_id, std::string place,
                                         SealedSecret sealed) = 0;
};

}  // namespace elevaite::ports
