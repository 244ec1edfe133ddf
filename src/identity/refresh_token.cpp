#include "identity/refresh_token.hpp"

#include <algorithm>

namespace elevaite::identity {
namespace {

constexpr std::string_view kPrefix = "elvr_";
// Keeps a derived secret apart from a tag, which is made with the same key.
constexpr std::string_view kSuccessorLabel = "elevaite refresh token successor";
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kGenerationBytes = 4;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = kIdBytes + kGenerationBytes + kSecretBytes;

crypto::Bytes head_of(const RefreshToken& token) {
  const auto& id = token.session_id.uuid.bytes;
  crypto::Bytes head(id.begin(), id.end());
  auto generation = static_cast<std::uint32_t>(token.generation);
  for (int shift = 24; shift >= 0; shift -= 8) {
    head.push_back(static_cast<std::uint8_t>(generation >> shift));
  }
  head.insert(head.end(), token.secret.begin(), token.secret.end());
  return head;
}

crypto::Bytes tag_of(const RefreshToken& token, crypto::ByteView family_key) {
  auto mac = crypto::hmac_sha256(family_key, head_of(token));
  return crypto::Bytes(mac.begin(), mac.begin() + kTagBytes);
}

}  // namespace

RefreshToken RefreshToken::make(model::SessionId session_id, std::int64_t generation,
                                crypto::ByteView family_key) {
  RefreshToken token{session_id, generation, crypto::random_bytes(kSecretBytes), {}};
  token.tag = tag_of(token, family_key);
  return token;
}

RefreshToken RefreshToken::successor(crypto::ByteView family_key) const {
  crypto::Bytes derived_from(kSuccessorLabel.begin(), kSuccessorLabel.end());
  auto head = head_of(*this);
  derived_from.insert(derived_from.end(), head.begin(), head.end());
  auto derived = crypto::hmac_sha256(family_key, derived_from);
  RefreshToken next{session_id, generation + 1, crypto::Bytes(derived.begin(), derived.end()), {}};
  next.tag = tag_of(next, family_key);
  return next;
}

std::optional<RefreshToken> RefreshToken::parse(std::string_view text) {
  if (!text.starts_with(kPrefix) || text.size() > 256) return std::nullopt;
  auto bytes = crypto::base64url_decode(text.substr(kPrefix.size()));
  if (!bytes || bytes->size() != kHeadBytes + kTagBytes) return std::nullopt;
  RefreshToken token;
  std::copy_n(bytes->begin(), kIdBytes, token.session_id.uuid.bytes.begin());
  for (std::size_t i = kIdBytes; i < kIdBytes + kGenerationBytes; ++i) {
    token.generation = token.generation * 256 + (*bytes)[i];
  }
  auto secret = bytes->begin() + kIdBytes + kGenerationBytes;
  token.secret.assign(secret, secret + kSecretBytes);
  token.tag.assign(secret + kSecretBytes, bytes->end());
  return token;
}

std::string RefreshToken::str() const {
  auto bytes = head_of(*this);
  bytes.insert(bytes.end(), tag.begin(), tag.end());
  return std::string(kPrefix) + crypto::base64url_encode(bytes);
}

bool RefreshToken::is_genuine(crypto::ByteView family_key) const {
  return crypto::equal_in_constant_time(tag, tag_of(*this, family_key));
}

crypto::Bytes RefreshToken::secret_hash() const {
  auto digest = crypto::sha256(secret);
  return crypto::Bytes(digest.begin(), digest.end());
}

}  // namespace elevaite::identity
