// The blocking half of the directory store: plain system calls, for its threads.
#pragma once
#include <filesystem>

#include "ports/blob_store.hpp"

namespace elevaite::adapters::blob {

// A descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(int fd = -1) : fd_(fd) {}
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

// objects/<two hex digits of the key's hash>/<key with + for />, and incoming/ for what is not
// whole yet. Sharded, because directories of a million entries are slow to list and to copy.
class DirectoryFiles {
 public:
  explicit DirectoryFiles(std::filesystem::path root) : root_(std::move(root)) {}

  Result<void> prepare() const;
  std::filesystem::path incoming_path() const;
  static Result<OpenFile> create(const std::filesystem::path& path);
  static Result<void> append(int fd, std::string_view bytes);
  // Durable, and under its key, when it answers.
  Result<void> publish(int fd, const std::filesystem::path& incoming, const std::string& key) const;
  Result<OpenFile> open(const std::string& key) const;
  static Result<std::string> read(int fd, std::uint64_t offset, std::size_t count);
  Result<ports::BlobInfo> stat(const std::string& key) const;
  Result<ports::BlobPage> list(const std::string& prefix, const std::string& after,
                               std::size_t limit) const;
  Result<void> remove(const std::string& key) const;
  Result<std::size_t> remove_abandoned(Instant before) const;

 private:
  std::filesystem::path path_of(const std::string& key) const;
  std::filesystem::path root_;
};

}  // namespace elevaite::adapters::blob
