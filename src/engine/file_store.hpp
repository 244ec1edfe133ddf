// The rows of files and what a tenant has used of its quota. Every change of a file's state is one
// transaction with that counter.
#pragma once
#include <optional>
#include <vector>

#include "model/file.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

class FileStore {
 public:
  FileStore(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // The row of an upload that begins, with `file.size` reserved. limit_exceeded, reason
  // "quota_exceeded".
  Task<Result<void>> insert(model::File file, std::uint64_t quota);
  // Reserves more for an upload under way. conflict when the upload was given up meanwhile.
  Task<Result<void>> reserve(model::TenantId tenant_id, model::FileId id, std::uint64_t more,
                             std::uint64_t quota);
  // A sign of life of an upload, or conflict as above.
  Task<Result<void>> touch(model::TenantId tenant_id, model::FileId id);
  // The upload is whole: `reserved` becomes the file's size. conflict as above.
  Task<Result<void>> store(model::File file, std::uint64_t reserved);
  // not_found when it is not in this state (any more).
  Task<Result<void>> mark_deleted(model::TenantId tenant_id, model::FileId id,
                                  model::FileStatus from);
  // The row of a deleted file, once nothing of it is left.
  Task<Result<void>> forget(model::TenantId tenant_id, model::FileId id);

  // Only what is stored.
  Task<Result<model::File>> get(model::TenantId tenant_id, model::FileId id);
  // The newest one of this name and content.
  Task<Result<std::optional<model::File>>> find_content(model::TenantId tenant_id, std::string name,
                                                        std::string sha256);
  // Newest first; one more than `limit` when there are more.
  Task<Result<std::vector<model::File>>> list(model::TenantId tenant_id,
                                              std::optional<model::FileId> before,
                                              std::int64_t limit);
  Task<Result<std::uint64_t>> used(model::TenantId tenant_id);

  struct Key {
    model::TenantId tenant_id;
    model::FileId id;
  };
  // Of all tenants: files in this state that nothing has touched since, the oldest first.
  Task<Result<std::vector<Key>>> untouched(model::FileStatus status, Instant since,
                                           std::int64_t limit);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::engine
