#include "core/json_schema/decimal.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace elevaite::json_schema {
namespace {

__extension__ using Wide = unsigned __int128;

// mantissa * 10^exponent, without sign: the sign does not matter to multiples.
struct Decimal {
  std::uint64_t mantissa = 0;
  int exponent = 0;
};

// The shortest decimal that means the same floating-point number has at most 17 digits.
Decimal from_double(double value) {
  auto shortest = fmt::format("{}", std::abs(value));
  Decimal out;
  bool is_after_point = false;
  for (std::size_t i = 0; i < shortest.size(); ++i) {
    char c = shortest[i];
    if (c == '.') {
      is_after_point = true;
    } else if (c == 'e') {
      int exponent = 0;
      const char* first = shortest.data() + i + (shortest[i + 1] == '+' ? 2 : 1);
      std::from_chars(first, shortest.data() + shortest.size(), exponent);
      out.exponent += exponent;
      break;
    } else {
      out.mantissa = out.mantissa * 10 + static_cast<std::uint64_t>(c - '0');
      out.exponent -= is_after_point ? 1 : 0;
    }
  }
  return out;
}

Decimal decimal(const Json& value) {
  Decimal out;
  if (value.is_double()) {
    out = from_double(value.get_double());
  } else if (value.is_uint64()) {
    out.mantissa = value.get_uint64();
  } else {
    std::int64_t number = value.get_int64();
    out.mantissa =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  }
  while (out.mantissa != 0 && out.mantissa % 10 == 0) {
    out.mantissa /= 10;
    ++out.exponent;
  }
  return out;
}

std::uint64_t times_power_of_ten_modulo(std::uint64_t number, int power, std::uint64_t modulus) {
  Wide result = number % modulus;
  for (int i = 0; i < power; ++i) result = result * 10 % modulus;
  return static_cast<std::uint64_t>(result);
}

}  // namespace

bool is_multiple_of(const Json& value, const Json& divisor) {
  Decimal whole = decimal(value);
  Decimal part = decimal(divisor);
  if (whole.mantissa == 0) return true;
  if (part.mantissa == 0) return false;
  if (whole.exponent >= part.exponent) {
    return times_power_of_ten_modulo(whole.mantissa, whole.exponent - part.exponent,
                                     part.mantissa) == 0;
  }
  // No trailing zeros are left, so a divisor with more of them does not go into the value.
  return false;
}

}  // namespace elevaite::json_schema
