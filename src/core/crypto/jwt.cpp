#include "core/crypto/jwt.hpp"

#include <boost/json/basic_parser_impl.hpp>

namespace elevaite::crypto {
namespace {

Error refused(std::string_view why) {
  return Error{ErrorCode::unauthenticated, "The access token is not valid: " + std::string(why),
               "token_invalid"};
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

Result<void> check_header(const JsonObject& header) {
  Json value(header);
  if (find_string(value, "alg") != "ES256") return refused("its algorithm is not ES256.");
  for (const char* name : {"crit", "b64", "zip", "jwk", "jku", "x5u", "x5c", "x5t", "enc"}) {
    if (header.contains(name)) return refused(fmt::format("its header has {}.", name));
  }
  auto kid = find_string(value, "kid");
  if (!kid || kid->empty() || kid->size() > 128) return refused("its header names no key.");
  if (!find_string(value, "typ")) return refused("its header names no type.");
  return {};
}

bool is_for(const JsonObject& claims, std::string_view audience) {
  const Json* value = claims.if_contains("aud");
  if (value == nullptr) return false;
  if (value->is_string()) return view(value->get_string()) == audience;
  const auto* list = value->if_array();
  if (list == nullptr) return false;
  return std::any_of(list->begin(), list->end(), [&](const Json& entry) {
    return entry.is_string() && view(entry.get_string()) == audience;
  });
}

// Media types compare without regard to case, and "application/" may be left out (RFC 7515 §4.1.9).
bool is_type(std::string_view given, std::string_view expected) {
  constexpr std::string_view prefix = "application/";
  auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  auto equals = [&](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
  };
  if (given.size() > prefix.size() && equals(given.substr(0, prefix.size()), prefix)) {
    given.remove_prefix(prefix.size());
  }
  return equals(given, expected);
}

// NumericDate: whole seconds. Absent is nullopt; a wrong type or an absurd value is an error.
Result<std::optional<Instant>> instant_claim(const JsonObject& claims, std::string_view name) {
  const Json* value = claims.if_contains(name);
  if (value == nullptr) return std::optional<Instant>{};
  constexpr std::int64_t kYear9999 = 253402300799;
  if (!value->is_int64() || value->get_int64() < 0 || value->get_int64() > kYear9999) {
    return refused(fmt::format("its claim {} is not a time.", name));
  }
  return std::optional<Instant>{Instant{std::chrono::seconds(value->get_int64())}};
}

}  // namespace

Result<ParsedToken> parse_token(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return refused("it is too long.");
  auto first = token.find('.');
  auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return refused("it has not three parts.");
  }
  TRY(auto header, decode_part(token.substr(0, first), "header"));
  CHECK(check_header(header));
  auto signature = base64url_decode(token.substr(second + 1));
  if (!signature || signature->size() != 64) return refused("its signature is not 64 bytes.");
  TRY(auto claims, decode_part(token.substr(first + 1, second - first - 1), "payload"));
  ParsedToken parsed;
  parsed.kid = std::string(view(header.at("kid").as_string()));
  parsed.type = std::string(view(header.at("typ").as_string()));
  parsed.claims = std::move(claims);
  parsed.signing_input = token.substr(0, second);
  parsed.signature = std::move(*signature);
  return parsed;
}

std::string sign_token(const Es256SigningKey& key, std::string_view type,
                       const JsonObject& claims) {
  JsonObject header{{"alg", "ES256"}, {"kid", key.kid()}, {"typ", type}};
  std::string token = base64url_encode(to_text(header)) + "." + base64url_encode(to_text(claims));
  auto signature = key.sign(bytes_of(token));
  return token + "." + base64url_encode(signature);
}

TokenVerifier::TokenVerifier(TokenRules rules, const Clock& clock, std::size_t max_remembered)
    : rules_(std::move(rules)), clock_(clock), remembered_(max_remembered) {}

void TokenVerifier::set_keys(std::vector<Es256PublicKey> keys) {
  std::unordered_map<std::string, Es256PublicKey> next;
  for (Es256PublicKey& key : keys) next.emplace(key.kid(), key);
  bool lost_one = std::any_of(keys_.begin(), keys_.end(),
                              [&](const auto& entry) { return !next.contains(entry.first); });
  keys_ = std::move(next);
  if (lost_one) remembered_.clear();
}

bool TokenVerifier::knows_key(std::string_view kid) const {
  return keys_.contains(std::string(kid));
}

Result<Instant> TokenVerifier::check_claims(const JsonObject& claims) const {
  auto now = clock_.now();
  const Json* issuer = claims.if_contains("iss");
  if (issuer == nullptr || !issuer->is_string() || view(issuer->get_string()) != rules_.issuer) {
    return refused("another issuer made it.");
  }
  if (!is_for(claims, rules_.audience)) return refused("it is for another audience.");
  TRY(auto expires_at, instant_claim(claims, "exp"));
  TRY(auto issued_at, instant_claim(claims, "iat"));
  TRY(auto not_before, instant_claim(claims, "nbf"));
  if (!expires_at || !issued_at) return refused("it has no exp or no iat.");
  if (*expires_at <= now) {
    return Error{ErrorCode::unauthenticated, "The access token has expired. Refresh it.",
                 "token_expired"};
  }
  if (*issued_at > now + rules_.clock_skew) return refused("it was made in the future.");
  if (not_before && *not_before > now + rules_.clock_skew) return refused("it is not valid yet.");
  return *expires_at;
}

Result<std::shared_ptr<const JsonObject>> TokenVerifier::verify(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return refused("it is too long.");
  auto digest = sha256(token);
  if (Entry* entry = remembered_.find(digest)) {
    if (entry->expires_at > clock_.now()) return entry->claims;
    remembered_.erase(digest);
  }
  TRY(auto parsed, parse_token(token));
  if (!is_type(parsed.type, rules_.type)) return refused("it is of another type.");
  auto key = keys_.find(parsed.kid);
  if (key == keys_.end()) {
    return Error{ErrorCode::unauthenticated,
                 "The access token is not valid: it was signed by an unknown key.", "key_unknown"};
  }
  if (!key->second.verify(bytes_of(parsed.signing_input), parsed.signature)) {
    return refused("its signature is wrong.");
  }
  TRY(auto expires_at, check_claims(parsed.claims));
  auto claims = std::make_shared<const JsonObject>(std::move(parsed.claims));
  remembered_.put(digest, Entry{expires_at, claims});
  return claims;
}

}  // namespace elevaite::crypto
