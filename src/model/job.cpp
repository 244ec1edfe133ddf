#include "model/job.hpp"

#include <algorithm>
#include <array>

#include "core/assert.hpp"

namespace elevaite::model {
namespace {

constexpr std::array<std::pair<JobStatus, std::string_view>, 6> kStatuses = {{
    {JobStatus::queued, "queued"},
    {JobStatus::running, "running"},
    {JobStatus::retrying, "retrying"},
    {JobStatus::succeeded, "succeeded"},
    {JobStatus::failed, "failed"},
    {JobStatus::cancelled, "cancelled"},
}};
// Beyond it every cap has been reached.
constexpr std::int64_t kMostDoublings = 30;

}  // namespace

std::string_view to_string(JobStatus status) {
  for (const auto& [candidate, name] : kStatuses) {
    if (candidate == status) return name;
  }
  ASSERT(false);
}

std::optional<JobStatus> job_status_from(std::string_view text) {
  for (const auto& [status, name] : kStatuses) {
    if (name == text) return status;
  }
  return std::nullopt;
}

Duration retry_delay(std::int64_t attempt, Duration base, Duration cap, double random) {
  const auto doublings = std::clamp<std::int64_t>(attempt - 1, 0, kMostDoublings);
  const double longest = std::min(
      static_cast<double>(base.count()) * static_cast<double>(std::int64_t{1} << doublings),
      static_cast<double>(cap.count()));
  return Duration(static_cast<Duration::rep>(longest * random));
}

}  // namespace elevaite::model
