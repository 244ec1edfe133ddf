#include "tests/engine/faulty_database.hpp"

#include <algorithm>

namespace elevaite::test {
namespace {

Error away() { return Error{ErrorCode::unavailable, "The database is away."}; }

bool is_journalled(const ports::Statement& statement) {
  return statement.sql.find("INSERT INTO run_events ") != std::string_view::npos;
}

bool writes_events(const std::vector<ports::Statement>& statements) {
  return std::any_of(statements.begin(), statements.end(), is_journalled);
}

// The rows of such a statement: tenant, run, seq, event_count, body, epoch.
constexpr std::size_t kColumns = 6;
constexpr std::string_view kFindBody =
    "SELECT body FROM run_events WHERE tenant_id = $1 AND run_id = $2 AND seq = $3";

}  // namespace

bool FaultyDatabase::is_away() {
  if (away_after_ >= 0 && away_after_-- == 0) is_away_ = true;
  return is_away_;
}

void FaultyDatabase::freeze_at(std::uint64_t commit, Moment moment, std::function<void()> freeze) {
  freeze_at_ = commits_ + commit;
  moment_ = moment;
  freeze_ = std::move(freeze);
}

void FaultyDatabase::thaw() {
  is_frozen_ = false;
  freeze_at_ = 0;
  gate_.notify_all();
}

Task<void> FaultyDatabase::freeze_when_due(Moment moment) {
  if (freeze_at_ == 0 || commits_ != freeze_at_ || moment_ != moment) co_return;
  is_frozen_ = true;
  freeze_();
  while (is_frozen_) {
    co_await gate_.wait();
  }
}

Task<Result<ports::Rows>> FaultyDatabase::query(ports::Scope scope, ports::Statement statement) {
  if (is_away()) co_return away();
  co_return co_await inner_->query(scope, std::move(statement));
}

Task<Result<std::vector<ports::Rows>>> FaultyDatabase::batch(
    ports::Scope scope, std::vector<ports::Statement> statements) {
  if (is_away()) co_return away();
  if (!writes_events(statements)) co_return co_await inner_->batch(scope, std::move(statements));
  co_return co_await commit_journal(scope, std::move(statements));
}

Task<Result<std::vector<ports::Rows>>> FaultyDatabase::commit_journal(
    ports::Scope scope, std::vector<ports::Statement> statements) {
  ++commits_;
  if (std::exchange(is_refusing_, false)) {
    co_return invalid_argument("The database cannot hold this.");
  }
  co_await freeze_when_due(Moment::before);
  std::vector<ports::Statement> copy = statements;
  auto answer = co_await inner_->batch(scope, std::move(copy));
  if (answer) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      // A queued run's cancellation is no segment of the journal: it is written by hand.
      bool is_segment = is_journalled(statements[i]) && statements[i].takes_rows();
      bool is_written = is_segment && (*answer)[i].affected() > 0;
      if (is_written) co_await note_recorded(statements[i].params);
    }
  }
  co_await freeze_when_due(Moment::after);
  if (answer && lost_answers_ > 0) {
    --lost_answers_;
    co_return Error{ErrorCode::unavailable, "The connection broke.",
                    std::string(ports::kCommitUnknown)};
  }
  co_return answer;
}

// Some of the segments may be those of a run that was lost, or have been there before.
Task<void> FaultyDatabase::note_recorded(std::vector<ports::SqlValue> rows) {
  for (std::size_t at = 0; at < rows.size(); at += kColumns) {
    auto body = std::get<std::string>(rows[at + 4]);
    ports::Statement find{kFindBody, {rows[at], rows[at + 1], rows[at + 2]}};
    auto found = co_await inner_->query(ports::Scope::system(), std::move(find));
    bool is_there = found && found->size() == 1 && found->text(0, 0) == body;
    if (!is_there || !recorded_.insert(body).second) continue;
    on_recorded_(body, model::RunId{std::get<Uuid>(rows[at + 1])}.str());
  }
}

Task<Result<void>> FaultyDatabase::script(std::string sql) {
  co_return co_await inner_->script(std::move(sql));
}

Task<Result<void>> FaultyDatabase::ping(Duration limit) { co_return co_await inner_->ping(limit); }

}  // namespace elevaite::test
