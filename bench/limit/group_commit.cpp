#include "limit/group_commit.hpp"

#include <iterator>

namespace elevaite::bench {

Task<Result<void>> GroupCommit::durable(std::vector<ports::Statement> statements) {
  pending_.insert(pending_.end(), std::make_move_iterator(statements.begin()),
                  std::make_move_iterator(statements.end()));
  wake_.notify_all();
  auto start = [this](Completion<Result<void>> done) { waiters_.push_back(std::move(done)); };
  co_return co_await suspend<Result<void>>(start);
}

Task<void> GroupCommit::run() {
  for (;;) {
    while (waiters_.empty()) co_await wake_.wait();
    auto statements = std::exchange(pending_, {});
    auto waiters = std::exchange(waiters_, {});
    auto committed = co_await database_.batch(ports::Scope::system(), std::move(statements));
    for (auto& done : waiters) {
      done(committed.has_value() ? Result<void>() : Result<void>(committed.error()));
    }
  }
}

}  // namespace elevaite::bench
