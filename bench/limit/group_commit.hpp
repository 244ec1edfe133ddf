// Commits the statements of concurrent requests together, one batch in flight at a time: the same
// database path as the engine's journal, with nothing behind it. Loop thread only.
#pragma once
#include <vector>

#include "core/task.hpp"
#include "ports/database.hpp"

namespace elevaite::bench {

class GroupCommit {
 public:
  GroupCommit(Executor executor, ports::Database& database)
      : database_(database), wake_(executor) {}

  Task<void> run();  // the writer; never ends by itself
  // Returns when the statements are durable.
  Task<Result<void>> durable(std::vector<ports::Statement> statements);

 private:
  ports::Database& database_;
  Notification wake_;
  std::vector<ports::Statement> pending_;
  std::vector<Completion<Result<void>>> waiters_;
};

}  // namespace elevaite::bench
