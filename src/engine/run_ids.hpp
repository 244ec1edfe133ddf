// Ids of runs begin with the milliseconds of their creation, so a range of time is a range of ids.
#pragma once
#include "core/uuid_at.hpp"

namespace elevaite::engine {

// The smallest id that a run created at that instant can have.
inline Uuid first_run_id_at(Instant at) { return first_uuid_at(at); }

// When a run with this id was created, to the millisecond.
inline Instant run_created_at(const Uuid& id) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | id.bytes[i];
  return Instant{std::chrono::milliseconds(ms)};
}

}  // namespace elevaite::engine
