// JSON is Boost.JSON's value. Input is parsed here only, with limits, and errors that name the
// place.
#pragma once
#include <boost/json.hpp>

#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

// Deeper input is refused rather than recursed into.
constexpr std::size_t kMaxJsonDepth = 64;
// What we wrote ourselves may wrap such input in a few levels more.
constexpr std::size_t kMaxStoredJsonDepth = 1024;

// Strict RFC 8259, valid UTF-8 only, at most max_depth levels; duplicate keys: the last one wins.
// The error says what is wrong and at which byte.
Result<Json> parse_json(std::string_view text, std::size_t max_depth = kMaxJsonDepth);
// The overloads for objects and arrays are there because these convert to a Json by a deep copy.
std::string to_text(const Json& value);
std::string to_text(const JsonObject& value);
std::string to_text(const JsonArray& value);
// The same, behind what `text` already holds.
void append_json(std::string& text, const Json& value);
void append_json(std::string& text, const JsonObject& value);
void append_json(std::string& text, const JsonArray& value);
void append_json_string(std::string& text, std::string_view value);
// Two spaces a level, members in their order: for files that people read and compare.
std::string pretty_text(const Json& value);

// Look-ups that never throw: the member of that name and type, or nullptr / nullopt. `Owner` is
// Json or JsonObject.
inline const Json* find(const JsonObject& value, std::string_view key) {
  return value.if_contains(key);
}
inline const Json* find(const Json& value, std::string_view key) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains(key);
}
const JsonObject* as_object(const Json* member);
const JsonArray* as_array(const Json* member);
std::optional<std::string_view> as_string(const Json* member);
std::optional<std::int64_t> as_int(const Json* member);
std::optional<double> as_number(const Json* member);
std::optional<bool> as_bool(const Json* member);
template <class Owner>
const JsonObject* find_object(const Owner& value, std::string_view key) {
  return as_object(find(value, key));
}
template <class Owner>
const JsonArray* find_array(const Owner& value, std::string_view key) {
  return as_array(find(value, key));
}
template <class Owner>
std::optional<std::string_view> find_string(const Owner& value, std::string_view key) {
  return as_string(find(value, key));
}
template <class Owner>
std::optional<std::int64_t> find_int(const Owner& value, std::string_view key) {
  return as_int(find(value, key));
}
template <class Owner>
std::optional<double> find_number(const Owner& value, std::string_view key) {
  return as_number(find(value, key));
}
template <class Owner>
std::optional<bool> find_bool(const Owner& value, std::string_view key) {
  return as_bool(find(value, key));
}

// As RFC 3339 writes it, or null.
Json instant_json(const std::optional<Instant>& at);

// The text of a value as a person would write it: strings without quotes, everything else as JSON.
std::string display_text(const Json& value);

// Boost.JSON's string and the standard one do not mix in places; this is the explicit bridge.
inline std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

}  // namespace elevaite
