#include "http/web/site_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crypto/random.hpp"
#include "http/web/negotiation.hpp"

namespace elevaite::http::web {
namespace {

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool stat(struct stat& out) const { return fd_ >= 0 && ::fstat(fd_, &out) == 0; }

  // False when it has become shorter, or cannot be read.
  bool read(std::string& bytes) const {
    std::size_t at = 0;
    while (at < bytes.size()) {
      auto count = ::read(fd_, bytes.data() + at, bytes.size() - at);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      at += static_cast<std::size_t>(count);
    }
    return true;
  }

 private:
  int fd_;
};

std::string etag_of(std::string_view bytes) {
  auto digest = crypto::sha256(bytes);
  crypto::ByteView start(digest.data(), 16);
  return "\"" + crypto::base64url_encode(start) + "\"";
}

Error gone() {
  return Error{ErrorCode::unavailable,
               "The web app was changed while it is served. Restart the platform."};
}

}  // namespace

Result<LoadedFile> load_file(SiteForm form, std::string_view if_none_match) {
  OpenFile file(form.disk_path);
  struct stat found{};
  if (!file.stat(found)) return gone();
  auto modified = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
  bool is_unchanged = !form.etag.empty() && form.modified == modified && form.size == found.st_size;
  LoadedFile loaded{std::move(form)};
  if (is_unchanged && names_etag(if_none_match, loaded.form.etag)) {
    loaded.is_known = true;
    return loaded;
  }
  if (found.st_size > static_cast<std::int64_t>(kMaxSiteFileBytes)) return gone();
  loaded.bytes.resize(static_cast<std::size_t>(found.st_size));
  if (!file.read(loaded.bytes)) return gone();
  if (!is_unchanged) {
    loaded.form.etag = etag_of(loaded.bytes);
    loaded.form.modified = modified;
    loaded.form.size = found.st_size;
  }
  loaded.is_known = names_etag(if_none_match, loaded.form.etag);
  if (loaded.is_known) loaded.bytes.clear();
  return loaded;
}

}  // namespace elevaite::http::web
