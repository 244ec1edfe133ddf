// The platform's network and database I/O without a platform: what an engine that took no time
// would reach on the same server, client and database code. What it does for one request:
//
//   receives  the very request that the platform receives (bench_load sends it)
//   w2: asks  POST /v1/chat/completions, with the bytes and header fields of the platform's request
//   w2: calls GET /orders/42, likewise
//   w2: asks  POST /v1/chat/completions with the tool's result, likewise
//   writes    runs        one row, with its end already in it: nothing waits for it before
//             run_events  one segment with the bytes of the platform's journal
//             run_usage   w2: one row
//             in the platform's tables (all indexes, checks and policies), by the statements of
//             engine::JournalBatch: one a table and batch, all of them in one transaction in the
//             system's scope, two batches in flight
//   waits     for the commit: "done" is said only of what is durable
//   answers   with the platform's header fields and body
//
// It reads no JSON and no row, and keeps nothing. No row is written that the platform writes for
// nothing: a conversation's rows, say, are missing because this endpoint keeps none.
#pragma once
#include <string>

#include "core/net/client.hpp"
#include "core/net/server.hpp"
#include "limit/group_commit.hpp"

namespace elevaite::bench {

struct LimitOptions {
  std::string mode = "w1";  // "w1", or "w2": two model calls and a tool call before the rows
  std::string stub_url;     // http://127.0.0.1:PORT
};

class LimitServer {
 public:
  LimitServer(Executor executor, ports::Database& database, LimitOptions options);

  Task<Result<void>> prepare();  // makes the tables
  Result<void> start();
  std::uint16_t port() const { return server_.port(); }
  Task<void> run() { return commits_.run(); }

 private:
  Task<net::HttpResponse> handle(net::HttpRequest request);
  Task<Result<void>> run_turn();
  Task<Result<void>> ask(std::string_view question);
  Task<Result<void>> call_tool();
  Task<Result<void>> record();

  ports::Database& database_;
  LimitOptions options_;
  GroupCommit commits_;
  net::HttpClient client_;
  net::HttpServer server_;
};

}  // namespace elevaite::bench
