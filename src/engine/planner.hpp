// Plans purely: (graph, journal) → what is ready, what is skipped, whether all is done. No I/O, no
// time.
#pragma once
#include <vector>

#include "engine/run_state.hpp"

namespace elevaite::engine {

struct Plan {
  std::vector<int> ready;    // nodes that may start now
  std::vector<int> skipped;  // nodes that no value will ever reach
  bool is_finished = false;  // every node of the frame is done
};

// 1. An edge is live when its source finished and fired that handle, dead when its source finished
// or was
//    skipped without firing it, open otherwise.
// 2. A node is skipped when all edges into it are dead, and ready when at least one is live and
// none is open
//    (a merge of mode "any": as soon as one is live).
// 3. Of several triggers only the one that fired runs; in a container's body the nodes after "item"
// begin.
Plan plan(const RunState& run, const Frame& frame);

// The nodes whose values arrive at `node` over live edges.
std::vector<int> live_sources(const Frame& frame, int node);

}  // namespace elevaite::engine
