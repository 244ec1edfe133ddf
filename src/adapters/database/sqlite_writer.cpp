#include "adapters/database/sqlite_writer.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::size_t kMaxWrites = 100'000;
constexpr std::size_t kMaxGroup = 512;
constexpr std::size_t kMaxGroupStatements = 10'000;
constexpr Duration kScriptPatience = 10min;
// Pages of 4 KiB in the log before it is moved into the file: in a quiet moment, or at the latest.
constexpr int kIdleCheckpointPages = 256;
constexpr int kCheckpointPages = 2000;

constexpr std::string_view kBegin = "BEGIN IMMEDIATE";
constexpr std::string_view kCommit = "COMMIT";
constexpr std::string_view kRollback = "ROLLBACK";
constexpr std::string_view kSavepoint = "SAVEPOINT batch";
constexpr std::string_view kRelease = "RELEASE batch";
constexpr std::string_view kRollbackTo = "ROLLBACK TO batch";

}  // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)), thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SqliteWriter::submit(Job job) {
  std::unique_lock lock(mutex_);
  if (queue_.size() >= kMaxWrites) {
    lock.unlock();
    job.done(Error{ErrorCode::unavailable, "Too many writes are waiting. Try again.", "busy"});
    return;
  }
  queue_.push_back(std::move(job));
  bool first = queue_.size() == 1;
  lock.unlock();
  if (first) wake_.notify_one();
}

void SqliteWriter::run() {
  while (true) {
    auto jobs = take();
    if (jobs.empty()) return;
    run_group(std::move(jobs));
    checkpoint_when_due(false);
  }
}

std::vector<SqliteWriter::Job> SqliteWriter::take() {
  std::unique_lock lock(mutex_);
  if (queue_.empty() && !stopping_) {
    lock.unlock();
    checkpoint_when_due(true);
    lock.lock();
  }
  wake_.wait(lock, [this] { return !queue_.empty() || stopping_; });
  std::vector<Job> jobs;
  std::size_t statements = 0;
  while (!queue_.empty() && jobs.size() < kMaxGroup && statements < kMaxGroupStatements) {
    // A script changes the schema: it gets a transaction of its own.
    bool script = !queue_.front().script.empty();
    if (script && !jobs.empty()) break;
    statements += queue_.front().statements.size();
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (script) break;
  }
  return jobs;
}

void SqliteWriter::run_group(std::vector<Job> jobs) {
  auto begun = connection_->run({kBegin});
  if (!begun.has_value()) {
    for (auto& job : jobs) job.done(begun.error());
    return;
  }
  std::vector<Outcome> outcomes;
  bool alone = jobs.size() == 1;
  for (const auto& job : jobs) {
    outcomes.push_back(run_job(job, alone));
    // Disk full or a timeout made SQLite roll back everybody's work. Nothing was answered yet, so
    // the others can begin anew, without the one that failed.
    if (!connection_->in_transaction()) {
      auto failed = static_cast<std::ptrdiff_t>(outcomes.size()) - 1;
      jobs[outcomes.size() - 1].done(std::move(outcomes.back()));
      jobs.erase(jobs.begin() + failed);
      return run_one_by_one(std::move(jobs));
    }
  }
  commit(std::move(jobs), std::move(outcomes));
}

void SqliteWriter::run_one_by_one(std::vector<Job> jobs) {
  for (auto& job : jobs) {
    std::vector<Job> one;
    one.push_back(std::move(job));
    run_group(std::move(one));
  }
}

Outcome SqliteWriter::run_job(const Job& job, bool alone) {
  // A single statement is atomic by itself.
  bool savepoint = !alone && job.statements.size() > 1;
  if (savepoint) CHECK(connection_->run({kSavepoint}));
  auto outcome = run_statements(job);
  if (!connection_->in_transaction()) return outcome;
  bool undone = true;
  if (savepoint && outcome.has_error()) undone = connection_->run({kRollbackTo}).has_value();
  if (savepoint) undone = connection_->run({kRelease}).has_value() && undone;
  // Half a batch must never be committed with the others.
  bool give_up = !undone || (alone && outcome.has_error());
  if (give_up && connection_->in_transaction()) (void)connection_->run({kRollback});
  return outcome;
}

Outcome SqliteWriter::run_statements(const Job& job) {
  if (!job.script.empty()) CHECK(connection_->run_script(job.script, kScriptPatience));
  std::vector<ports::Rows> rows;
  rows.reserve(job.statements.size());
  for (const auto& statement : job.statements) {
    TRY(auto answer, connection_->run(statement));
    rows.push_back(std::move(answer));
  }
  return rows;
}

void SqliteWriter::commit(std::vector<Job> jobs, std::vector<Outcome> outcomes) {
  auto committed = connection_->run({kCommit});
  if (!committed.has_value()) {
    auto error = std::move(committed).error();
    if (connection_->last_error_was_io()) error.reason = ports::kCommitUnknown;
    if (connection_->in_transaction()) (void)connection_->run({kRollback});
    // A deferred constraint fails here: find out whose it is.
    if (error.code == ErrorCode::conflict && jobs.size() > 1)
      return run_one_by_one(std::move(jobs));
    for (auto& outcome : outcomes) {
      if (outcome.has_value()) outcome = error;
    }
  } else {
    ++commits_;
    batches_ += jobs.size();
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(outcomes[i]));
}

void SqliteWriter::checkpoint_when_due(bool idle) {
  // The count falls when the log was moved completely and began anew.
  int pages = connection_->wal_pages();
  if (pages < checkpointed_pages_) checkpointed_pages_ = 0;
  if (pages - checkpointed_pages_ < (idle ? kIdleCheckpointPages : kCheckpointPages)) return;
  connection_->checkpoint();
  checkpointed_pages_ = pages;
}

}  // namespace elevaite::adapters::database
