// Instants are microseconds since 1970-01-01T00:00:00Z, in memory and in the database (BIGINT).
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace elevaite {

using namespace std::chrono_literals;
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

// The current time comes through this port, so that tests and simulations can own it. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The machine's clock; lives for the whole process.
const Clock& system_clock();

// A clock that a test moves by hand. Not thread-safe against advance().
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start = Instant{std::chrono::hours(24 * 365 * 55)}) : now_(start) {}
  Instant now() const override { return now_; }
  void advance(Duration by) { now_ += by; }

 private:
  Instant now_;
};

// RFC 3339 in UTC with milliseconds ("2026-11-24T01:53:00.000Z"), or microseconds when they are not
// zero.
std::string to_rfc3339(Instant instant);
// Accepts any offset and 0 to 9 fractional digits.
std::optional<Instant> parse_rfc3339(std::string_view text);

inline std::int64_t to_micros(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant from_micros(std::int64_t micros) { return Instant{Duration{micros}}; }

}  // namespace elevaite
