// Base64 (RFC 4648 §4, padded), base64url (§5, unpadded) and lower-case hex. Decoders are strict:
// no white space, no wrong padding, no non-zero trailing bits, so that a value has exactly one
// spelling.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace elevaite::crypto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string base64_encode(ByteView bytes);
std::string base64url_encode(ByteView bytes);
inline std::string base64url_encode(std::string_view text) {
  return base64url_encode(bytes_of(text));
}
std::string hex_encode(ByteView bytes);

std::optional<Bytes> base64_decode(std::string_view text);
std::optional<Bytes> base64url_decode(std::string_view text);
std::optional<Bytes> hex_decode(std::string_view text);

}  // namespace elevaite::crypto
