// How a job is claimed: one conditional update, within the limits of its tenant, agent and
// credentials.
#include <algorithm>
#include <set>

#include "jobs/job_claims.hpp"
#include "jobs/job_rows.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

#define CLAIM(and_more)                                                                            \
  "UPDATE jobs SET status = 'running', attempt = attempt + 1, lease_epoch = lease_epoch + 1,"      \
  " lease_owner = $1, enqueued_at = $2, started_at = COALESCE(started_at, $2),"                    \
  " attempts = attempts || $3 WHERE tenant_id = $4 AND id = $5"                                    \
  " AND ((status IN ('queued', 'retrying') AND run_at <= $2)"                                      \
  "  OR (status = 'running' AND (lease_owner = $1 OR NOT EXISTS (SELECT 1 FROM processes p"        \
  "   WHERE p.id = jobs.lease_owner AND p.expires_at >= $2))))" and_more " RETURNING " JOB_COLUMNS \
  ", attempts"

constexpr std::string_view kClaim = CLAIM("");

#define LIMITS(limit, job) \
  "(" limit ".subject = 'tenant' OR " job ".subjects LIKE '%' || " limit ".subject || '%')"

// One that was cancelled is claimed to be ended. A run that waited and goes on does not begin.
constexpr std::string_view kClaimWithin = CLAIM(
    " AND (cancel_requested_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM job_limits l"
    "  WHERE l.tenant_id = jobs.tenant_id AND " LIMITS("l", "jobs")
    "  AND ((jobs.started_at IS NULL AND l.next_at > $2 + l.period_us - l.period_us / l.max_starts)"
    "   OR l.max_running <= (SELECT count(*) FROM jobs r WHERE r.lease_owner IS NOT NULL"
    "    AND r.tenant_id = l.tenant_id AND r.id <> jobs.id AND " LIMITS("l", "r") "))))");

// Claims of a tenant with limits go one after another, so that none is exceeded.
constexpr std::string_view kQueueUp =
    "UPDATE job_limits SET claims = claims + 1 WHERE tenant_id = $1";

// If this claim is the job's first one, and took it.
constexpr std::string_view kCountStart =
    "UPDATE job_limits SET next_at = (CASE WHEN next_at > $1 THEN next_at ELSE $1 END)"
    "  + period_us / max_starts"
    " WHERE tenant_id = $2 AND max_starts IS NOT NULL AND EXISTS (SELECT 1 FROM jobs j"
    "  WHERE j.tenant_id = $2 AND j.id = $3 AND j.lease_owner = $4 AND j.started_at = $1"
    "  AND " LIMITS("job_limits", "j") ")";

#undef LIMITS
#undef CLAIM

// A claim need not survive the database's own crash: whatever is durable afterwards, it is too, and
// until then nothing has happened.
constexpr std::string_view kRelaxed = "SELECT set_config('synchronous_commit', 'off', true)";

constexpr std::string_view kLimited = "SELECT DISTINCT tenant_id FROM job_limits";

constexpr std::string_view kLook =
    "SELECT status, run_at FROM jobs WHERE tenant_id = $1 AND id = $2";

// Behind JOB_COLUMNS.
constexpr std::size_t kAttemptsColumn = 23;

// How soon a job that a live process has is looked at again.
constexpr Duration kLookAgain = 10s;
// One that is over a limit: each time twice as late.
constexpr Duration kFirstPause = 100ms;
constexpr Duration kLongestPause = 2s;
constexpr std::int64_t kMostDoublings = 10;

bool is_for(const Job& job, const JobReference& reference) {
  return job.id == reference.id && job.tenant_id == reference.tenant_id;
}

Duration pause_after(std::int64_t receives) {
  const auto doublings = std::clamp<std::int64_t>(receives - 1, 0, kMostDoublings);
  return std::min(kFirstPause * (std::int64_t{1} << doublings), kLongestPause);
}

}  // namespace

// In one order everywhere, so that two workers with the same jobs do not wait for each other.
std::vector<Statement> JobClaims::claim_statements(std::vector<JobReference> references) const {
  const std::int64_t now = to_micros(clock_.now());
  std::ranges::sort(references, {}, [](const JobReference& reference) { return reference.id; });
  std::set<model::TenantId> limited;
  for (const JobReference& reference : references) {
    if (is_limited(reference.tenant_id)) limited.insert(reference.tenant_id);
  }
  std::vector<Statement> statements;
  if (database_.dialect() == "postgres") statements.push_back({kRelaxed});
  for (const auto& tenant_id : limited) statements.push_back({kQueueUp, {tenant_id.uuid}});
  const std::string attempt = model::attempt_line({owner_, from_micros(now)});
  for (const auto& [tenant_id, id] : references) {
    const bool is_within = limited.contains(tenant_id);
    statements.push_back(
        {is_within ? kClaimWithin : kClaim, {owner_.uuid, now, attempt, tenant_id.uuid, id.uuid}});
    if (is_within) statements.push_back({kCountStart, {now, tenant_id.uuid, id.uuid, owner_.uuid}});
  }
  return statements;
}

Task<Result<std::vector<std::optional<Job>>>> JobClaims::claim(
    std::vector<JobReference> references) {
  std::vector<std::optional<Job>> claimed(references.size());
  if (references.empty()) co_return claimed;
  auto statements = claim_statements(references);
  CO_TRY(auto answers, co_await database_.batch(Scope::system(), std::move(statements)));
  // Only the claims answer a job.
  for (const auto& rows : answers) {
    if (rows.empty() || rows.at(0, 0).index() != SqlValue(Uuid()).index()) continue;
    Job job = job_from_row(rows, 0);
    attempts_[job.id] = {job.lease_epoch, model::attempts_from(rows.text(0, kAttemptsColumn))};
    auto found = std::ranges::find_if(
        references, [&job](const JobReference& reference) { return is_for(job, reference); });
    claimed[static_cast<std::size_t>(found - references.begin())] = std::move(job);
  }
  co_return claimed;
}

Task<Result<std::optional<Duration>>> JobClaims::next_look(JobReference reference,
                                                           std::int64_t receives) {
  Statement statement{kLook, {reference.tenant_id.uuid, reference.id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::optional<Duration> later;
  if (rows.empty()) co_return later;
  const auto status = model::job_status_from(rows.text(0, 0));
  if (!status || is_terminal(*status)) co_return later;
  const Duration left = from_micros(rows.integer(0, 1)) - clock_.now();
  if (*status == JobStatus::running) {
    later = kLookAgain;
  } else if (left <= Duration::zero() && is_limited(reference.tenant_id)) {
    later = pause_after(receives);
  } else {
    later = std::max(left, Duration(0));
  }
  co_return later;
}

Task<Result<void>> JobClaims::read_limits() {
  Statement statement{kLimited, {}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  limited_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) limited_.insert(model::TenantId{rows.uuid(i, 0)});
  co_return Result<void>();
}

}  // namespace elevaite::jobs
