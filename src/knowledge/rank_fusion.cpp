#include "knowledge/rank_fusion.hpp"

#include <algorithm>
#include <unordered_map>

namespace elevaite::knowledge {
namespace {

// As in the paper: how little the first ranks differ.
constexpr double kSmoothing = 60;

}  // namespace

std::vector<FusedChunk> fuse(const std::vector<model::ChunkId>& by_vector,
                             const std::vector<model::ChunkId>& by_text) {
  std::unordered_map<model::ChunkId, FusedChunk> chunks;
  auto add = [&chunks](const std::vector<model::ChunkId>& ids,
                       std::optional<std::int64_t> FusedChunk::* rank_of) {
    std::int64_t rank = 0;
    for (model::ChunkId id : ids) {
      FusedChunk& chunk = chunks[id];
      chunk.chunk_id = id;
      chunk.*rank_of = ++rank;
      chunk.score += 1 / (kSmoothing + static_cast<double>(rank));
    }
  };
  add(by_vector, &FusedChunk::vector_rank);
  add(by_text, &FusedChunk::text_rank);
  std::vector<FusedChunk> fused;
  fused.reserve(chunks.size());
  for (const auto& [id, chunk] : chunks) fused.push_back(chunk);
  std::ranges::sort(fused, [](const FusedChunk& a, const FusedChunk& b) {
    return a.score != b.score ? a.score > b.score : a.chunk_id < b.chunk_id;
  });
  return fused;
}

}  // namespace elevaite::knowledge
