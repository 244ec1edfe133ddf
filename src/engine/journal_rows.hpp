// The rows that a commit of the journal writes. Each is conditional on the run's lease epoch.
#pragma once
#include "model/run.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

// Writes nothing when the idempotency key or the conversation is taken.
ports::Statement insert_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch);
ports::Statement update_run(const model::Run& row, model::ProcessId owner, std::int64_t epoch);
// A segment: `count` consecutive events as a JSON array.
ports::Statement insert_events(const model::Run& row, std::int64_t first_seq, std::int64_t count,
                               std::string body, std::int64_t epoch);
// Answers the count of the segment that begins with `first_seq`.
ports::Statement find_events_at(const model::Run& row, std::int64_t first_seq, std::int64_t epoch);

}  // namespace elevaite::engine
