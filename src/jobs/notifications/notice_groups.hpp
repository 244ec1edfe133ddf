// Many notices of the same kind become one: whoever queues a thousand jobs wants to hear of them,
// but not a thousand times. Pure.
#pragma once
#include <set>
#include <vector>

#include "jobs/notifications/announcer.hpp"

namespace elevaite::jobs {

inline constexpr std::size_t kNotGathered = 5;  // so many of a kind are told of one by one

// Puts together what the same people are told of the same agent, unless the tenant is one of
// `listening`: programs want to hear of each. What people have to act on stays by itself.
std::vector<Notice> gather(std::vector<Notice> notices, const std::set<model::TenantId>& listening);

}  // namespace elevaite::jobs
