// One upload, from its row to its object and back to the row.
#include "core/crypto/sha256.hpp"
#include "core/media_type.hpp"
#include "engine/files.hpp"

namespace elevaite::engine {
namespace {

// What an upload of unknown size reserves of the quota at a time.
constexpr std::uint64_t kReserveStep = std::uint64_t{16} << 20;
constexpr Duration kTouchInterval = 15s;

Error too_large(std::uint64_t max) {
  return Error{ErrorCode::limit_exceeded,
               fmt::format("A file has at most {} bytes (files.max_size).", max), "file_too_large"};
}

}  // namespace

struct Files::Upload {
  NewFile request;
  model::File file;
  std::uint64_t reserved = 0;
  std::string beginning{};  // until there is enough to tell what it is
  std::unique_ptr<ports::BlobWriter> writer{};
  crypto::Sha256 hash{};
  Instant touched_at{};
};

Task<Result<model::File>> Files::upload(NewFile request, NextBytes next) {
  CO_CHECK(model::check_file_name(request.name));
  auto size = request.size.value_or(0);
  if (size > options_.max_bytes) co_return too_large(options_.max_bytes);
  Upload upload;
  upload.request = std::move(request);
  upload.reserved = size;
  upload.touched_at = clock_.now();
  upload.file = model::File{upload.request.id.value_or(model::FileId::generate()),
                            upload.request.tenant_id,
                            upload.request.created_by,
                            upload.request.name,
                            upload.request.declared_type,
                            size,
                            "",
                            upload.touched_at};
  auto id = upload.file.id;
  auto tenant_id = upload.file.tenant_id;
  CO_CHECK(co_await store_.insert(upload.file, options_.quota_bytes));
  auto received = co_await receive(upload, std::move(next));
  if (received) co_return std::move(upload.file);
  upload.writer.reset();
  co_await discard(tenant_id, id, model::FileStatus::uploading);
  co_return std::move(received).error();
}

Task<Result<void>> Files::receive(Upload& upload, NextBytes next) {
  upload.file.size = 0;
  while (true) {
    CO_TRY(auto bytes, co_await next());
    if (bytes.empty()) break;
    CO_CHECK(co_await account(upload, bytes.size()));
    upload.hash.update(bytes);
    if (upload.writer) {
      CO_CHECK(co_await upload.writer->write(std::move(bytes)));
      continue;
    }
    upload.beginning += bytes;
    if (upload.beginning.size() >= kSniffBytes) CO_CHECK(co_await begin_blob(upload));
  }
  if (!upload.writer) CO_CHECK(co_await begin_blob(upload));
  auto finished = co_await finish(upload);
  co_return finished;
}

Task<Result<void>> Files::begin_blob(Upload& upload) {
  auto beginning = std::string_view(upload.beginning).substr(0, kSniffBytes);
  CO_TRY(upload.file.content_type, settle_media_type(upload.request.declared_type, beginning));
  ports::BlobWriteOptions options;
  options.content_type = upload.file.content_type;
  options.size = upload.request.size;
  auto key = model::blob_key_of(upload.file.tenant_id, upload.file.id);
  CO_TRY(upload.writer, co_await blobs_.create(std::move(key), std::move(options)));
  std::string bytes = std::exchange(upload.beginning, {});
  auto written = co_await upload.writer->write(std::move(bytes));
  co_return written;
}

Task<Result<void>> Files::account(Upload& upload, std::size_t bytes) {
  upload.file.size += bytes;
  if (upload.file.size > options_.max_bytes) co_return too_large(options_.max_bytes);
  auto now = clock_.now();
  if (upload.file.size > upload.reserved) {
    CO_CHECK(co_await reserve(upload));
    upload.touched_at = now;
  } else if (now - upload.touched_at > kTouchInterval) {
    CO_CHECK(co_await store_.touch(upload.file.tenant_id, upload.file.id));
    upload.touched_at = now;
  }
  co_return Result<void>();
}

// In large steps, unless only a small one still fits.
Task<Result<void>> Files::reserve(Upload& upload) {
  auto needed = upload.file.size - upload.reserved;
  auto more = std::max(needed, std::min(kReserveStep, options_.max_bytes - upload.reserved));
  auto tenant_id = upload.file.tenant_id;
  auto id = upload.file.id;
  auto reserved = co_await store_.reserve(tenant_id, id, more, options_.quota_bytes);
  if (!reserved && reserved.error().reason == "quota_exceeded" && more > needed) {
    more = needed;
    reserved = co_await store_.reserve(tenant_id, id, more, options_.quota_bytes);
  }
  if (reserved) upload.reserved += more;
  co_return reserved;
}

Task<Result<void>> Files::finish(Upload& upload) {
  upload.file.sha256 = crypto::hex_encode(upload.hash.finish());
  const auto& expected = upload.request.expected_sha256;
  if (!expected.empty() && expected != upload.file.sha256) {
    co_return invalid_field("Content-Digest", "mismatch",
                            "The content has another SHA-256 than it was announced with.");
  }
  CO_CHECK(co_await upload.writer->finish());
  co_return co_await store_.store(upload.file, upload.reserved);
}

}  // namespace elevaite::engine
