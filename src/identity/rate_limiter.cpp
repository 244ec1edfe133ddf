#include "identity/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::identity {

Result<void> RateLimiter::take(const std::string& key) {
  auto now = clock_.now();
  Bucket* bucket = buckets_.find(key);
  if (bucket == nullptr) {
    buckets_.put(key, Bucket{burst_, now});
    bucket = buckets_.find(key);
  }
  std::chrono::duration<double> passed = now - bucket->filled_at;
  bucket->tokens = std::min(burst_, bucket->tokens + std::max(0.0, passed.count()) * per_second_);
  bucket->filled_at = now;
  if (bucket->tokens >= 1) {
    bucket->tokens -= 1;
    return {};
  }
  Error error{ErrorCode::rate_limited, "Too many attempts from this address. Wait a little.",
              "too_many_attempts"};
  error.retry_after =
      std::chrono::milliseconds(std::llround(std::ceil((1 - bucket->tokens) / per_second_ * 1000)));
  return error;
}

}  // namespace elevaite::identity
