// The journal writer: one for all runs of the process.
//
// How it works:
// 1. A run appends events to its RunJournal; that is memory only. Then it is queued for the next
// batch.
// 2. Few batches are in flight at a time. While they commit, other runs queue up; the next takes
// them all:
//    group commit without a timer. Runs that nobody waits for are held back for a while, so that
//    their next events share the row; somebody else's hurry does not shorten that.
// 3. Per run a batch holds: the row (insert or update), the events of this commit as one segment,
// follow-up
//    statements (a chat message). Each is conditional on the run's lease epoch, so a process that
//    has lost the run changes nothing. Rows of one kind are one statement for all runs of the
//    batch (journal_batch.hpp).
// 4. When a batch fails as a whole it is tried again run by run; while the database is away it is
// tried again
//    until it is back. When a commit's fate is unknown the rows tell.
//
// Invariants: events of a run are committed in order and without gaps; on_durable sees each event
// once, after its commit; a waiter is answered once.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "core/task.hpp"
#include "model/run.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

class JournalBatch;

enum class JournalFate {
  writable,
  lost,      // another process owns the run now, or its row is gone
  rejected,  // the first commit found the idempotency key or the conversation taken
  refused,   // the database will not hold what the run wrote, however often it is tried
  stopped,   // the journal has stopped before it was written
};

class RunJournal {
 public:
  RunJournal(model::Run run, std::int64_t epoch, model::ProcessId process, bool has_row)
      : row(std::move(run)), lease_epoch(epoch), owner(process), is_inserted(has_row) {}

  void append(const model::RunEvent& event);
  // Executed with the next commit, after the run's row; one that takes rows becomes one statement
  // with those of other runs, after all others.
  void add(ports::Statement statement) { follow_ups_.push_back(std::move(statement)); }
  std::int64_t recorded_seq() const { return recorded_seq_; }
  std::int64_t durable_seq() const { return durable_seq_; }
  JournalFate fate() const { return fate_; }
  void start_after(std::int64_t seq) { recorded_seq_ = durable_seq_ = seq; }

  model::Run row;  // what the next commit writes to `runs` when row_changed
  std::int64_t lease_epoch;
  model::ProcessId owner;
  bool is_inserted;
  bool row_changed = false;
  // Events as JSON texts, in order, right after their commit.
  std::function<void(std::vector<std::string>)> on_durable;
  std::function<void(JournalFate)> on_lost;

 private:
  friend class Journal;
  struct Waiter {
    std::int64_t seq;
    Completion<Result<void>> done;
  };
  std::vector<std::string> pending_;
  std::vector<ports::Statement> follow_ups_;
  // Answers those who wait, and tells the owner.
  void lose(JournalFate fate);
  Error fate_error() const;

  std::vector<Waiter> waiters_;
  std::int64_t recorded_seq_ = 0;
  std::int64_t durable_seq_ = 0;
  JournalFate fate_ = JournalFate::writable;
  bool is_queued_ = false;
  bool is_urgent_ = false;
  std::chrono::steady_clock::time_point due_;  // when queued: held back until then, unless urgent
  // Part of a batch in flight: its next commit has to wait, so that events stay in order.
  bool is_committing_ = false;
  bool wants_commit_ = false;
};

struct JournalOptions {
  Duration idle_delay = 50ms;  // how long events that nobody waits for are held back
  std::size_t max_runs = 512;
  // Two, so that the process prepares a batch while the database writes another.
  std::size_t max_in_flight = 2;
  std::size_t max_bytes = 4 << 20;
  Duration max_backoff = 1s;
  Duration stop_patience = 5s;  // how long stop() goes on trying while the database is away
  // For crash tests: every event is a commit of its own, and the process kills itself (SIGKILL)
  // right before or right after committing the nth of them. 0: never.
  std::uint64_t kill_before_event = 0;
  std::uint64_t kill_after_event = 0;
  bool is_crash_test() const { return kill_before_event + kill_after_event > 0; }
};

class Journal {
 public:
  Journal(Executor executor, ports::Database& database, JournalOptions options);

  Task<void> run();  // the writer; runs until stop()
  // Commits what is queued, then ends run(). What cannot be written is left to who takes the run
  // over.
  Task<void> stop();

  void queue(std::shared_ptr<RunJournal> journal);
  // Somebody waits for what the run has queued: no holding back.
  void hurry(std::shared_ptr<RunJournal> journal);
  // Returns when everything appended so far is committed. conflict (reason "lease_lost", "rejected"
  // or "refused") when this process may not write the run, unavailable after stop().
  Task<Result<void>> durable(std::shared_ptr<RunJournal> journal);

  std::uint64_t batches() const { return batches_; }
  std::uint64_t commits() const { return commits_; }
  std::size_t queued() const { return queue_.size(); }

 private:
  struct Item;
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Queued {
    std::shared_ptr<RunJournal> journal;
    SteadyTime due;
    // It was taken as an urgent one, and may have been queued anew since.
    bool is_stale() const { return !journal->is_queued_ || journal->due_ != due; }
  };
  std::vector<Item> take_batch();
  std::shared_ptr<RunJournal> take_next(SteadyTime now);
  Task<void> hold_back();
  Item take_item(std::shared_ptr<RunJournal> journal);
  void keep_one_event(Item& item);
  Task<void> commit_apart(std::vector<Item> items);
  Task<void> commit(std::vector<Item> items);
  bool can_commit() const;
  Task<void> commit_alone(std::vector<Item> items);
  static JournalBatch batch_of(const std::vector<Item>& items);
  Task<void> settle_written(std::vector<Item>& items, JournalBatch& batch,
                            std::vector<ports::Rows> written);
  void settle(Item& item);
  bool gives_up() const;
  void release_queued();

  ports::Database& database_;
  JournalOptions options_;
  Notification wake_;
  Notification idle_;
  std::deque<Queued> queue_;  // in the order of their due times
  std::deque<std::shared_ptr<RunJournal>> urgent_;
  TaskGroup commits_in_flight_;
  std::size_t in_flight_ = 0;
  bool is_stopping_ = false;
  bool is_running_ = false;
  std::chrono::steady_clock::time_point give_up_at_{};  // once stopping
  std::uint64_t batches_ = 0;
  std::uint64_t commits_ = 0;
  std::uint64_t events_ = 0;
};

}  // namespace elevaite::engine
