// Writes changes of jobs. Those that come while a commit is under way share the next one, so that
// throughput is not bounded by how often the disk can be flushed. Loop thread only.
#pragma once
#include <deque>
#include <vector>

#include "core/task.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

// Of one job.
struct Change {
  Uuid job_id;
  ports::Statement row;                      // what the row of the job becomes
  std::vector<ports::Statement> messages{};  // and what its messages become with it
};

class GroupCommit {
 public:
  GroupCommit(Executor executor, ports::Database& database)
      : database_(database), writers_(executor) {}

  // Durable when it answers: how many rows `row` affected. An error is of this change alone, or of
  // the database.
  Task<Result<std::int64_t>> write(Change change);

 private:
  struct Waiting {
    Change change;
    Completion<Result<std::int64_t>> done;
  };
  Task<void> write_all();
  Task<void> commit(std::vector<Waiting> group);
  static std::vector<Waiting> one_of(Waiting waiting);

  ports::Database& database_;
  std::deque<Waiting> waiting_;
  bool is_writing_ = false;
  TaskGroup writers_;
};

}  // namespace elevaite::jobs
