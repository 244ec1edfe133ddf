// Jobs whose wake-up is missing: their process died, the message was lost, or the clock was wrong
// when it was sent.
#include <algorithm>
#include <set>

#include "jobs/job_claims.hpp"
#include "jobs/job_rows.hpp"
#include "ports/index_order.hpp"

namespace elevaite::jobs {

using model::Job;
using ports::Scope;
using ports::Statement;

namespace {

constexpr std::string_view kOrphans =
    "SELECT " JOB_COLUMNS
    " FROM jobs WHERE finished_at IS NULL AND status = 'running'"
    " AND (enqueued_at < $2 OR enqueued_at > $1) AND NOT EXISTS ("
    "  SELECT 1 FROM processes p WHERE p.id = jobs.lease_owner AND p.expires_at >= $1) LIMIT $3";

// A backlog of 100,000 jobs is overdue, too: of each status in the order of the index, so that
// nothing is read but what is answered.
#define OVERDUE(status)                                        \
  "SELECT * FROM (SELECT " JOB_COLUMNS                         \
  " FROM jobs WHERE finished_at IS NULL AND status = '" status \
  "' AND run_at < $1 AND enqueued_at < $1 ORDER BY enqueued_at LIMIT $2) " status
constexpr std::string_view kOverdue = OVERDUE("queued") " UNION ALL " OVERDUE("retrying");
#undef OVERDUE

// Sent in the future: the clock was ahead then. (What is sent again later than others is so, too,
// but never by that much.)
#define AHEAD(status)                                          \
  "SELECT * FROM (SELECT " JOB_COLUMNS                         \
  " FROM jobs WHERE finished_at IS NULL AND status = '" status \
  "' AND enqueued_at > $1 ORDER BY enqueued_at LIMIT $2) " status
constexpr std::string_view kAhead = AHEAD("queued") " UNION ALL " AHEAD("retrying");
#undef AHEAD

constexpr std::string_view kBringBack =
    "UPDATE jobs SET enqueued_at = $1,"
    " run_at = $1 + (CASE WHEN run_at > enqueued_at THEN run_at - enqueued_at ELSE 0 END)"
    " WHERE tenant_id = $2 AND id = $3 AND lease_epoch = $4 AND status IN ('queued', 'retrying')"
    " RETURNING " JOB_COLUMNS;

constexpr std::string_view kSentAgain =
    "UPDATE jobs SET enqueued_at = $1 WHERE tenant_id = $2 AND id = $3 AND lease_epoch = $4";

constexpr std::int64_t kSweptAtOnce = 200;
// By how many times `lost_after` the message of a job is sent again later than that.
constexpr int kMostPatience = 9;
// Between two wake-ups for a job whose process died.
constexpr Duration kOrphanPause = 500ms;

}  // namespace

Task<Result<std::vector<Job>>> JobClaims::find(Statement statement) {
  CO_TRY(auto rows, co_await ports::query_by_index(database_, std::move(statement)));
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < rows.size(); ++i) jobs.push_back(job_from_row(rows, i));
  co_return jobs;
}

// `longest_wait`: of a job that has been due for long, and so merely waits for its turn, how much
// later the next message is sent at most: a backlog must not be doubled every minute.
Task<Result<std::size_t>> JobClaims::send_again(std::vector<Job> jobs, bool unless_there,
                                                Duration longest_wait) {
  // First all rows, then all messages, each in one order: so two sweeps do not wait for each other.
  std::ranges::sort(jobs, {}, &Job::id);
  std::vector<Statement> statements;
  const auto now = clock_.now();
  for (Job& job : jobs) {
    const auto wait = std::clamp(now - job.run_at, Duration(0), longest_wait);
    job.run_at = now;
    statements.push_back(
        {kSentAgain, {to_micros(now + wait), job.tenant_id.uuid, job.id.uuid, job.lease_epoch}});
  }
  std::set<std::string> queues;
  for (const Job& job : jobs) {
    statements.push_back(unless_there ? wake_ups_.send_unless_there(job) : wake_ups_.send(job));
    queues.insert(job.queue);
  }
  if (statements.empty()) co_return std::size_t{0};
  CO_CHECK(co_await database_.batch(Scope::system(), std::move(statements)));
  for (const std::string& name : queues) wake_ups_.sent(name);
  co_return jobs.size();
}

// They begin as long after now as they should have after they were sent.
Task<Result<std::size_t>> JobClaims::bring_back(std::vector<Job> jobs) {
  const auto now = clock_.now();
  std::ranges::sort(jobs, {}, &Job::id);
  std::vector<Statement> statements;
  for (const Job& job : jobs)
    statements.push_back(
        {kBringBack, {to_micros(now), job.tenant_id.uuid, job.id.uuid, job.lease_epoch}});
  if (statements.empty()) co_return std::size_t{0};
  CO_TRY(auto answers, co_await database_.batch(Scope::system(), std::move(statements)));
  std::vector<Statement> messages;
  std::set<std::string> queues;
  for (const ports::Rows& rows : answers) {
    if (rows.empty()) continue;
    const Job job = job_from_row(rows, 0);
    messages.push_back(wake_ups_.send(job));
    queues.insert(job.queue);
  }
  if (messages.empty()) co_return std::size_t{0};
  // Lost between the two, they are missed by the next sweeps.
  CO_CHECK(co_await database_.batch(Scope::system(), std::move(messages)));
  for (const std::string& name : queues) wake_ups_.sent(name);
  co_return jobs.size();
}

Task<Result<std::size_t>> JobClaims::sweep(Duration lost_after) {
  const auto now = clock_.now();
  Statement orphans{kOrphans, {to_micros(now), to_micros(now - kOrphanPause), kSweptAtOnce}};
  CO_TRY(auto orphaned, co_await find(std::move(orphans)));
  CO_TRY(auto begun_again, co_await send_again(std::move(orphaned), false, Duration(0)));
  Statement overdue{kOverdue, {to_micros(now - lost_after), kSweptAtOnce}};
  CO_TRY(auto waiting, co_await find(std::move(overdue)));
  CO_TRY(auto lost, co_await send_again(std::move(waiting), true, lost_after * kMostPatience));
  Statement ahead{kAhead, {to_micros(now + lost_after * (kMostPatience + 1)), kSweptAtOnce}};
  CO_TRY(auto early, co_await find(std::move(ahead)));
  CO_TRY(auto set_back, co_await bring_back(std::move(early)));
  co_return begun_again + lost + set_back;
}

}  // namespace elevaite::jobs
