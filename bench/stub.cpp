// An OpenAI-compatible model and the outside systems, for benchmarks. Prints the port it listens
// on.
//   bench_stub [--port 0] [--latency-ms 500] [--tool-latency-ms 0] [--args '{"id":"42"}']
#include <csignal>
#include <iostream>
#include <system_error>

#include "options.hpp"
#include "stub/server.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::uint16_t port = 0;
  double latency_ms = 0;
  double tool_latency_ms = 0;
  elevaite::bench::StubOptions options;
  elevaite::bench::parse_options(argc, argv,
                                 {{"--port", elevaite::bench::into(port)},
                                  {"--latency-ms", elevaite::bench::into(latency_ms)},
                                  {"--tool-latency-ms", elevaite::bench::into(tool_latency_ms)},
                                  {"--args", elevaite::bench::into(options.tool_arguments)}});
  options.model_latency = std::chrono::microseconds(static_cast<long>(latency_ms * 1000));
  options.tool_latency = std::chrono::microseconds(static_cast<long>(tool_latency_ms * 1000));
  try {
    elevaite::bench::Stub stub(std::move(options));
    elevaite::bench::StubServer server(stub, port);
    std::cout << server.port() << std::endl;
    server.run();
  } catch (const std::system_error& error) {
    std::cerr << "The stub cannot listen on port " << port << ": " << error.what() << '\n';
    return 1;
  }
}
