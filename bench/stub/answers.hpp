// What the stub answers: an OpenAI-compatible model that calls the first tool it is offered and
// then writes about 60 words, and the outside systems that the benchmark workflows call.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

namespace elevaite::bench {

struct StubOptions {
  // Arguments of the tool call, as JSON.
  std::string tool_arguments = R"({"id":"42"})";
  std::chrono::microseconds model_latency{0};
  std::chrono::microseconds tool_latency{0};
};

struct StubAnswer {
  std::string bytes;  // the whole HTTP response
  std::chrono::microseconds latency{0};
};

// Counts what it answered; GET /stats reports it, GET /stats?reset clears it. One thread.
class Stub {
 public:
  explicit Stub(StubOptions options) : options_(std::move(options)) {}
  StubAnswer answer(std::string_view method, std::string_view target, std::string_view body);
  void count_connection() { ++counters_.connections; }

 private:
  struct Counters {
    long connections = 0, tool_calls = 0, final_texts = 0, streams = 0, orders = 0, hooks = 0;
    long other = 0;
  };
  std::string complete(std::string_view body);
  std::string order(std::string_view id);
  std::string stats(bool reset);

  StubOptions options_;
  Counters counters_;
  long sequence_ = 0;
};

}  // namespace elevaite::bench
