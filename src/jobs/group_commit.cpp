#include "jobs/group_commit.hpp"

#include <algorithm>

namespace elevaite::jobs {

using ports::Scope;
using ports::Statement;

namespace {

constexpr std::size_t kMostAtOnce = 512;

bool is_transient(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout;
}

}  // namespace

Task<Result<std::int64_t>> GroupCommit::write(Change change) {
  auto wait = [&](Completion<Result<std::int64_t>> done) {
    waiting_.push_back({std::move(change), std::move(done)});
    if (!std::exchange(is_writing_, true)) writers_.spawn(write_all());
  };
  co_return co_await suspend<Result<std::int64_t>>(std::move(wait));
}

Task<void> GroupCommit::write_all() {
  while (!waiting_.empty()) {
    std::vector<Waiting> group;
    while (!waiting_.empty() && group.size() < kMostAtOnce) {
      group.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    co_await commit(std::move(group));
  }
  is_writing_ = false;
}

// First all rows, then all messages, each in one order: so two processes do not wait for each
// other.
Task<void> GroupCommit::commit(std::vector<Waiting> group) {
  std::ranges::sort(group, {}, [](const Waiting& waiting) { return waiting.change.job_id; });
  std::vector<Statement> statements;
  for (const Waiting& waiting : group) statements.push_back(waiting.change.row);
  for (const Waiting& waiting : group) {
    for (const Statement& message : waiting.change.messages) statements.push_back(message);
  }
  auto written = co_await database_.batch(Scope::system(), std::move(statements));
  if (!written && !is_transient(written.error()) && group.size() > 1) {
    // One of them is to blame, and must not take the others with it.
    for (Waiting& waiting : group) co_await commit(one_of(std::move(waiting)));
    co_return;
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    Result<std::int64_t> answer = std::int64_t{0};
    if (written) {
      answer = (*written)[i].affected();
    } else {
      answer = written.error();
    }
    group[i].done(std::move(answer));
  }
}

std::vector<GroupCommit::Waiting> GroupCommit::one_of(Waiting waiting) {
  std::vector<Waiting> one;
  one.push_back(std::move(waiting));
  return one;
}

}  // namespace elevaite::jobs
