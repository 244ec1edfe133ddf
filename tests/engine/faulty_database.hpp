// A database that fails on demand: it freezes its process at a chosen commit of the journal, goes
// away for a while, or loses the answer to a commit that was made.
#pragma once
#include <functional>
#include <memory>
#include <unordered_set>

#include "ports/database.hpp"

namespace elevaite::test {

class FaultyDatabase final : public ports::Database {
 public:
  enum class Moment { before, after };

  // Sees the body of every segment that became durable, and the run's id.
  using OnRecorded = std::function<void(const std::string& body, const std::string& run)>;

  FaultyDatabase(Executor executor, std::unique_ptr<ports::Database> inner, OnRecorded on_recorded)
      : inner_(std::move(inner)), gate_(executor), on_recorded_(std::move(on_recorded)) {}

  // Right before or right after the nth commit of the journal from now on, `freeze` is called and
  // nothing is answered until thaw().
  void freeze_at(std::uint64_t commit, Moment moment, std::function<void()> freeze);
  void thaw();
  // Every call is answered `unavailable`, and nothing happens.
  void set_away(bool is_away) {
    is_away_ = is_away;
    away_after_ = -1;
  }
  // The same, after so many more calls.
  void set_away_after(int calls) { away_after_ = calls; }
  // So many commits of the journal are made, and answered as if their fate were unknown.
  void lose_answers(int count) { lost_answers_ = count; }
  // The next commit of the journal is refused as invalid.
  void refuse_once() { is_refusing_ = true; }
  std::uint64_t journal_commits() const { return commits_; }

  std::string_view dialect() const override { return inner_->dialect(); }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override;
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override;
  Task<Result<void>> script(std::string sql) override;
  Task<Result<void>> ping(Duration limit) override;

 private:
  bool is_away();
  Task<void> freeze_when_due(Moment moment);
  Task<Result<std::vector<ports::Rows>>> commit_journal(ports::Scope scope,
                                                        std::vector<ports::Statement> statements);
  Task<void> note_recorded(std::vector<ports::SqlValue> rows);

  std::unique_ptr<ports::Database> inner_;
  Notification gate_;
  OnRecorded on_recorded_;
  std::unordered_set<std::string> recorded_;
  std::function<void()> freeze_;
  std::uint64_t freeze_at_ = 0;
  Moment moment_ = Moment::before;
  bool is_away_ = false;
  int away_after_ = -1;
  bool is_frozen_ = false;
  int lost_answers_ = 0;
  bool is_refusing_ = false;
  std::uint64_t commits_ = 0;
};

}  // namespace elevaite::test
