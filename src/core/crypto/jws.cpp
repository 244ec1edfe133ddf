#include "core/crypto/jws.hpp"

#include <openssl/evp.h>

#include <boost/json/basic_parser_impl.hpp>

namespace elevaite::crypto {
namespace {

constexpr std::size_t kMaxKeyIdBytes = 256;

Error refused(std::string why) {
  return Error{ErrorCode::unauthenticated, std::move(why), "token_invalid"};
}

// Counts the members of all objects of a text, repeated names included.
struct MemberCounter {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using Code = boost::json::error_code;
  using Text = boost::json::string_view;
  std::size_t members = 0;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t count, Code&) {
    members += count;
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(Text, std::size_t, Code&) { return true; }
  bool on_key(Text, std::size_t, Code&) { return true; }
  bool on_string_part(Text, std::size_t, Code&) { return true; }
  bool on_string(Text, std::size_t, Code&) { return true; }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t, Text, Code&) { return true; }
  bool on_uint64(std::uint64_t, Text, Code&) { return true; }
  bool on_double(double, Text, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }
};

std::size_t count_members(const Json& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count += object->size();
    for (const auto& member : *object) count += count_members(member.value());
  }
  if (const auto* array = value.if_array()) {
    for (const Json& element : *array) count += count_members(element);
  }
  return count;
}

Result<JsonObject> decode_part(std::string_view part, std::string_view name) {
  auto bytes = base64url_decode(part);
  if (!bytes || bytes->empty()) return refused(fmt::format("its {} is not base64url.", name));
  auto parsed = parse_json(text_of(*bytes));
  if (!parsed || !parsed->is_object()) return refused(fmt::format("its {} is not JSON.", name));
  boost::json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  boost::json::basic_parser<MemberCounter> counter(options);
  boost::json::error_code code;
  auto text = text_of(*bytes);
  counter.write_some(false, text.data(), text.size(), code);
  if (code || counter.handler().members != count_members(*parsed)) {
    return refused(fmt::format("its {} names a member twice.", name));
  }
  return std::move(parsed->as_object());
}

// A key in the token, or where to fetch one, is the sender's word for itself.
Result<void> check_header(const JsonObject& header) {
  for (const char* name : {"crit", "b64", "zip", "jwk", "jku", "x5u", "x5c", "enc"}) {
    if (header.contains(name)) return refused(fmt::format("its header has {}.", name));
  }
  const Json* kid = header.if_contains("kid");
  if (kid != nullptr && (!kid->is_string() || kid->get_string().size() > kMaxKeyIdBytes)) {
    return refused("its header names no key.");
  }
  return {};
}

std::string member(const JsonObject& header, std::string_view name) {
  return std::string(find_string(header, name).value_or(""));
}

}  // namespace

Result<ParsedJws> parse_jws(std::string_view token, std::size_t max_bytes) {
  if (token.size() > max_bytes) return refused("it is too long.");
  auto first = token.find('.');
  auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return refused("it has not three parts.");
  }
  ParsedJws parsed;
  TRY(parsed.header, decode_part(token.substr(0, first), "header"));
  CHECK(check_header(parsed.header));
  auto signature = base64url_decode(token.substr(second + 1));
  if (!signature || signature->empty()) return refused("it has no signature.");
  parsed.signature = std::move(*signature);
  TRY(parsed.claims, decode_part(token.substr(first + 1, second - first - 1), "payload"));
  parsed.algorithm = member(parsed.header, "alg");
  parsed.kid = member(parsed.header, "kid");
  parsed.type = member(parsed.header, "typ");
  parsed.signing_input = token.substr(0, second);
  return parsed;
}

bool is_for_audience(const JsonObject& claims, std::string_view audience) {
  const Json* value = claims.if_contains("aud");
  if (value == nullptr) return false;
  if (value->is_string()) return view(value->get_string()) == audience;
  const auto* list = value->if_array();
  if (list == nullptr) return false;
  return std::any_of(list->begin(), list->end(), [&](const Json& entry) {
    return entry.is_string() && view(entry.get_string()) == audience;
  });
}

Result<std::optional<Instant>> instant_claim(const JsonObject& claims, std::string_view name) {
  const Json* value = claims.if_contains(name);
  if (value == nullptr) return std::optional<Instant>{};
  constexpr std::int64_t kYear9999 = 253402300799;
  if (!value->is_int64() || value->get_int64() < 0 || value->get_int64() > kYear9999) {
    return refused(fmt::format("its claim {} is not a time.", name));
  }
  return std::optional<Instant>{Instant{std::chrono::seconds(value->get_int64())}};
}

std::optional<std::string> half_hash(std::string_view algorithm, std::string_view text) {
  const EVP_MD* digest = nullptr;
  if (algorithm == "RS256" || algorithm == "PS256" || algorithm == "ES256") digest = EVP_sha256();
  if (algorithm == "EdDSA") digest = EVP_sha512();  // as Ed25519 does inside
  if (digest == nullptr) return std::nullopt;
  Bytes hash(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), hash.data(), &size, digest, nullptr) != 1) {
    return std::nullopt;
  }
  return base64url_encode(ByteView(hash).first(size / 2));
}

}  // namespace elevaite::crypto
