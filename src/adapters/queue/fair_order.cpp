#include "adapters/queue/fair_order.hpp"

#include <algorithm>
#include <queue>

namespace elevaite::adapters::queue {
namespace {

struct Turn {
  double time = 0;
  std::size_t position = 0;
  bool operator>(const Turn& other) const {
    return std::pair(time, position) > std::pair(other.time, other.position);
  }
};

}  // namespace

double FairOrder::cost(const std::string& tenant) const {
  auto found = weights_.find(tenant);
  return found == weights_.end() ? 1.0 : 1.0 / found->second;
}

std::vector<std::pair<std::string, std::size_t>> FairOrder::plan(
    const std::vector<std::string>& ready, std::size_t max,
    const std::map<std::string, std::size_t>& room) {
  std::map<std::string, double> known;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
  for (std::size_t i = 0; i < ready.size(); ++i) {
    auto found = times_.find(ready[i]);
    // Who was away does not save up turns.
    double time = found == times_.end() ? now_ : found->second;
    known[ready[i]] = time;
    auto limit = room.find(ready[i]);
    if (limit == room.end() || limit->second > 0) turns.push({time, i});
  }
  times_ = std::move(known);
  std::vector<std::pair<std::string, std::size_t>> plan;
  std::map<std::size_t, std::size_t> place;  // of a position of `ready` in the plan
  for (std::size_t i = 0; i < max && !turns.empty(); ++i) {
    Turn turn = turns.top();
    turns.pop();
    auto [at, is_new] = place.try_emplace(turn.position, plan.size());
    if (is_new) plan.emplace_back(ready[turn.position], 0);
    const std::size_t share = ++plan[at->second].second;
    auto limit = room.find(ready[turn.position]);
    if (limit != room.end() && share >= limit->second) continue;
    turns.push({turn.time + cost(ready[turn.position]), turn.position});
  }
  return plan;
}

void FairOrder::served(const std::string& tenant, std::size_t count) {
  auto found = times_.find(tenant);
  if (found == times_.end() || count == 0) return;
  const double each = cost(tenant);
  found->second += each * static_cast<double>(count);
  now_ = std::max(now_, found->second - each);
}

}  // namespace elevaite::adapters::queue
