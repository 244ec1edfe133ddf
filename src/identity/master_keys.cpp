#include "identity/master_keys.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/crypto/random.hpp"

namespace elevaite::identity {
namespace {

bool is_id(std::string_view id) {
  auto is_id_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !id.empty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), is_id_character);
}

Error refused(std::string message) {
  return invalid_field("secrets.master_keys", "invalid", std::move(message));
}

Error file_error(const std::string& path) {
  return internal_error("The file of master keys " + path + ": " + std::strerror(errno));
}

// Complete before it has its name, so that no reader sees half a key.
Result<void> create_file(const std::string& path) {
  std::error_code code;
  auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, code);
  std::string draft = path + "." + crypto::hex_encode(crypto::random_bytes(8));
  int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return file_error(draft);
  auto key = crypto::random_bytes(crypto::kAeadKeyBytes);
  auto text = "k1:" + crypto::base64_encode(key) + "\n";
  bool is_written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                    ::fsync(file) == 0;
  ::close(file);
  crypto::wipe(key);
  crypto::wipe(text);
  // link() fails when another process was first; then its file is the one to read.
  bool is_named = is_written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  auto verdict = is_named ? Result<void>{} : Result<void>{file_error(path)};
  ::unlink(draft.c_str());
  return verdict;
}

}  // namespace

Result<MasterKeys> MasterKeys::parse(std::string_view text) {
  MasterKeys keys;
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), ',', ' ');
  std::istringstream stream(spaced);
  for (std::string entry; stream >> entry;) {
    auto colon = entry.find(':');
    auto id = entry.substr(0, colon);
    if (colon == std::string::npos || !is_id(id)) {
      return refused("Write id:base64; an id has 1 to 32 letters, digits, '-' or '_'.");
    }
    auto bytes = crypto::base64_decode(std::string_view(entry).substr(colon + 1));
    if (!bytes || bytes->size() != crypto::kAeadKeyBytes) {
      return refused("The key " + id + " is not 32 bytes in base64.");
    }
    for (const Key& other : keys.keys_) {
      if (other.id == id) return refused("The id " + id + " stands twice.");
    }
    keys.keys_.push_back({std::move(id), std::move(*bytes)});
    crypto::wipe(entry);
  }
  crypto::wipe(spaced);
  if (keys.keys_.empty()) return refused("There is no key.");
  return keys;
}

Result<MasterKeys> MasterKeys::load_or_create(const std::string& path) {
  if (!std::filesystem::exists(path)) CHECK(create_file(path));
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return file_error(path);
  if ((status.st_mode & 077) != 0) {
    return internal_error("The file of master keys " + path +
                          " can be read by others. Run: chmod 600 " + path);
  }
  std::ifstream stream(path);
  std::stringstream buffer;
  buffer << stream.rdbuf();
  return parse(buffer.str());
}

crypto::Bytes MasterKeys::seal(crypto::ByteView plain, std::string_view associated) const {
  return crypto::seal(keys_.front().bytes, plain, associated);
}

Result<crypto::Bytes> MasterKeys::open(std::string_view key_id, crypto::ByteView sealed,
                                       std::string_view associated) const {
  for (const Key& key : keys_) {
    if (key.id == key_id) return crypto::open(key.bytes, sealed, associated);
  }
  return Error{ErrorCode::internal,
               fmt::format("A stored secret was encrypted with the master key \"{}\", which "
                           "secrets.master_keys does not list.",
                           key_id),
               "master_key_missing"};
}

}  // namespace elevaite::identity
