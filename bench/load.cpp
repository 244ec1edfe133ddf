// Closed-loop HTTP load on the loopback address. Prints one line of JSON.
//   bench_load --url http://127.0.0.1:8006/v1/hooks/x -c 64 -d 10 [--warmup 2] [-n 2000]
//     [--method POST] [--body '{"q":"order {{i}}"}'] [--header 'k: v']... [--expect TEXT]
//     [--ramp 0] [--timeout 60] [--max-errors 1000]
// An answer is good when its status is 2xx and --expect occurs in its body. With -d, rps counts the
// good answers that arrive within those seconds, and the percentiles are of the requests that start
// in them. Exits 1 when there was an error.
#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "load/generator.hpp"
#include "options.hpp"

int main(int argc, char** argv) {
  using elevaite::bench::into;
  elevaite::bench::LoadOptions options;
  const auto add_header = [&](const std::string& value) { options.headers.push_back(value); };
  try {
    elevaite::bench::parse_options(argc, argv,
                                   {{"--url", into(options.url)},
                                    {"-c", into(options.users)},
                                    {"-d", into(options.seconds)},
                                    {"-n", into(options.requests)},
                                    {"--warmup", into(options.warmup_seconds)},
                                    {"--ramp", into(options.ramp_seconds)},
                                    {"--timeout", into(options.timeout_seconds)},
                                    {"--max-errors", into(options.max_errors)},
                                    {"--method", into(options.method)},
                                    {"--body", into(options.body)},
                                    {"--header", add_header},
                                    {"--expect", into(options.expect)}});
    elevaite::bench::LoadGenerator generator(std::move(options));
    const std::string report = generator.run();
    std::cout << report << '\n';
    return report.find("\"errors\":0") == std::string::npos ? 1 : 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
