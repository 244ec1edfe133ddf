// Whose message is next. Start-time fair queueing: each tenant has a virtual time that grows by
// 1/weight with every message served, and the one that is furthest behind is next. One tenant's
// backlog of any length is thus passed by whoever comes after it.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace elevaite::adapters::queue {

using TenantWeights = std::map<std::string, double>;  // 1 for who is not in it

class FairOrder {
 public:
  explicit FairOrder(TenantWeights weights = {}) : weights_(std::move(weights)) {}

  // How many of `max` messages each of the tenants that have some may send, in the order of their
  // turns. Tenants that have none any more are forgotten.
  // `room`: who is named in it sends that many at most.
  std::vector<std::pair<std::string, std::size_t>> plan(
      const std::vector<std::string>& ready, std::size_t max,
      const std::map<std::string, std::size_t>& room = {});
  void served(const std::string& tenant, std::size_t count);

 private:
  double cost(const std::string& tenant) const;
  TenantWeights weights_;
  std::map<std::string, double> times_;
  double now_ = 0;  // when the message served last had its turn
};

}  // namespace elevaite::adapters::queue
