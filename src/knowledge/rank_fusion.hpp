// Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): what stands high in several lists stands
// highest, whatever their scores mean.
#pragma once
#include <optional>
#include <vector>

#include "model/ids.hpp"

namespace elevaite::knowledge {

struct FusedChunk {
  model::ChunkId chunk_id;
  double score = 0;
  std::optional<std::int64_t> vector_rank{};  // from 1
  std::optional<std::int64_t> text_rank{};
};

// Best first; of equal ones the smaller id.
std::vector<FusedChunk> fuse(const std::vector<model::ChunkId>& by_vector,
                             const std::vector<model::ChunkId>& by_text);

}  // namespace elevaite::knowledge
