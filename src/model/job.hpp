// A job: work on a queue. docs/job_lifecycle.md draws the arrows.
#pragma once
#include <optional>
#include <string>

#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::model {

inline constexpr std::string_view kQuickQueue = "quick";  // for what takes less than two minutes
inline constexpr std::string_view kLongQueue = "long";

// The kind of job that is a run of an agent (engine/run_job.hpp).
inline constexpr std::string_view kRunJob = "run";

enum class JobStatus { queued, running, retrying, succeeded, failed, cancelled };

std::string_view to_string(JobStatus status);
std::optional<JobStatus> job_status_from(std::string_view text);
constexpr bool is_terminal(JobStatus status) { return status >= JobStatus::succeeded; }

struct Job {
  JobId id;
  TenantId tenant_id;
  std::string kind;
  std::string queue;
  JobStatus status = JobStatus::queued;
  int priority = 0;
  std::int64_t attempt = 0;  // how often it was begun
  std::int64_t max_attempts = 1;
  std::int64_t redrives = 0;  // how often a person sent it back after it had failed
  std::optional<AgentId> agent_id;
  std::optional<std::string> dedup_key;
  std::optional<UserId> created_by;
  Json payload = nullptr;
  Json progress = nullptr;
  Json result = nullptr;
  std::optional<Error> error;
  Instant created_at;
  Instant run_at;  // not before
  std::optional<Instant> deadline_at;
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> cancel_requested_at;
  std::int64_t lease_epoch = 0;  // counts the owners: what an old one writes changes nothing
};

// Full jitter: anything between nothing and base * 2^(attempt-1), at most `cap`; `random` is in
// [0, 1).
Duration retry_delay(std::int64_t attempt, Duration base, Duration cap, double random);

}  // namespace elevaite::model
