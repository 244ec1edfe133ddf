// Envelope encryption: each tenant has data keys, stored wrapped by a master key. Replacing a
// master key only re-wraps data keys; replacing a data key only adds a version.
#pragma once
#include <string>

#include "core/lru_cache.hpp"
#include "identity/master_keys.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

class TenantKeys {
 public:
  TenantKeys(ports::Database& database, const MasterKeys& master_keys, const Clock& clock);

  struct DataKey {
    std::int64_t version = 0;
    crypto::Bytes bytes;
  };
  // The newest one; the first is made when there is none.
  Task<Result<DataKey>> newest(model::TenantId tenant_id);
  // The one a row was sealed with.
  Task<Result<DataKey>> version(model::TenantId tenant_id, std::int64_t version);
  // Wraps every data key with the newest master key; answers how many were. May be repeated, and
  // stopped at any point. Afterwards the older master keys may be removed from the configuration.
  Task<Result<std::int64_t>> rewrap_all();

 private:
  using CacheKey = std::string;
  Task<Result<DataKey>> unwrap(model::TenantId tenant_id, ports::Rows rows);

  ports::Database& database_;
  const MasterKeys& master_keys_;
  const Clock& clock_;
  LruCache<CacheKey, DataKey> cache_;  // unwrapped keys never change
};

}  // namespace elevaite::identity
