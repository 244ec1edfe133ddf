#include "limit/group_commit.hpp"

namespace elevaite::bench {
namespace {

// As the engine's journal: one batch is prepared while the database writes another.
constexpr std::size_t kMaxInFlight = 2;

}  // namespace

Task<Result<void>> GroupCommit::durable(RunRecord record) {
  auto start = [this, &record](Completion<Result<void>> done) {
    waiting_.push_back({std::move(record), std::move(done)});
    if (waiting_.size() == 1) wake_.notify_all();
  };
  co_return co_await suspend<Result<void>>(std::move(start));
}

Task<void> GroupCommit::run() {
  for (;;) {
    while (waiting_.empty() || in_flight_ == kMaxInFlight) co_await wake_.wait();
    ++in_flight_;
    commits_.spawn(commit(std::exchange(waiting_, {})));
  }
}

Task<void> GroupCommit::commit(std::vector<Waiting> waiting) {
  engine::JournalBatch batch;
  for (Waiting& entry : waiting) {
    RunRecord& record = entry.record;
    batch.add({.row = record.row,
               .owner = record.owner,
               .epoch = 1,
               .inserts_row = true,
               .first_seq = 1,
               .event_count = record.event_count,
               .body = std::move(record.journal),
               .follow_ups = record.usage});
  }
  auto statements = batch.take_statements();
  auto committed = co_await database_.batch(ports::Scope::system(), std::move(statements));
  for (Waiting& entry : waiting) {
    entry.done(committed.has_value() ? Result<void>() : Result<void>(committed.error()));
  }
  --in_flight_;
  wake_.notify_all();
}

}  // namespace elevaite::bench
