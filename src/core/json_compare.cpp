#include "core/json_compare.hpp"

#include <cmath>

namespace elevaite {
namespace {

template <class Integer>
std::weak_ordering compare_with_double(Integer integer, double number) {
  // 2^63 and 2^64 are exact as doubles; the largest integers are not.
  constexpr double kAbove = std::is_signed_v<Integer> ? 0x1p63 : 0x1p64;
  if (number >= kAbove) return std::weak_ordering::less;
  if (number < (std::is_signed_v<Integer> ? -0x1p63 : 0.0)) return std::weak_ordering::greater;
  auto whole = static_cast<Integer>(number);
  if (integer != whole) return integer <=> whole;
  double rest = number - std::trunc(number);
  if (rest > 0) return std::weak_ordering::less;
  return rest < 0 ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

std::weak_ordering reverse(std::weak_ordering order) { return 0 <=> order; }

std::weak_ordering compare_doubles(double left, double right) {
  if (left < right) return std::weak_ordering::less;
  return left > right ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

std::size_t mix(std::size_t seed, std::size_t value) {
  return (seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U))) *
         0xff51afd7ed558ccdULL;
}

std::size_t hash_number(const Json& value) {
  if (value.is_int64()) return std::hash<std::int64_t>{}(value.get_int64());
  if (value.is_uint64()) return std::hash<std::uint64_t>{}(value.get_uint64());
  double number = value.get_double();
  if (number == std::trunc(number)) {
    if (number >= -0x1p63 && number < 0x1p63) {
      return std::hash<std::int64_t>{}(static_cast<std::int64_t>(number));
    }
    if (number > 0 && number < 0x1p64) {
      return std::hash<std::uint64_t>{}(static_cast<std::uint64_t>(number));
    }
  }
  return std::hash<double>{}(number);
}

}  // namespace

std::weak_ordering compare_numbers(const Json& left, const Json& right) {
  if (left.is_double() && right.is_double()) {
    return compare_doubles(left.get_double(), right.get_double());
  }
  if (right.is_double()) {
    return left.is_int64() ? compare_with_double(left.get_int64(), right.get_double())
                           : compare_with_double(left.get_uint64(), right.get_double());
  }
  if (left.is_double()) return reverse(compare_numbers(right, left));
  if (left.is_int64() && right.is_int64()) return left.get_int64() <=> right.get_int64();
  if (left.is_uint64() && right.is_uint64()) return left.get_uint64() <=> right.get_uint64();
  if (left.is_uint64()) return reverse(compare_numbers(right, left));
  if (left.get_int64() < 0) return std::weak_ordering::less;
  return static_cast<std::uint64_t>(left.get_int64()) <=> right.get_uint64();
}

bool equal_json(const Json& left, const Json& right) {
  if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
  if (left.kind() != right.kind()) return false;
  if (left.is_array()) {
    const auto& a = left.get_array();
    const auto& b = right.get_array();
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_json);
  }
  if (left.is_object()) {
    const auto& a = left.get_object();
    const auto& b = right.get_object();
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const auto& member) {
             const Json* other = b.if_contains(member.key());
             return other != nullptr && equal_json(member.value(), *other);
           });
  }
  return left == right;
}

std::size_t hash_json(const Json& value) {
  if (value.is_number()) return hash_number(value);
  if (value.is_string()) return std::hash<std::string_view>{}(view(value.get_string()));
  if (value.is_bool()) return value.get_bool() ? 1231 : 1237;
  if (const auto* list = value.if_array()) {
    std::size_t hash = 17;
    for (const Json& item : *list) hash = mix(hash, hash_json(item));
    return hash;
  }
  if (const auto* object = value.if_object()) {
    std::size_t hash = 31;  // A sum, because members have no order.
    for (const auto& member : *object) {
      hash += mix(std::hash<std::string_view>{}(member.key()), hash_json(member.value()));
    }
    return hash;
  }
  return 0;
}

}  // namespace elevaite
