// Reading the pipeline's results, in the order in which the steps were sent.
#include <libpq-fe.h>

#include "adapters/database/postgres_connection.hpp"
#include "adapters/database/postgres_errors.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr int kMaxAttempts = 10;

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};

}  // namespace

void PostgresConnection::read_results() {
  bool seen = false;  // a result of the first step
  int empty = 0;
  while (!steps_.empty() && PQisBusy(connection_) == 0) {
    std::unique_ptr<PGresult, ClearResult> result(PQgetResult(connection_));
    if (result != nullptr) {
      empty = 0;
      auto due = steps_.size();
      on_result(result.get());
      seen = steps_.size() == due;
      // libpq goes on inventing results for a dead connection.
      if (PQstatus(connection_) == CONNECTION_BAD && session_ended_) return;
      continue;
    }
    // A null ends the results of a step, other than those of a Sync.
    bool sync =
        steps_.front().kind == StepKind::commit || steps_.front().kind == StepKind::prepare_sync;
    if (seen && !sync) {
      steps_.pop_front();
    } else if (++empty > 2 || PQstatus(connection_) == CONNECTION_BAD) {
      return;
    }
    seen = false;
  }
}

void PostgresConnection::on_result(const PGresult* result) {
  auto& step = steps_.front();
  auto status = PQresultStatus(result);
  if (status == PGRES_PIPELINE_SYNC) {
    bool commit = step.kind == StepKind::commit;
    steps_.pop_front();
    if (commit) finish_first();
  } else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ||
             status == PGRES_EMPTY_QUERY) {
    if (step.kind == StepKind::statement) step.request->rows.push_back(decode_rows(result));
    if (step.kind == StepKind::guarded_statement) {
      step.request->rows.push_back(decode_guarded(result));
    }
  } else if (status != PGRES_PIPELINE_ABORTED) {
    on_error(result);
  }
}

void PostgresConnection::on_error(const PGresult* result) {
  auto& step = steps_.front();
  auto failure = postgres_failure(result, step.kind == StepKind::guarded_statement);
  if (failure.session_ended) {
    session_ended_ = true;
    ended_in_commit_ = step.kind == StepKind::commit;
    reason_ = failure.error.message;
    return;
  }
  // Without a SQLSTATE it is libpq's own: the connection is gone, and serve() notices.
  if (PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr) return;
  if (step.kind == StepKind::prepare) {
    step.prepared->error = std::move(failure.error);
    statements_.forget(step.prepared);
    return;
  }
  if (step.request == nullptr || step.request->error.has_value()) return;
  step.request->retry = failure.retry;
  if (failure.stale_statement && step.prepared != nullptr) {
    if (step.prepared->error.has_value()) {
      failure.error = *step.prepared->error;
    } else {
      step.request->retry = true;
      statements_.forget(step.prepared);
    }
  }
  if (!step.request->script.empty() && step.kind == StepKind::statement) {
    failure.error =
        std::move(failure.error).while_doing(describe(step.request->script_statements[step.index]));
  }
  step.request->error = std::move(failure.error);
}

void PostgresConnection::finish_first() {
  auto request = std::move(requests_.front());
  requests_.pop_front();
  first_since_ = std::chrono::steady_clock::now();
  if (!request->error.has_value()) {
    request->answer(std::move(request->rows));
  } else if (request->retry && request->attempts < kMaxAttempts && !request->answered() &&
             !request->is_alone) {
    bool contended = request->error->reason == kContention;
    contended ? owner_.take_back_later(std::move(request)) : owner_.take_back(std::move(request));
  } else {
    request->answer(std::move(*request->error));
  }
}

}  // namespace elevaite::adapters::database
