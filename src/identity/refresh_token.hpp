// The refresh token's wire form: "elvr_" + base64url(session id 16 ‖ generation 4 ‖ secret 32 ‖ tag
// 16). The database holds only the hash of the present secret. The tag (HMAC with the session's
// family key) proves that an older token was once real, so that nobody can end a session by
// inventing one; who reads the database can make such tags, but no valid secret.
#pragma once
#include <optional>
#include <string>

#include "core/crypto/random.hpp"
#include "model/ids.hpp"

namespace elevaite::identity {

struct RefreshToken {
  model::SessionId session_id;
  std::int64_t generation = 0;
  crypto::Bytes secret;
  crypto::Bytes tag;

  static RefreshToken make(model::SessionId session_id, std::int64_t generation,
                           crypto::ByteView family_key);
  // The token of the next generation: always the same one.
  RefreshToken successor(crypto::ByteView family_key) const;
  static std::optional<RefreshToken> parse(std::string_view text);
  std::string str() const;
  bool is_genuine(crypto::ByteView family_key) const;
  crypto::Bytes secret_hash() const;
};

}  // namespace elevaite::identity
