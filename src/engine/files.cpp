#include "engine/files.hpp"

#include "core/crypto/sha256.hpp"
#include "core/log.hpp"

namespace elevaite::engine {
namespace {

constexpr std::int64_t kSweepBatch = 200;
// What writers of other processes left in the blob store itself is looked for less often, and only
// when no upload can be so old.
constexpr Duration kAbandonedInterval = 1h;
constexpr Duration kAbandonedAge = 24h;

}  // namespace

void Files::start() { tasks_.spawn(sweep_loop()); }

Task<void> Files::stop() {
  tasks_.cancel();
  co_await tasks_.join();
}

Task<Result<std::unique_ptr<ports::BlobReader>>> Files::open(model::File file,
                                                             ports::BlobRange range) {
  auto opened = co_await blobs_.open(model::blob_key_of(file.tenant_id, file.id), range);
  if (!opened && opened.error().code == ErrorCode::not_found) {
    log_error("a file's content is missing", {{"file_id", file.id.str()}});
    co_return not_found("file");
  }
  co_return opened;
}

Task<Result<std::optional<std::string>>> Files::link(model::File file,
                                                     std::chrono::seconds lifetime) {
  ports::BlobLink link;
  link.lifetime = lifetime;
  link.content_type = file.content_type;
  link.content_disposition = model::content_disposition_of(file.name);
  auto url = co_await blobs_.link(model::blob_key_of(file.tenant_id, file.id), std::move(link));
  co_return url;
}

Task<Result<std::optional<model::File>>> Files::find_content(model::TenantId tenant_id,
                                                             std::string name,
                                                             std::string_view bytes) {
  crypto::Sha256 hash;
  hash.update(bytes);
  std::string sha256 = crypto::hex_encode(hash.finish());
  co_return co_await store_.find_content(tenant_id, std::move(name), std::move(sha256));
}

Task<Result<void>> Files::remove(model::TenantId tenant_id, model::FileId id) {
  CO_CHECK(co_await store_.mark_deleted(tenant_id, id, model::FileStatus::stored));
  // The row stays for a while: the sweep removes the object again, should this fail.
  auto removed = co_await blobs_.remove(model::blob_key_of(tenant_id, id));
  if (!removed) {
    log_warning("a deleted file's content is left to the sweep",
                {{"file_id", id.str()}, {"error", removed.error().message}});
  }
  co_return Result<void>();
}

Task<Result<Files::Usage>> Files::usage(model::TenantId tenant_id) {
  Usage usage{0, options_.quota_bytes, options_.max_bytes};
  CO_TRY(usage.used, co_await store_.used(tenant_id));
  co_return usage;
}

Task<void> Files::sweep_loop() {
  while (true) {
    co_await sleep_for(options_.sweep_interval);
    auto swept = co_await sweep();
    if (!swept) log_warning("cannot sweep the files", {{"error", swept.error().message}});
  }
}

Task<Result<void>> Files::sweep() {
  CO_CHECK(co_await discard_untouched(model::FileStatus::uploading, options_.upload_timeout));
  if (options_.retention > Duration::zero()) {
    CO_CHECK(co_await discard_untouched(model::FileStatus::stored, options_.retention));
  }
  CO_CHECK(co_await forget_deleted());
  auto now = clock_.now();
  if (now - abandoned_swept_at_ < kAbandonedInterval) co_return Result<void>();
  abandoned_swept_at_ = now;
  CO_TRY(auto removed, co_await blobs_.remove_abandoned(now - kAbandonedAge));
  if (removed > 0) log_info("removed abandoned uploads", {{"count", removed}});
  co_return Result<void>();
}

// Several processes may do this at once: only one of them finds the row in its state.
Task<void> Files::discard(model::TenantId tenant_id, model::FileId id, model::FileStatus from) {
  auto marked = co_await store_.mark_deleted(tenant_id, id, from);
  if (!marked) co_return;
  auto removed = co_await blobs_.remove(model::blob_key_of(tenant_id, id));
  if (!removed) {
    log_warning("a file's content is left to the sweep", {{"error", removed.error().message}});
  }
}

Task<Result<void>> Files::discard_untouched(model::FileStatus status, Duration age) {
  auto since = clock_.now() - age;
  while (true) {
    CO_TRY(auto keys, co_await store_.untouched(status, since, kSweepBatch));
    for (const auto& key : keys) co_await discard(key.tenant_id, key.id, status);
    if (keys.size() < static_cast<std::size_t>(kSweepBatch)) co_return Result<void>();
  }
}

Task<Result<void>> Files::forget_deleted() {
  // Later than any upload could still finish that was given up.
  auto since = clock_.now() - options_.upload_timeout;
  CO_TRY(auto keys, co_await store_.untouched(model::FileStatus::deleted, since, kSweepBatch));
  for (const auto& key : keys) {
    CO_CHECK(co_await blobs_.remove(model::blob_key_of(key.tenant_id, key.id)));
    CO_CHECK(co_await store_.forget(key.tenant_id, key.id));
  }
  co_return Result<void>();
}

}  // namespace elevaite::engine
