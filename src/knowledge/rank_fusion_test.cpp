#include "knowledge/rank_fusion.hpp"

#include <gtest/gtest.h>

namespace elevaite::knowledge {

TEST(RankFusion, puts_first_what_both_lists_have) {
  std::vector<model::ChunkId> ids(4);
  for (std::uint8_t i = 0; i < 4; ++i) ids[i].uuid.bytes[0] = i;
  auto fused = fuse({ids[0], ids[1], ids[2]}, {ids[3], ids[2], ids[1]});
  ASSERT_EQ(fused.size(), 4U);
  EXPECT_EQ(fused[0].chunk_id, ids[1]) << "second and third";
  EXPECT_EQ(fused[1].chunk_id, ids[2]) << "third and second: the same score, the greater id";
  EXPECT_EQ(fused[0].vector_rank, 2);
  EXPECT_EQ(fused[0].text_rank, 3);
  EXPECT_EQ(fused[2].chunk_id, ids[0]);
  EXPECT_FALSE(fused[2].text_rank.has_value());
  EXPECT_DOUBLE_EQ(fused[2].score, 1.0 / 61);
}

}  // namespace elevaite::knowledge
