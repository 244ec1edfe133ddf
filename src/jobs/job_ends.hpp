// Writes the ends of jobs, each with the end of its message where the queue lives in the database.
#pragma once
#include "jobs/group_commit.hpp"
#include "jobs/wake_ups.hpp"

namespace elevaite::jobs {

class JobEnds {
 public:
  JobEnds(Executor executor, ports::Database& database, WakeUps& wake_ups, const Clock& clock)
      : wake_ups_(wake_ups), clock_(clock), commits_(executor, database) {}

  // conflict: the job is somebody else's now, or has ended.
  // `attempts`: as they are stored, if they change.
  Task<Result<void>> write(model::Job job, ports::SqlValue attempts, std::string receipt);

 private:
  ports::Statement change_of(const model::Job& job, ports::SqlValue attempts) const;

  WakeUps& wake_ups_;
  const Clock& clock_;
  GroupCommit commits_;
};

}  // namespace elevaite::jobs
