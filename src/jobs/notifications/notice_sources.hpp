// What has happened and was not told of yet: jobs and long runs that ended, runs that failed,
// approvals that are waited for. The rows of these are written by whoever ends or parks them, so
// nothing is missed that a crash came after.
#pragma once
#include "jobs/notifications/announcer.hpp"

namespace elevaite::jobs {

class NoticeSources {
 public:
  explicit NoticeSources(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  struct Found {
    std::vector<Notice> notices;
    // Of what nobody is told of, but must not be found again.
    std::vector<ports::Statement> marks;
  };
  // At most `limit` of each source, oldest first.
  Task<Result<Found>> find(std::size_t limit);

 private:
  Task<Result<void>> find_jobs(Found& found, std::size_t limit);
  Task<Result<void>> find_runs(Found& found, std::size_t limit);
  Task<Result<void>> find_approvals(Found& found, std::size_t limit);
  Task<Result<JsonArray>> files_of(model::TenantId tenant_id, Json result, Instant since);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
