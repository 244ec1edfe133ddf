// A compact JWS (RFC 7515) taken apart strictly, before any cryptography: whoever made it. Which
// algorithms count is the verifier's to say (RFC 8725).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/crypto/encoding.hpp"
#include "core/json.hpp"
#include "core/time.hpp"

namespace elevaite::crypto {

// header.payload.signature, decoded and syntactically sound; nothing is verified yet.
struct ParsedJws {
  JsonObject header;
  std::string algorithm;  // as the header says; it never chooses anything by itself
  std::string kid;        // empty: the header names none
  std::string type;
  JsonObject claims;
  std::string_view signing_input;  // into the text given
  Bytes signature;
};

// Refuses: more than max_bytes, other than three parts, an empty signature, loose base64url,
// duplicate members, crit, b64, zip, and any key or key address in the header (jwk, jku, x5u, x5c).
// Error: unauthenticated, reason "token_invalid"; the message is what is wrong with "it".
Result<ParsedJws> parse_jws(std::string_view token, std::size_t max_bytes);

// Whether `aud`, a text or a list, names it.
bool is_for_audience(const JsonObject& claims, std::string_view audience);
// NumericDate: whole seconds. Absent is nullopt; a wrong type or an absurd value is an error.
Result<std::optional<Instant>> instant_claim(const JsonObject& claims, std::string_view name);
// The left half of the hash that goes with the algorithm, base64url: what at_hash says of an access
// token. Nullopt for an algorithm that we do not verify.
std::optional<std::string> half_hash(std::string_view algorithm, std::string_view text);

}  // namespace elevaite::crypto
