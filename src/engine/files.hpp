// Files: uploads into the blob store, reading, deletion, and the sweep that ends what nobody will
// end any more. The row comes before the object and leaves after it, so that whatever a crash
// leaves behind is found again.
#pragma once
#include <functional>

#include "engine/file_store.hpp"
#include "ports/blob_store.hpp"

namespace elevaite::engine {

struct FileOptions {
  std::uint64_t max_bytes = std::uint64_t{5} << 30;
  std::uint64_t quota_bytes = std::uint64_t{50} << 30;
  Duration retention{0};            // zero: files stay until somebody deletes them
  Duration upload_timeout = 10min;  // without a sign of life
  Duration sweep_interval = 1min;
};

struct NewFile {
  model::TenantId tenant_id;
  model::UserId created_by;
  std::string name;
  std::string declared_type{};  // a media type, or empty
  std::optional<std::uint64_t> size{};
  std::string expected_sha256{};      // lower-case hex; empty: not checked
  std::optional<model::FileId> id{};  // conflict when there is one already; a new one without it
};

class Files {
 public:
  Files(Executor executor, ports::Database& database, ports::BlobStore& blobs, const Clock& clock,
        FileOptions options)
      : blobs_(blobs),
        clock_(clock),
        options_(options),
        store_(database, clock),
        tasks_(executor) {}

  void start();
  Task<void> stop();

  // The next bytes of the content; empty at the end.
  using NextBytes = std::function<Task<Result<std::string>>()>;
  // Seen by nobody before it answers. Errors: invalid_argument (name, type or checksum),
  // limit_exceeded (reasons "file_too_large", "quota_exceeded"), and those of `next`.
  Task<Result<model::File>> upload(NewFile request, NextBytes next);

  Task<Result<model::File>> get(model::TenantId tenant_id, model::FileId id) {
    return store_.get(tenant_id, id);
  }
  // The file of this name and content, if the tenant has one.
  Task<Result<std::optional<model::File>>> find_content(model::TenantId tenant_id, std::string name,
                                                        std::string_view bytes);
  Task<Result<std::vector<model::File>>> list(model::TenantId tenant_id,
                                              std::optional<model::FileId> before,
                                              std::int64_t limit) {
    return store_.list(tenant_id, before, limit);
  }
  Task<Result<std::unique_ptr<ports::BlobReader>>> open(model::File file, ports::BlobRange range);
  // A link of the blob store's own, if it has such.
  Task<Result<std::optional<std::string>>> link(model::File file, std::chrono::seconds lifetime);
  Task<Result<void>> remove(model::TenantId tenant_id, model::FileId id);

  struct Usage {
    std::uint64_t used = 0;
    std::uint64_t quota = 0;
    std::uint64_t max_file = 0;
  };
  Task<Result<Usage>> usage(model::TenantId tenant_id);

  // One round; start() does one every sweep_interval.
  Task<Result<void>> sweep();

 private:
  struct Upload;
  Task<Result<void>> receive(Upload& upload, NextBytes next);
  Task<Result<void>> begin_blob(Upload& upload);
  Task<Result<void>> account(Upload& upload, std::size_t bytes);
  Task<Result<void>> reserve(Upload& upload);
  Task<Result<void>> finish(Upload& upload);
  Task<void> sweep_loop();
  Task<void> discard(model::TenantId tenant_id, model::FileId id, model::FileStatus from);
  Task<Result<void>> discard_untouched(model::FileStatus status, Duration age);
  Task<Result<void>> forget_deleted();

  ports::BlobStore& blobs_;
  const Clock& clock_;
  FileOptions options_;
  FileStore store_;
  TaskGroup tasks_;
  Instant abandoned_swept_at_{};
};

}  // namespace elevaite::engine
