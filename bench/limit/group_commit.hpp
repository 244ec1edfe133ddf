// Commits the runs of concurrent requests together: the rows, statements and scope of the engine's
// journal, by its own code, with nothing behind it. Loop thread only.
#pragma once
#include <string>
#include <vector>

#include "core/task.hpp"
#include "engine/journal_batch.hpp"
#include "ports/database.hpp"

namespace elevaite::bench {

// What one run leaves behind.
struct RunRecord {
  model::Run row;
  model::ProcessId owner;
  std::string journal;
  std::int64_t event_count = 0;
  std::vector<ports::Statement> usage{};
};

class GroupCommit {
 public:
  GroupCommit(Executor executor, ports::Database& database)
      : database_(database), wake_(executor), commits_(executor) {}

  Task<void> run();  // the writer; never ends by itself
  // Returns when the run is durable.
  Task<Result<void>> durable(RunRecord record);

 private:
  struct Waiting {
    RunRecord record;
    Completion<Result<void>> done;
  };
  Task<void> commit(std::vector<Waiting> waiting);

  ports::Database& database_;
  Notification wake_;
  TaskGroup commits_;
  std::size_t in_flight_ = 0;
  std::vector<Waiting> waiting_;
};

}  // namespace elevaite::bench
