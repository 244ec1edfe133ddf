// One query, batch or script on its way through the pool and a connection.
#pragma once
#include <string>
#include <vector>

#include "adapters/database/sql_text.hpp"
#include "ports/database.hpp"

namespace elevaite::adapters::database {

using Outcome = Result<std::vector<ports::Rows>>;

struct PostgresRequest {
  using Time = std::chrono::steady_clock::time_point;

  PostgresRequest(ports::Scope s, Completion<Outcome> d) : scope(s), done_(std::move(d)) {}

  ports::Scope scope;
  std::vector<ports::Statement> statements;
  std::string script;  // instead of statements
  std::vector<ScriptStatement> script_statements;
  bool is_alone = false;    // the script is one statement that no transaction may hold
  bool repeatable = false;  // reads only: may be sent again although it may have been executed
  Duration limit{};         // from submission to the answer
  Time wait_until{};        // for a connection
  Time answer_until{};
  int attempts = 0;
  std::size_t losses = 0;  // of the connection, with the answer unknown

  // What has been answered so far of the present attempt.
  bool commit_sent = false;
  std::vector<ports::Rows> rows;
  std::optional<Error> error;
  bool retry = false;

  bool answered() const { return answered_; }
  void answer(Outcome outcome) {
    if (answered_) return;
    answered_ = true;
    done_(std::move(outcome));
  }

 private:
  bool answered_ = false;
  Completion<Outcome> done_;
};

}  // namespace elevaite::adapters::database
