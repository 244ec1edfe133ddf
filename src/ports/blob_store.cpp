#include "ports/blob_store.hpp"

namespace elevaite::ports {
namespace {

constexpr std::size_t kMaxKeyBytes = 200;
constexpr std::string_view kKeyCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=./";

}  // namespace

Result<void> check_blob_key(std::string_view key) {
  bool is_sound = !key.empty() && key.size() <= kMaxKeyBytes && key.back() != '/' &&
                  key.find_first_not_of(kKeyCharacters) == std::string_view::npos;
  for (std::size_t start = 0; is_sound && start <= key.size();) {
    auto end = std::min(key.find('/', start), key.size());
    is_sound = end > start && key[start] != '.';
    start = end + 1;
  }
  if (is_sound) return {};
  return invalid_field("key", "invalid", "This is no key of the blob store.");
}

}  // namespace elevaite::ports
