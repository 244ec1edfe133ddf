// The operator's keys that encrypt stored secrets. Several may be configured: the first encrypts,
// all decrypt, so that one can be replaced without stopping anything (docs/decisions: rotate,
// rewrap, remove).
#pragma once
#include <string>
#include <vector>

#include "core/crypto/aead.hpp"
#include "core/result.hpp"

namespace elevaite::identity {

class MasterKeys {
 public:
  // "id:base64, id:base64": ids of 1 to 32 letters, digits, '-' or '_'; keys of 32 bytes. The
  // messages never repeat the text.
  static Result<MasterKeys> parse(std::string_view text);
  // Reads the file, or creates it (mode 0600) with one new key. Two processes that start at once
  // agree.
  static Result<MasterKeys> load_or_create(const std::string& path);

  const std::string& newest_id() const { return keys_.front().id; }
  // With the newest key. Bind with `associated` what the value belongs to.
  crypto::Bytes seal(crypto::ByteView plain, std::string_view associated) const;
  // `internal`, reason "master_key_missing", when no key of that id is configured.
  Result<crypto::Bytes> open(std::string_view key_id, crypto::ByteView sealed,
                             std::string_view associated) const;

 private:
  struct Key {
    std::string id;
    crypto::Bytes bytes;
  };
  std::vector<Key> keys_;
};

}  // namespace elevaite::identity
