// JSON is Boost.JSON's value. Input is parsed here only, with limits, and errors that name the
// place.
#pragma once
#include <boost/json.hpp>

#include "core/result.hpp"

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
std::string to_text(const Json& value);
// Two spaces a level, members in their order: for files that people read and compare.
std::string pretty_text(const Json& value);

// Look-ups that never throw: the member of that name and type, or nullptr / nullopt.
const Json* find(const Json& value, std::string_view key);
const JsonObject* find_object(const Json& value, std::string_view key);
const JsonArray* find_array(const Json& value, std::string_view key);
std::optional<std::string_view> find_string(const Json& value, std::string_view key);
std::optional<std::int64_t> find_int(const Json& value, std::string_view key);
std::optional<double> find_number(const Json& value, std::string_view key);
std::optional<bool> find_bool(const Json& value, std::string_view key);

// The text of a value as a person would write it: strings without quotes, everything else as JSON.
std::string display_text(const Json& value);

// Boost.JSON's string and the standard one do not mix in places; this is the explicit bridge.
inline std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

}  // namespace elevaite
