// The files of the tenant, as nodes and agents use them: what they make is put there, what came
// with a message is read there.
#pragma once
#include <string>

#include "core/task.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::ports {

struct NewStoredFile {
  model::TenantId tenant_id;
  std::string name;
  std::string content_type;
  std::string bytes;
  // The same key stores once: the file of the first time is answered again.
  std::string idempotency_key;
  Instant created_at{};  // also the same each time
};

struct StoredFile {
  std::string id;
  std::string name;
  std::string content_type;
  std::uint64_t size = 0;
  std::string url;  // opens without credentials until it expires
  Instant url_expires_at{};
};

class FileShelf {
 public:
  virtual ~FileShelf() = default;
  // Errors: invalid_argument (the name), limit_exceeded (the tenant's quota), unavailable.
  virtual Task<Result<StoredFile>> put(NewStoredFile file) = 0;
  // The first `max_bytes` of a file. Errors: not_found (also for another tenant's), unavailable,
  // timeout.
  virtual Task<Result<std::string>> read(model::TenantId tenant_id, std::string file_id,
                                         std::uint64_t max_bytes) = 0;
};

}  // namespace elevaite::ports
