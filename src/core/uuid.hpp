// 16-byte identifiers, version 7 of RFC 9562: sorted by creation time, unique without coordination.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace elevaite {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  bool is_nil() const { return *this == Uuid{}; }
  // After every other: where a list that goes backwards begins.
  static constexpr Uuid greatest() {
    Uuid uuid;
    uuid.bytes.fill(0xff);
    return uuid;
  }

  // Canonical 36-character form.
  std::string str() const;
  static std::optional<Uuid> parse(std::string_view text);

  // 26 characters of Crockford base32 in lower case, as the TypeID specification 0.3 writes them.
  std::string base32() const;
  static std::optional<Uuid> parse_base32(std::string_view text);

  // Strictly increasing within the process, also across threads and when the clock stands still.
  static Uuid generate();
};

}  // namespace elevaite

template <>
struct std::hash<elevaite::Uuid> {
  std::size_t operator()(const elevaite::Uuid& uuid) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    __builtin_memcpy(&high, uuid.bytes.data(), 8);
    __builtin_memcpy(&low, uuid.bytes.data() + 8, 8);
    return static_cast<std::size_t>(high * 0x9e3779b97f4a7c15ULL ^ low);
  }
};
