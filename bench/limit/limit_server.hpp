// The platform's network and database I/O without a platform: what an engine that took no time
// would reach on the same server, client and database code.
#pragma once
#include <string>

#include "core/net/client.hpp"
#include "core/net/server.hpp"
#include "limit/group_commit.hpp"

namespace elevaite::bench {

struct LimitOptions {
  std::string mode = "w1";  // "w1", or "w2": two model calls and a tool call before the rows
  std::string stub_url;     // http://127.0.0.1:PORT
  std::size_t journal_bytes = 700;  // what the engine writes to run_events for one such run
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
  Task<Result<void>> call(std::string method, std::string path, std::string body);
  Task<Result<void>> record();

  ports::Database& database_;
  LimitOptions options_;
  GroupCommit commits_;
  net::HttpClient client_;
  std::string journal_;
  net::HttpServer server_;
};

}  // namespace elevaite::bench
