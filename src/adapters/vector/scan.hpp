// Exact search: every vector is looked at.
#pragma once
#include <memory>

#include "ports/vector_index.hpp"

namespace elevaite::adapters::vector {

// The vectors of one revision, one behind the other.
struct Segment {
  std::size_t dimension = 0;
  std::vector<model::ChunkId> chunk_ids;
  std::vector<float> values;

  std::size_t bytes() const {
    return values.size() * sizeof(float) + chunk_ids.size() * sizeof(model::ChunkId);
  }
};
using SegmentPtr = std::shared_ptr<const Segment>;

ports::Vector normalized(ports::Vector vector);

// The `limit` nearest of all of them, the nearest first; of equal ones the smaller id. Segments of
// another dimension than the query's are passed over.
std::vector<ports::VectorHit> nearest(const std::vector<SegmentPtr>& segments,
                                      const ports::Vector& query, std::size_t limit);

}  // namespace elevaite::adapters::vector
