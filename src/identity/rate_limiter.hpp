// Token buckets by key, in this process. Bounded: the least recently used bucket is forgotten,
// which can only be generous. Loop thread only.
#pragma once
#include <optional>
#include <string>

#include "core/lru_cache.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite::identity {

class RateLimiter {
 public:
  RateLimiter(double per_minute, double burst, const Clock& clock, std::size_t max_keys = 100000)
      : per_second_(per_minute / 60), burst_(burst), clock_(clock), buckets_(max_keys) {}

  // Takes one token, or answers rate_limited with the time until there is one.
  Result<void> take(const std::string& key);

 private:
  struct Bucket {
    double tokens;
    Instant filled_at;
  };
  double per_second_;
  double burst_;
  const Clock& clock_;
  LruCache<std::string, Bucket> buckets_;
};

}  // namespace elevaite::identity
