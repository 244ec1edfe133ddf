// Jobs as people and other parts see them: made, read, listed, cancelled, sent back.
#pragma once
#include <vector>

#include "jobs/group_commit.hpp"
#include "jobs/wake_ups.hpp"

namespace elevaite::jobs {

inline constexpr std::string_view kCancelledByPerson = "Cancelled by a person.";

inline constexpr std::int64_t kMaxListedWorkers = 200;

struct NewJob {
  model::TenantId tenant_id;
  std::string kind;
  std::string queue{model::kLongQueue};
  Json payload = nullptr;
  int priority = ports::kNormalPriority;
  std::int64_t max_attempts = 20;
  std::optional<model::AgentId> agent_id{};
  std::vector<model::CredentialId> credential_ids{};  // that it will use: they may have limits
  std::optional<std::string> dedup_key{};
  std::optional<Instant> run_at{};
  std::optional<Instant> deadline_at{};
  std::optional<model::UserId> created_by{};
};

struct CreatedJob {
  model::Job job;
  bool is_duplicate = false;  // there was one with this key
};

struct JobFilter {
  std::optional<model::JobStatus> status{};
  std::optional<std::string> kind{};
  std::optional<std::string> queue{};
  std::optional<std::string> cause{};
  std::optional<model::AgentId> agent_id{};
  std::optional<model::JobId> before{};  // the cursor: jobs older than this one
  std::size_t limit = 50;
};

// Failed jobs that have the same cause.
struct JobFailures {
  std::string kind;
  std::string cause;
  std::int64_t count = 0;
  Json example = nullptr;  // the error of one of them
  Instant first_at;
  Instant last_at;
};

// A tenant's jobs of a queue that have not ended, and the failed ones.
struct QueueCounts {
  std::int64_t queued = 0;
  std::int64_t running = 0;
  std::int64_t retrying = 0;
  std::int64_t delayed = 0;  // of the queued and retrying ones: not due yet
  std::int64_t failed = 0;
  std::optional<Duration> oldest_age{};  // since the longest waiting one was due
};

// A live worker process. It works for all tenants.
struct LiveWorker {
  model::ProcessId id;
  std::int64_t slots = 0;
  std::int64_t running = 0;
  Instant started_at;
  Instant expires_at;  // when it counts as gone, unless it says something before
};

class JobStore {
 public:
  JobStore(ports::Database& database, WakeUps& wake_ups, const Clock& clock)
      : database_(database),
        wake_ups_(wake_ups),
        clock_(clock),
        creations_(wake_ups.executor(), database) {}

  // Durable, and its wake-up with it, when this answers.
  Task<Result<CreatedJob>> create(NewJob fresh);
  Task<Result<model::Job>> get(model::TenantId tenant_id, model::JobId id);
  // Newest first.
  Task<Result<std::vector<model::Job>>> list(model::TenantId tenant_id, JobFilter filter);
  // One that nobody began ends at once; of another one its worker is told. conflict
  // ("already_ended").
  Task<Result<model::Job>> cancel(model::TenantId tenant_id, model::JobId id, std::string reason);
  // A failed job begins anew; conflict ("not_failed").
  Task<Result<model::Job>> redrive(model::TenantId tenant_id, model::JobId id);
  // All failed ones that match, `limit` at most; answers how many.
  Task<Result<std::int64_t>> redrive_all(model::TenantId tenant_id, JobFilter filter);
  Task<Result<std::vector<JobFailures>>> failures(model::TenantId tenant_id);
  Task<Result<QueueCounts>> counts(model::TenantId tenant_id, std::string queue);
  // Live worker processes, of all tenants.
  Task<Result<std::int64_t>> workers();
  // The oldest first; at most kMaxListedWorkers.
  Task<Result<std::vector<LiveWorker>>> list_workers();

 private:
  Task<Result<model::Job>> find_by_key(model::TenantId tenant_id, std::string kind,
                                       std::string key);
  std::vector<ports::Statement> redriven(const model::Job& job) const;

  ports::Database& database_;
  WakeUps& wake_ups_;
  const Clock& clock_;
  GroupCommit creations_;
};

}  // namespace elevaite::jobs
