// Opens connections to servers that a tenant chose.
#pragma once
#include <libpq-fe.h>

#include <memory>

#include "adapters/sql/postgres_target.hpp"
#include "core/net/egress.hpp"
#include "core/task.hpp"

namespace elevaite::adapters::sql {

struct PgDeleter {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
};
using PgConnection = std::unique_ptr<PGconn, PgDeleter>;
using PgResult = std::unique_ptr<PGresult, PgDeleter>;

// Threads on which libpq may block. Signing in runs here because a hostile server can make libpq
// compute for minutes (SCRAM iterations) and nothing can interrupt that; the waiting coroutine can
// give up at any time, the thread then finishes alone. Bounded: when all threads are taken, the
// answer is `unavailable`.
class PostgresThreads {
 public:
  explicit PostgresThreads(Executor executor);
  ~PostgresThreads();
  PostgresThreads(const PostgresThreads&) = delete;
  PostgresThreads& operator=(const PostgresThreads&) = delete;

  // Resolves the host, asks the guard about each address (null: none is refused) and signs in at
  // the first that answers, before `limit` has passed.
  Task<Result<PgConnection>> connect(PostgresTarget target, const net::EgressGuard* guard,
                                     Duration limit);
  // Asks the server, in the background and at best, to stop what the connection runs.
  void cancel(PGconn* connection);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// libpq's or the server's words, made safe to show: one line, valid UTF-8, not long.
std::string clean_message(const char* text);

}  // namespace elevaite::adapters::sql
