// A blob store that ends with the process, for tests.
#include <map>

#include "adapters/blob/open.hpp"

namespace elevaite::adapters::blob {
namespace {

constexpr std::size_t kMemoryReadBytes = 256 << 10;

struct Object {
  std::shared_ptr<const std::string> bytes;
  Instant modified_at;
};
// Shared with writers and readers, which may outlive the store.
struct Objects {
  std::map<std::string, Object, std::less<>> by_key;
};

class MemoryWriter final : public ports::BlobWriter {
 public:
  MemoryWriter(std::shared_ptr<Objects> objects, std::string key, const Clock& clock)
      : objects_(std::move(objects)), key_(std::move(key)), clock_(clock) {}

  Task<Result<void>> write(std::string bytes) override {
    bytes_ += bytes;
    co_return Result<void>();
  }
  Task<Result<void>> finish() override {
    auto whole = std::make_shared<const std::string>(std::move(bytes_));
    objects_->by_key[key_] = Object{std::move(whole), clock_.now()};
    co_return Result<void>();
  }

 private:
  std::shared_ptr<Objects> objects_;
  std::string key_;
  std::string bytes_;
  const Clock& clock_;
};

class MemoryReader final : public ports::BlobReader {
 public:
  MemoryReader(std::shared_ptr<const std::string> bytes, ports::BlobRange range)
      : bytes_(std::move(bytes)), at_(std::min<std::uint64_t>(range.offset, bytes_->size())) {
    auto rest = bytes_->size() - at_;
    end_ = at_ + std::min<std::uint64_t>(range.length.value_or(rest), rest);
  }
  Task<Result<std::string>> read() override {
    auto piece = bytes_->substr(at_, std::min<std::uint64_t>(kMemoryReadBytes, end_ - at_));
    at_ += piece.size();
    co_return piece;
  }

 private:
  std::shared_ptr<const std::string> bytes_;
  std::uint64_t at_;
  std::uint64_t end_ = 0;
};

class MemoryStore final : public ports::BlobStore {
 public:
  explicit MemoryStore(const Clock& clock) : clock_(clock) {}

  Task<Result<std::unique_ptr<ports::BlobWriter>>> create(std::string key,
                                                          ports::BlobWriteOptions) override {
    CO_CHECK(ports::check_blob_key(key));
    std::unique_ptr<ports::BlobWriter> writer =
        std::make_unique<MemoryWriter>(objects_, std::move(key), clock_);
    co_return writer;
  }
  Task<Result<std::unique_ptr<ports::BlobReader>>> open(std::string key,
                                                        ports::BlobRange range) override {
    CO_TRY(auto object, find(key));
    std::unique_ptr<ports::BlobReader> reader = std::make_unique<MemoryReader>(object.bytes, range);
    co_return reader;
  }
  Task<Result<ports::BlobInfo>> stat(std::string key) override {
    CO_TRY(auto object, find(key));
    ports::BlobInfo info{key, object.bytes->size(), object.modified_at};
    co_return info;
  }
  Task<Result<ports::BlobPage>> list(std::string prefix, std::string after,
                                     std::size_t limit) override {
    ports::BlobPage page;
    for (const auto& [key, object] : objects_->by_key) {
      if (!key.starts_with(prefix) || key <= after) continue;
      page.has_more = page.blobs.size() == limit;
      if (page.has_more) break;
      page.blobs.push_back({key, object.bytes->size(), object.modified_at});
    }
    co_return page;
  }
  Task<Result<void>> remove(std::string key) override {
    CO_CHECK(ports::check_blob_key(key));
    objects_->by_key.erase(key);
    co_return Result<void>();
  }
  Task<Result<std::size_t>> remove_abandoned(Instant) override { co_return std::size_t{0}; }
  Task<Result<std::optional<std::string>>> link(std::string key, ports::BlobLink) override {
    CO_CHECK(ports::check_blob_key(key));
    co_return std::optional<std::string>();
  }

 private:
  Result<Object> find(const std::string& key) const {
    CHECK(ports::check_blob_key(key));
    auto found = objects_->by_key.find(key);
    if (found == objects_->by_key.end()) return not_found("blob");
    return found->second;
  }

  const Clock& clock_;
  std::shared_ptr<Objects> objects_ = std::make_shared<Objects>();
};

}  // namespace

std::unique_ptr<ports::BlobStore> open_memory_store(const Clock& clock) {
  return std::make_unique<MemoryStore>(clock);
}

}  // namespace elevaite::adapters::blob
