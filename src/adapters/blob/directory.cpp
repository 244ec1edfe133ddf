// Blobs as files of a directory, for a platform on one machine or on a shared file system. Readers
// see a whole object or none; what finish() has answered survives a power cut.
#include <unistd.h>

#include "adapters/blob/directory_files.hpp"
#include "adapters/blob/open.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::blob {
namespace {

constexpr std::size_t kThreads = 2;
constexpr std::size_t kMaxWaiting = 4096;
// A hop to a thread and back costs some 20 µs, so small pieces are gathered first.
constexpr std::size_t kWriteBytes = 1 << 20;
constexpr std::size_t kFileReadBytes = 1 << 20;

// Of the store, which outlives its writers and readers. The threads end before the paths that they
// use.
struct Directory {
  explicit Directory(std::filesystem::path root) : files(std::move(root)) {}
  const DirectoryFiles files;
  ThreadPool threads{kThreads, kMaxWaiting};
};

// A file that nobody sees yet. Shared with the thread that writes it, which cannot be cancelled.
struct Incoming {
  explicit Incoming(const DirectoryFiles& f) : files(f) {}
  ~Incoming() {
    if (!path.empty() && !is_published) ::unlink(path.c_str());
  }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  Result<void> append(std::string_view bytes) {
    if (path.empty()) {
      auto fresh = files.incoming_path();
      TRY(file, DirectoryFiles::create(fresh));
      path = std::move(fresh);
    }
    return DirectoryFiles::append(file.fd(), bytes);
  }
  Result<void> publish(const std::string& key) {
    CHECK(append({}));
    CHECK(files.publish(file.fd(), path, key));
    is_published = true;
    return {};
  }

  const DirectoryFiles& files;
  std::filesystem::path path;
  OpenFile file;
  bool is_published = false;
};

class DirectoryWriter final : public ports::BlobWriter {
 public:
  DirectoryWriter(Directory& directory, std::string key)
      : directory_(directory),
        incoming_(std::make_shared<Incoming>(directory.files)),
        key_(std::move(key)) {}

  Task<Result<void>> write(std::string bytes) override {
    pending_ += bytes;
    if (pending_.size() < kWriteBytes) co_return Result<void>();
    auto work = [incoming = incoming_, bytes = std::exchange(pending_, {})] {
      return incoming->append(bytes);
    };
    co_return co_await directory_.threads.run<void>(std::move(work));
  }
  Task<Result<void>> finish() override {
    auto work = [incoming = incoming_, bytes = std::exchange(pending_, {}),
                 key = key_]() -> Result<void> {
      CHECK(incoming->append(bytes));
      return incoming->publish(key);
    };
    co_return co_await directory_.threads.run<void>(std::move(work));
  }

 private:
  Directory& directory_;
  std::shared_ptr<Incoming> incoming_;
  std::string key_;
  std::string pending_;
};

class DirectoryReader final : public ports::BlobReader {
 public:
  DirectoryReader(Directory& directory, OpenFile file, ports::BlobRange range)
      : directory_(directory),
        file_(std::make_shared<OpenFile>(std::move(file))),
        at_(range.offset),
        left_(range.length.value_or(~std::uint64_t{0})) {}

  Task<Result<std::string>> read() override {
    auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, kFileReadBytes));
    auto work = [file = file_, at = at_, count] {
      return DirectoryFiles::read(file->fd(), at, count);
    };
    CO_TRY(auto bytes, co_await directory_.threads.run<std::string>(std::move(work)));
    at_ += bytes.size();
    left_ -= bytes.size();
    co_return bytes;
  }

 private:
  Directory& directory_;
  std::shared_ptr<OpenFile> file_;
  std::uint64_t at_;
  std::uint64_t left_;
};

class DirectoryStore final : public ports::BlobStore {
 public:
  explicit DirectoryStore(std::filesystem::path root) : directory_(std::move(root)) {}

  Task<Result<std::unique_ptr<ports::BlobWriter>>> create(std::string key,
                                                          ports::BlobWriteOptions) override {
    CO_CHECK(ports::check_blob_key(key));
    std::unique_ptr<ports::BlobWriter> writer =
        std::make_unique<DirectoryWriter>(directory_, std::move(key));
    co_return writer;
  }
  Task<Result<std::unique_ptr<ports::BlobReader>>> open(std::string key,
                                                        ports::BlobRange range) override {
    CO_CHECK(ports::check_blob_key(key));
    auto work = [this, key] { return directory_.files.open(key); };
    CO_TRY(auto file, co_await directory_.threads.run<OpenFile>(std::move(work)));
    std::unique_ptr<ports::BlobReader> reader =
        std::make_unique<DirectoryReader>(directory_, std::move(file), range);
    co_return reader;
  }
  Task<Result<ports::BlobInfo>> stat(std::string key) override {
    CO_CHECK(ports::check_blob_key(key));
    auto work = [this, key] { return directory_.files.stat(key); };
    co_return co_await directory_.threads.run<ports::BlobInfo>(std::move(work));
  }
  Task<Result<ports::BlobPage>> list(std::string prefix, std::string after,
                                     std::size_t limit) override {
    auto work = [this, prefix, after, limit] {
      return directory_.files.list(prefix, after, limit);
    };
    co_return co_await directory_.threads.run<ports::BlobPage>(std::move(work));
  }
  Task<Result<void>> remove(std::string key) override {
    CO_CHECK(ports::check_blob_key(key));
    auto work = [this, key] { return directory_.files.remove(key); };
    co_return co_await directory_.threads.run<void>(std::move(work));
  }
  Task<Result<std::size_t>> remove_abandoned(Instant before) override {
    auto work = [this, before] { return directory_.files.remove_abandoned(before); };
    co_return co_await directory_.threads.run<std::size_t>(std::move(work));
  }
  Task<Result<std::optional<std::string>>> link(std::string key, ports::BlobLink) override {
    CO_CHECK(ports::check_blob_key(key));
    co_return std::optional<std::string>();
  }

 private:
  Directory directory_;
};

}  // namespace

Result<std::unique_ptr<ports::BlobStore>> open_directory_store(std::string_view url) {
  std::string_view text = url.substr(std::string_view("file:").size());
  if (text.starts_with("//")) text.remove_prefix(2);
  if (text.empty()) {
    return invalid_field("files.url", "directory", "files.url needs a directory: file:var/files.");
  }
  std::filesystem::path root(text);
  CHECK(DirectoryFiles(root).prepare());
  return std::unique_ptr<ports::BlobStore>(std::make_unique<DirectoryStore>(std::move(root)));
}

}  // namespace elevaite::adapters::blob
