// One signed-in connection: transactions of one statement each, driven by the event loop.
#pragma once
#include "adapters/sql/postgres_connect.hpp"
#include "ports/services.hpp"

namespace elevaite::adapters::sql {

class PostgresSession {
 public:
  PostgresSession(PgConnection connection, PostgresThreads& threads)
      : connection_(std::move(connection)), threads_(threads) {}
  // Closes the connection, and asks the server to stop what it still runs.
  ~PostgresSession();
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  // Forgets everything that an earlier statement left behind. An error means that the connection
  // has died while it was idle.
  Task<Result<void>> reset();

  // BEGIN, the statement by the extended protocol (which takes exactly one), and COMMIT, or
  // ROLLBACK when it may only read. `is_committing` turns true when a write may be in effect
  // although no answer came.
  Task<Result<Json>> execute(ports::SqlQuery query, std::size_t max_bytes,
                             std::shared_ptr<bool> is_committing);

  // Whether another query may use it.
  bool is_reusable() const { return is_idle_ && PQstatus(connection_.get()) == CONNECTION_OK; }

 private:
  Task<void> wait_for_socket(bool writable);
  Task<Result<void>> flush();
  Task<Result<PgResult>> next_result();
  // Runs statements without parameters and answers the last one's command tag.
  Task<Result<std::string>> command(std::string sql);
  Result<void> send(const ports::SqlQuery& query);
  Task<Result<Json>> read_result(bool is_read_only, std::size_t max_rows, std::size_t max_bytes);
  Error lost() const;

  PgConnection connection_;
  PostgresThreads& threads_;
  bool is_idle_ = true;
  std::size_t received_since_row_ = 0;
};

}  // namespace elevaite::adapters::sql
