#include "adapters/sql/postgres_values.hpp"

#include <charconv>
#include <cmath>

#include "core/utf8.hpp"

namespace elevaite::adapters::sql {
namespace {

// From pg_type.dat; they never change.
enum TypeOid : unsigned {
  kBool = 16,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kOid = 26,
  kJson = 114,
  kFloat4 = 700,
  kFloat8 = 701,
  kTimestamp = 1114,
  kTimestampTz = 1184,
  kNumeric = 1700,
  kJsonb = 3802,
};

Json text_value(std::string_view text) { return Json(replace_invalid_utf8(text)); }

Json integer_value(std::string_view text) {
  std::int64_t number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return text_value(text);
  return number;
}

Json float_value(std::string_view text) {
  double number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool is_whole = failure == std::errc{} && end == text.data() + text.size();
  if (!is_whole || !std::isfinite(number)) return text_value(text);
  return number;
}

// A double holds any decimal of at most 15 digits exactly enough to give the same digits back.
Json numeric_value(std::string_view text) {
  std::size_t digits = 0;
  bool is_integer = true;
  for (char c : text) {
    if (c == '.') is_integer = false;
    if (c >= '1' && c <= '9') ++digits;
    if (c == '0' && digits > 0) ++digits;
    if ((c < '0' || c > '9') && c != '.' && c != '-') return text_value(text);
  }
  if (is_integer && digits <= 18) return integer_value(text);
  return digits <= 15 ? float_value(text) : text_value(text);
}

Json timestamp_value(std::string_view text, bool has_zone) {
  // "2026-10-03 10:11:12.5+00"; "infinity" and years before Christ have no RFC 3339 form.
  if (text.size() < 19 || text[10] != ' ' || text.ends_with("BC")) return text_value(text);
  std::string out(text);
  out[10] = 'T';
  if (has_zone && out.ends_with("+00")) out.replace(out.size() - 3, 3, "Z");
  return Json(out);
}

}  // namespace

Json postgres_value(unsigned type_oid, std::string_view text) {
  switch (type_oid) {
    case kBool:
      return text == "t";
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return integer_value(text);
    case kFloat4:
    case kFloat8:
      return float_value(text);
    case kNumeric:
      return numeric_value(text);
    case kTimestamp:
      return timestamp_value(text, false);
    case kTimestampTz:
      return timestamp_value(text, true);
    case kJson:
    case kJsonb: {
      auto value = parse_json(text);
      return value ? std::move(*value) : text_value(text);
    }
    default:
      return text_value(text);
  }
}

}  // namespace elevaite::adapters::sql
