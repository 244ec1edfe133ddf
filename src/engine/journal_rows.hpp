// The rows that a commit of the journal writes. Each is conditional on the run's lease epoch. What
// a commit writes of many runs alike goes into one statement: `runs`, `events` and `find` gather
// such rows.
#pragma once
#include "engine/run_state.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

// A run that has to ask whether its conversation is free.
bool is_turn(const model::Run& row);
// Both write nothing when the idempotency key or the conversation is taken.
ports::Statement insert_turn(const model::Run& row, model::ProcessId owner, std::int64_t epoch);
void add_run(ports::Statement& runs, const model::Run& row, model::ProcessId owner,
             std::int64_t epoch);
ports::Statement update_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch);
// Consecutive events of one run that are committed together.
struct Segment {
  Uuid tenant;
  Uuid run;
  std::int64_t first_seq = 0;
  std::int64_t event_count = 0;
  std::int64_t epoch = 0;
};
// `body` is a JSON array of the events.
void add_events(ports::Statement& events, const Segment& segment, std::string body);
// Answers the runs whose segments are there.
void add_to_find(ports::Statement& find, const Segment& segment);
// What the run used of one model: takes rows, so that those of many runs become one statement.
ports::Statement insert_usage(const model::Run& row, const std::string& model,
                              const ModelUsage& total, std::int64_t epoch);

}  // namespace elevaite::engine
