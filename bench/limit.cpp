// The limit program: the same network and database I/O as the platform, without a platform. Prints
// the port it listens on.
//   bench_limit --mode w1|w2 --db sqlite:FILE|postgres://… [--stub http://127.0.0.1:PORT]
#include <iostream>

#include "adapters/database/open.hpp"
#include "core/log.hpp"
#include "limit/limit_server.hpp"
#include "options.hpp"

namespace {

using elevaite::Result;
using elevaite::Task;
using elevaite::bench::LimitServer;

Task<void> serve(LimitServer& server, elevaite::ports::Database& database) {
  Result<void> ready = co_await database.ping(std::chrono::seconds(10));
  if (ready.has_value()) ready = co_await server.prepare();
  if (ready.has_value()) ready = server.start();
  if (!ready.has_value()) {
    std::cerr << ready.error().message << '\n';
    std::exit(1);
  }
  std::cout << server.port() << std::endl;
  co_await server.run();
}

}  // namespace

int main(int argc, char** argv) {
  std::string url = "sqlite::memory:";
  elevaite::bench::LimitOptions options;
  elevaite::bench::parse_options(argc, argv,
                                 {{"--mode", elevaite::bench::into(options.mode)},
                                  {"--db", elevaite::bench::into(url)},
                                  {"--stub", elevaite::bench::into(options.stub_url)}});
  elevaite::set_log_level(elevaite::LogLevel::warning);
  boost::asio::io_context loop(1);
  auto database = elevaite::adapters::database::open_database(loop.get_executor(), url);
  if (!database.has_value()) {
    std::cerr << database.error().message << '\n';
    return 1;
  }
  LimitServer server(loop.get_executor(), **database, std::move(options));
  elevaite::TaskGroup tasks(loop.get_executor());
  tasks.spawn(serve(server, **database));
  loop.run();
}
