// One begin of a job: when, by which worker, how it ended. A job keeps its last ones as text, a
// line of JSON each, so that a claim only appends to it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::model {

// `lost`: another worker began the job again, and this one has not said how it ended.
enum class AttemptOutcome { running, succeeded, retrying, failed, cancelled, postponed, lost };

std::string_view to_string(AttemptOutcome outcome);

struct JobAttempt {
  ProcessId worker;
  Instant began_at;
  AttemptOutcome outcome = AttemptOutcome::running;
  std::optional<Instant> ended_at{};
  std::optional<Error> error{};
};

// A line, with its end.
std::string attempt_line(const JobAttempt& attempt);
// The newest ones, and of several in a row that were postponed the last one: a run that waits for
// days is looked at very often.
std::string attempts_text(const std::vector<JobAttempt>& attempts);
// What cannot be read is left out. Only the last one can be running.
std::vector<JobAttempt> attempts_from(std::string_view text);
Json to_json(const JobAttempt& attempt);

}  // namespace elevaite::model
