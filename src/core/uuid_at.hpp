// Our ids begin with the milliseconds of their making, so a range of time is a range of ids.
#pragma once
#include <algorithm>

#include "core/time.hpp"
#include "core/uuid.hpp"

namespace elevaite {

// The smallest id that can have been made at that instant.
inline Uuid first_uuid_at(Instant at) {
  auto ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
  auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(ms, 0));
  Uuid uuid;
  for (std::size_t i = 0; i < 6; ++i) {
    uuid.bytes[i] = static_cast<std::uint8_t>(value >> (40 - 8 * i));
  }
  return uuid;
}

}  // namespace elevaite
