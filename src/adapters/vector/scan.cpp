#include "adapters/vector/scan.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::adapters::vector {
namespace {

// Several sums at once, so that the compiler can put them into one register. The clones are for
// processors that have wider ones; which is called is settled when the program is loaded.
// The sanitizers are not ready yet when that happens.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ELEVAITE_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ELEVAITE_SANITIZED
#endif
#endif
#if defined(__x86_64__) && !defined(ELEVAITE_SANITIZED)
#define ELEVAITE_WIDE __attribute__((target_clones("arch=haswell", "default")))
#else
#define ELEVAITE_WIDE
#endif
ELEVAITE_WIDE float dot(const float* a, const float* b, std::size_t count) {
  constexpr std::size_t kLanes = 32;
  float sums[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) sums[k] += a[i + k] * b[i + k];
  }
  float sum = 0;
  for (float part : sums) sum += part;
  for (; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

bool is_nearer(const ports::VectorHit& a, const ports::VectorHit& b) {
  return a.similarity != b.similarity ? a.similarity > b.similarity : a.chunk_id < b.chunk_id;
}

}  // namespace

ports::Vector normalized(ports::Vector vector) {
  double square = 0;
  for (float value : vector) square += static_cast<double>(value) * value;
  if (square == 0) return vector;
  const double length = std::sqrt(square);
  for (float& value : vector) value = static_cast<float>(value / length);
  return vector;
}

std::vector<ports::VectorHit> nearest(const std::vector<SegmentPtr>& segments,
                                      const ports::Vector& query, std::size_t limit) {
  // A heap whose top is the farthest of those kept.
  std::vector<ports::VectorHit> kept;
  if (limit == 0) return kept;
  kept.reserve(limit + 1);
  for (const SegmentPtr& segment : segments) {
    if (segment->dimension != query.size()) continue;
    for (std::size_t i = 0; i < segment->chunk_ids.size(); ++i) {
      const float* values = segment->values.data() + i * segment->dimension;
      ports::VectorHit hit{segment->chunk_ids[i], dot(values, query.data(), query.size())};
      if (kept.size() == limit && !is_nearer(hit, kept.front())) continue;
      kept.push_back(hit);
      std::ranges::push_heap(kept, is_nearer);
      if (kept.size() <= limit) continue;
      std::ranges::pop_heap(kept, is_nearer);
      kept.pop_back();
    }
  }
  std::ranges::sort(kept, is_nearer);
  return kept;
}

}  // namespace elevaite::adapters::vector
