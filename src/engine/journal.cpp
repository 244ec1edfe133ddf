#include "engine/journal.hpp"

#include <signal.h>

#include "core/log.hpp"
#include "engine/journal_batch.hpp"
#include "engine/journal_rows.hpp"

namespace elevaite::engine {
namespace {

using ports::Scope;
using ports::Statement;

// Most events fit.
constexpr std::size_t kEventRoom = 512;

bool may_pass(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
}

std::string join_texts(const std::vector<std::string>& events) {
  std::size_t size = 2;
  for (const auto& event : events) size += event.size() + 1;
  std::string body;
  body.reserve(size);
  for (const auto& event : events) {
    body += body.empty() ? '[' : ',';
    body += event;
  }
  body += ']';
  return body;
}

}  // namespace

// One run's part of a batch.
struct Journal::Item {
  std::shared_ptr<RunJournal> journal;
  std::vector<std::string> events;
  std::vector<Statement> follow_ups;
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  model::Run row;
  bool inserts_row = false;
  bool updates_row = false;
};

void RunJournal::append(const model::RunEvent& event) {
  std::string text;
  text.reserve(kEventRoom);
  model::append_text(event, text);
  pending_.push_back(std::move(text));
  recorded_seq_ = event.seq;
}

Error RunJournal::fate_error() const {
  Error error = conflict("This process may no longer write the run.");
  switch (fate_) {
    case JournalFate::writable:
    case JournalFate::lost:
      error.reason = "lease_lost";
      break;
    case JournalFate::rejected:
      error.reason = "rejected";
      break;
    case JournalFate::refused:
      error.reason = "refused";
      error.message = "The database refuses what the run wrote.";
      break;
    case JournalFate::stopped:
      error = Error{ErrorCode::unavailable, "The engine is stopping. Try again.", "stopping"};
      break;
  }
  return error;
}

void RunJournal::lose(JournalFate fate) {
  fate_ = fate;
  auto waiters = std::exchange(waiters_, {});
  for (auto& waiter : waiters) waiter.done(fate_error());
  if (on_lost) on_lost(fate);
}

Journal::Journal(Executor executor, ports::Database& database, JournalOptions options)
    : database_(database),
      options_(options),
      wake_(executor),
      idle_(executor),
      commits_in_flight_(executor) {
  // A crash test counts commits one after another.
  if (options_.is_crash_test()) options_.max_in_flight = 1;
}

void Journal::queue(std::shared_ptr<RunJournal> journal) {
  if (journal->is_queued_ || journal->fate_ != JournalFate::writable) return;
  if (journal->is_committing_) {
    journal->wants_commit_ = true;
    return;
  }
  journal->is_queued_ = true;
  journal->due_ = std::chrono::steady_clock::now() + options_.idle_delay;
  queue_.push_back({journal, journal->due_});
  if (journal->is_urgent_) urgent_.push_back(std::move(journal));
  if (queue_.size() == 1 || urgent_.size() == 1) wake_.notify_all();
}

void Journal::hurry(std::shared_ptr<RunJournal> journal) {
  if (std::exchange(journal->is_urgent_, true) || !journal->is_queued_) return;
  urgent_.push_back(std::move(journal));
  if (urgent_.size() == 1) wake_.notify_all();
}

Task<Result<void>> Journal::durable(std::shared_ptr<RunJournal> journal) {
  bool has_stopped = is_stopping_ && !is_running_;
  if (has_stopped && journal->fate_ == JournalFate::writable &&
      journal->durable_seq_ < journal->recorded_seq_) {
    journal->lose(JournalFate::stopped);
  }
  if (journal->fate_ == JournalFate::writable &&
      (journal->durable_seq_ < journal->recorded_seq_ || journal->row_changed)) {
    auto wait = [&journal, this](Completion<Result<void>> done) {
      journal->waiters_.push_back({journal->recorded_seq_, std::move(done)});
      hurry(journal);
      queue(journal);
    };
    co_return co_await suspend<Result<void>>(std::move(wait));
  }
  if (journal->fate_ == JournalFate::writable) co_return Result<void>();
  co_return journal->fate_error();
}

Task<void> Journal::run() {
  is_running_ = true;
  while (!gives_up()) {
    if (!can_commit()) {
      if (is_stopping_ && queue_.empty() && in_flight_ == 0) break;
      co_await wake_.wait();
      continue;
    }
    co_await hold_back();
    auto items = take_batch();
    if (items.empty()) continue;
    ++in_flight_;
    commits_in_flight_.spawn(commit_apart(std::move(items)));
  }
  co_await commits_in_flight_.join();
  is_running_ = false;
  release_queued();
  idle_.notify_all();
}

// Until a run is urgent or due.
Task<void> Journal::hold_back() {
  while (urgent_.empty() && !is_stopping_ && !queue_.empty() && !options_.is_crash_test()) {
    auto left =
        std::chrono::duration_cast<Duration>(queue_.front().due - std::chrono::steady_clock::now());
    if (queue_.front().is_stale()) {
      queue_.pop_front();
    } else if (left <= Duration::zero()) {
      co_return;
    } else {
      co_await wake_.wait_for(left);
    }
  }
}

bool Journal::can_commit() const { return !queue_.empty() && in_flight_ < options_.max_in_flight; }

Task<void> Journal::commit_apart(std::vector<Item> items) {
  // Whatever becomes of the commit, its runs may queue again, and the writer looks.
  struct Done {
    Journal* journal;
    std::vector<std::shared_ptr<RunJournal>> runs;
    ~Done() {
      for (auto& run : runs) {
        run->is_committing_ = false;
        if (!run->waiters_.empty()) run->is_urgent_ = true;
        if (std::exchange(run->wants_commit_, false)) journal->queue(run);
      }
      --journal->in_flight_;
      journal->wake_.notify_all();
    }
  };
  Done done{this, {}};
  for (const Item& item : items) done.runs.push_back(item.journal);
  co_await commit(std::move(items));
}

bool Journal::gives_up() const {
  return is_stopping_ && std::chrono::steady_clock::now() >= give_up_at_;
}

void Journal::release_queued() {
  urgent_.clear();
  auto queue = std::exchange(queue_, {});
  for (auto& entry : queue) {
    if (entry.is_stale()) continue;
    if (entry.journal->fate_ == JournalFate::writable) entry.journal->lose(JournalFate::stopped);
  }
}

Task<void> Journal::stop() {
  is_stopping_ = true;
  give_up_at_ = std::chrono::steady_clock::now() + options_.stop_patience;
  wake_.notify_all();
  while (is_running_) {
    co_await idle_.wait();
  }
}

Journal::Item Journal::take_item(std::shared_ptr<RunJournal> journal) {
  Item item;
  item.events = std::exchange(journal->pending_, {});
  item.follow_ups = std::exchange(journal->follow_ups_, {});
  item.last_seq = journal->recorded_seq_;
  item.first_seq = item.last_seq - static_cast<std::int64_t>(item.events.size()) + 1;
  item.inserts_row = !journal->is_inserted;
  item.updates_row = journal->is_inserted && journal->row_changed;
  item.row = journal->row;
  journal->row_changed = false;
  item.journal = std::move(journal);
  if (options_.is_crash_test() && item.events.size() > 1) keep_one_event(item);
  return item;
}

// Gives all but the first event back. Until the last one is committed the run is a running one.
void Journal::keep_one_event(Item& item) {
  RunJournal& journal = *item.journal;
  journal.pending_.assign(std::make_move_iterator(item.events.begin() + 1),
                          std::make_move_iterator(item.events.end()));
  item.events.resize(1);
  item.last_seq = item.first_seq;
  journal.follow_ups_ = std::exchange(item.follow_ups, {});
  journal.row_changed = true;
  item.updates_row = false;
  if (item.row.status != model::RunStatus::queued) item.row.status = model::RunStatus::running;
  item.row.error.reset();
  item.row.finished_at.reset();
  item.row.wake_at.reset();
  journal.is_queued_ = true;
  queue_.push_front({item.journal, journal.due_});
}

// The next run to be written: one that somebody waits for, or one that has been held back for long
// enough.
std::shared_ptr<RunJournal> Journal::take_next(SteadyTime now) {
  std::shared_ptr<RunJournal> next;
  while (!next && !urgent_.empty()) {
    if (urgent_.front()->is_queued_) next = urgent_.front();
    urgent_.pop_front();
  }
  bool holds_back = !is_stopping_ && !options_.is_crash_test();
  while (!next && !queue_.empty()) {
    if (queue_.front().is_stale()) {
      queue_.pop_front();
    } else if (holds_back && queue_.front().due > now) {
      break;
    } else {
      next = std::move(queue_.front().journal);
      queue_.pop_front();
    }
  }
  if (next) next->is_queued_ = next->is_urgent_ = false;
  return next;
}

std::vector<Journal::Item> Journal::take_batch() {
  std::vector<Item> items;
  std::size_t bytes = 0;
  const auto now = std::chrono::steady_clock::now();
  while (items.size() < options_.max_runs && bytes < options_.max_bytes) {
    auto journal = take_next(now);
    if (!journal) break;
    if (journal->fate_ != JournalFate::writable) continue;
    Item item = take_item(std::move(journal));
    for (const auto& event : item.events) bytes += event.size();
    if (item.events.empty() && !item.updates_row) continue;
    item.journal->is_committing_ = true;
    items.push_back(std::move(item));
    if (options_.is_crash_test()) break;
  }
  return items;
}

JournalBatch Journal::batch_of(const std::vector<Item>& items) {
  JournalBatch batch;
  for (const Item& item : items) {
    batch.add({item.row, item.journal->owner, item.journal->lease_epoch, item.inserts_row,
               item.updates_row, item.first_seq, static_cast<std::int64_t>(item.events.size()),
               join_texts(item.events), item.follow_ups});
  }
  return batch;
}

Task<void> Journal::commit(std::vector<Item> items) {
  if (items.empty()) co_return;
  Duration backoff = 10ms;
  while (true) {
    JournalBatch batch = batch_of(items);
    auto statements = batch.take_statements();
    ++batches_;
    if (options_.is_crash_test() && events_ + 1 == options_.kill_before_event) ::raise(SIGKILL);
    auto written = co_await database_.batch(Scope::system(), std::move(statements));
    if (written) {
      commits_ += items.size();
      if (options_.is_crash_test() && !items[0].events.empty() &&
          ++events_ == options_.kill_after_event) {
        ::raise(SIGKILL);
      }
      co_await settle_written(items, batch, std::move(*written));
      co_return;
    }
    if (!may_pass(written.error())) {
      if (items.size() > 1) {
        co_await commit_alone(std::move(items));
        co_return;
      }
      log_error("a run's journal was refused by the database",
                {{"run_id", items[0].row.id.str()}, {"error", written.error().message}});
      items[0].journal->lose(JournalFate::refused);
      co_return;
    }
    if (gives_up()) {
      for (Item& item : items) item.journal->lose(JournalFate::stopped);
      co_return;
    }
    log_warning("the journal could not be written; trying again",
                {{"error", written.error().message}, {"runs", items.size()}});
    co_await sleep_for(backoff);
    backoff = std::min(backoff * 2, options_.max_backoff);
  }
}

// One run's rows spoil the batch for the others: each is written by itself.
Task<void> Journal::commit_alone(std::vector<Item> items) {
  for (Item& item : items) {
    std::vector<Item> alone;
    alone.push_back(std::move(item));
    co_await commit(std::move(alone));
  }
}

Task<void> Journal::settle_written(std::vector<Item>& items, JournalBatch& batch,
                                   std::vector<ports::Rows> written) {
  // Events that were not written: the lease is lost (or the key taken), or an earlier try whose
  // answer never arrived had written them already.
  bool is_known = batch.read(std::move(written));
  while (!is_known) {
    Statement find = batch.find_written();
    auto found = co_await database_.query(Scope::system(), std::move(find));
    if (found) batch.read_found(*found);
    is_known = found || !may_pass(found.error()) || gives_up();
    if (!is_known) co_await sleep_for(options_.max_backoff);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    Item& item = items[i];
    if (batch.is_written(i)) {
      settle(item);
    } else {
      item.journal->lose(item.inserts_row ? JournalFate::rejected : JournalFate::lost);
    }
  }
}

void Journal::settle(Item& item) {
  RunJournal& journal = *item.journal;
  journal.is_inserted = true;
  journal.durable_seq_ = item.last_seq;
  auto waiters = std::exchange(journal.waiters_, {});
  for (auto& waiter : waiters) {
    if (waiter.seq <= journal.durable_seq_) {
      waiter.done(Result<void>());
    } else {
      journal.waiters_.push_back(std::move(waiter));
    }
  }
  if (journal.on_durable) journal.on_durable(std::move(item.events));
}

}  // namespace elevaite::engine
