// What every serving process has: configuration, an event loop, the database, orderly signals.
#pragma once
#include <functional>
#include <memory>

#include "core/config.hpp"
#include "core/metrics.hpp"
#include "core/task.hpp"
#include "ports/database.hpp"

namespace elevaite::apps {

// One part of a process (the Auth API, the engine). start() is called once; stop() after it, with
// the grace that running work may take.
class Part {
 public:
  virtual ~Part() = default;
  virtual Task<Result<void>> start() = 0;
  virtual Task<void> stop(Duration grace) = 0;
};

struct ProcessContext {
  Executor executor;
  const Config& config;
  ports::Database& database;
  Metrics& metrics;
};

using MakeParts = std::function<Result<std::vector<std::unique_ptr<Part>>>(ProcessContext&)>;
// Runs on the loop once every part has started (the seed of `up`, the line that says where to go).
using Ready = std::function<Task<Result<void>>(ProcessContext&)>;

// Opens and migrates the database, starts the parts, serves until SIGINT or SIGTERM, stops the
// parts in reverse. A second signal ends the process at once. Answers the exit code.
int run_process(const Config& config, MakeParts make_parts, Ready ready);

// Faults of the configuration, each on a line of its own, on standard error.
void print_errors(const Error& error);

// Opens the database and brings its schema up to date.
Task<Result<std::unique_ptr<ports::Database>>> open_migrated(const Config& config);

// Runs one task on a loop of its own, for commands that do something and end.
int run_command(std::function<Task<Result<void>>()> command);

}  // namespace elevaite::apps
