#include "adapters/blob/directory_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "core/crypto/random.hpp"
#include "core/uuid.hpp"

namespace elevaite::adapters::blob {
namespace {

namespace fs = std::filesystem;

Error failed(std::string_view what) {
  if (errno == ENOENT) return not_found("blob");
  auto code = errno == ENOSPC || errno == EDQUOT ? "disk_full" : "blob_io";
  return Error{ErrorCode::unavailable,
               fmt::format("The blob directory cannot {}: {}.", what, std::strerror(errno)), code};
}

Result<void> sync_directory(const fs::path& path) {
  OpenFile directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.fd() < 0 || ::fsync(directory.fd()) != 0) return failed("be written");
  return {};
}

Instant instant_of(const timespec& time) {
  return Instant{Duration(std::chrono::seconds(time.tv_sec)) + Duration(time.tv_nsec / 1000)};
}

ports::BlobInfo info_of(std::string key, const struct stat& found) {
  return {std::move(key), static_cast<std::uint64_t>(found.st_size), instant_of(found.st_mtim)};
}

}  // namespace

OpenFile::~OpenFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> DirectoryFiles::prepare() const {
  std::error_code failure;
  for (const char* part : {"objects", "incoming"}) fs::create_directories(root_ / part, failure);
  if (failure || !fs::is_directory(root_ / "incoming", failure)) {
    return invalid_field("files.url", "directory",
                         fmt::format("files.url names {}, which cannot be created: {}.",
                                     root_.string(), failure.message()));
  }
  ::chmod(root_.c_str(), 0700);
  return {};
}

fs::path DirectoryFiles::path_of(const std::string& key) const {
  auto digest = crypto::sha256(key);
  std::string name = key;
  std::replace(name.begin(), name.end(), '/', '+');
  return root_ / "objects" / crypto::hex_encode({digest.data(), 1}) / name;
}

fs::path DirectoryFiles::incoming_path() const {
  return root_ / "incoming" / (Uuid::generate().str() + ".partial");
}

Result<OpenFile> DirectoryFiles::create(const fs::path& path) {
  OpenFile file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.fd() < 0) return failed("be written");
  return file;
}

Result<void> DirectoryFiles::append(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed("be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> DirectoryFiles::publish(int fd, const fs::path& incoming,
                                     const std::string& key) const {
  if (::fsync(fd) != 0) return failed("be written");
  auto path = path_of(key);
  std::error_code failure;
  bool is_new = fs::create_directory(path.parent_path(), failure);
  if (::rename(incoming.c_str(), path.c_str()) != 0) return failed("be written");
  if (is_new) CHECK(sync_directory(root_ / "objects"));
  return sync_directory(path.parent_path());
}

Result<OpenFile> DirectoryFiles::open(const std::string& key) const {
  OpenFile file(::open(path_of(key).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.fd() < 0) return failed("be read");
  return file;
}

Result<std::string> DirectoryFiles::read(int fd, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    auto got =
        ::pread(fd, bytes.data() + filled, count - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("be read");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Result<ports::BlobInfo> DirectoryFiles::stat(const std::string& key) const {
  struct stat found{};
  if (::lstat(path_of(key).c_str(), &found) != 0) return failed("be read");
  return info_of(key, found);
}

Result<ports::BlobPage> DirectoryFiles::list(const std::string& prefix, const std::string& after,
                                             std::size_t limit) const {
  // The smallest keys, and one more to know whether there are more.
  std::map<std::string, fs::path> smallest;
  std::error_code failure;
  for (const auto& shard : fs::directory_iterator(root_ / "objects", failure)) {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(shard.path(), gone)) {
      std::string key = entry.path().filename().string();
      std::replace(key.begin(), key.end(), '+', '/');
      if (!key.starts_with(prefix) || key <= after) continue;
      smallest.emplace(std::move(key), entry.path());
      if (smallest.size() > limit + 1) smallest.erase(std::prev(smallest.end()));
    }
  }
  if (failure) {
    errno = failure.value();
    return failed("be read");
  }
  ports::BlobPage page;
  page.has_more = smallest.size() > limit;
  for (const auto& [key, path] : smallest) {
    struct stat found{};
    if (page.blobs.size() == limit) break;
    if (::lstat(path.c_str(), &found) == 0) page.blobs.push_back(info_of(key, found));
  }
  return page;
}

Result<void> DirectoryFiles::remove(const std::string& key) const {
  auto path = path_of(key);
  if (::unlink(path.c_str()) == 0) return sync_directory(path.parent_path());
  if (errno == ENOENT) return {};
  return failed("be written");
}

Result<std::size_t> DirectoryFiles::remove_abandoned(Instant before) const {
  std::size_t removed = 0;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(root_ / "incoming", failure)) {
    struct stat found{};
    if (::lstat(entry.path().c_str(), &found) != 0) continue;
    if (instant_of(found.st_mtim) < before && ::unlink(entry.path().c_str()) == 0) ++removed;
  }
  if (!failure) return removed;
  errno = failure.value();
  return failed("be read");
}

}  // namespace elevaite::adapters::blob
