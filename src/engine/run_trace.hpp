// The spans of a run, made of its events as they are recorded: the run, its steps, the calls of
// models and tools inside of them. Does nothing while nobody wants traces.
#pragma once
#include <unordered_map>

#include "core/trace.hpp"
#include "model/run.hpp"

namespace elevaite::engine {

class RunTrace {
 public:
  void on_event(const model::Run& run, const std::string& traceparent,
                const model::RunEvent& event);
  // For what a step calls: its own place in the trace, or, without traces, what the run was given.
  static std::string of_step(const model::Run& run, const std::string& traceparent,
                             const std::string& path, int attempt);

 private:
  struct Started {
    Instant at;
    std::int64_t attempt = 1;
  };
  void end_step(const model::Run& run, const std::string& traceparent,
                const model::RunEvent& event);

  std::unordered_map<std::string, Started> started_;  // by path
};

}  // namespace elevaite::engine
