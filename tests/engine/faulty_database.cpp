#include "tests/engine/faulty_database.hpp"

namespace elevaite::test {
namespace {

Error away() { return Error{ErrorCode::unavailable, "The database is away."}; }

bool writes_events(const std::vector<ports::Statement>& statements) {
  for (const auto& statement : statements) {
    if (statement.sql.starts_with("INSERT INTO run_events")) return true;
  }
  return false;
}

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
      bool is_segment =
          statements[i].sql.starts_with("INSERT INTO run_events (tenant_id, run_id, seq");
      bool is_written =
          is_segment && (*answer)[i].affected() > 0 && statements[i].params.size() == 6;
      if (!is_written) continue;
      const auto& params = statements[i].params;
      on_recorded_(std::get<std::string>(params[2]), model::RunId{std::get<Uuid>(params[4])}.str());
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

Task<Result<void>> FaultyDatabase::script(std::string sql) {
  co_return co_await inner_->script(std::move(sql));
}

Task<Result<void>> FaultyDatabase::ping(Duration limit) { co_return co_await inner_->ping(limit); }

}  // namespace elevaite::test
