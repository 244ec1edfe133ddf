#include "model/job_attempt.hpp"

#include <algorithm>
#include <array>

#include "core/assert.hpp"
#include "model/run.hpp"

namespace elevaite::model {
namespace {

constexpr std::size_t kMostKept = 50;

constexpr std::array<std::pair<AttemptOutcome, std::string_view>, 7> kOutcomes = {{
    {AttemptOutcome::running, "running"},
    {AttemptOutcome::succeeded, "succeeded"},
    {AttemptOutcome::retrying, "retrying"},
    {AttemptOutcome::failed, "failed"},
    {AttemptOutcome::cancelled, "cancelled"},
    {AttemptOutcome::postponed, "postponed"},
    {AttemptOutcome::lost, "lost"},
}};

std::optional<AttemptOutcome> outcome_from(std::string_view text) {
  for (const auto& [outcome, name] : kOutcomes) {
    if (name == text) return outcome;
  }
  return std::nullopt;
}

std::optional<JobAttempt> attempt_from(std::string_view line) {
  auto json = parse_json(line);
  if (!json) return std::nullopt;
  auto worker = ProcessId::parse(find_string(*json, "worker").value_or(""));
  auto began_at = parse_rfc3339(find_string(*json, "began_at").value_or(""));
  auto outcome = outcome_from(find_string(*json, "outcome").value_or(""));
  if (!worker || !began_at || !outcome) return std::nullopt;
  JobAttempt attempt{*worker, *began_at, *outcome};
  attempt.ended_at = parse_rfc3339(find_string(*json, "ended_at").value_or(""));
  if (const Json* error = json->as_object().if_contains("error"); error && error->is_object())
    attempt.error = error_from_json(*error);
  return attempt;
}

}  // namespace

std::string_view to_string(AttemptOutcome outcome) {
  for (const auto& [candidate, name] : kOutcomes) {
    if (candidate == outcome) return name;
  }
  ASSERT(false);
}

Json to_json(const JobAttempt& attempt) {
  JsonObject out;
  out["worker"] = attempt.worker.str();
  out["began_at"] = to_rfc3339(attempt.began_at);
  out["ended_at"] = attempt.ended_at ? Json(to_rfc3339(*attempt.ended_at)) : Json(nullptr);
  out["outcome"] = to_string(attempt.outcome);
  out["error"] = attempt.error ? to_json(*attempt.error) : Json(nullptr);
  return out;
}

std::string attempt_line(const JobAttempt& attempt) { return to_text(to_json(attempt)) + "\n"; }

std::string attempts_text(const std::vector<JobAttempt>& attempts) {
  std::vector<const JobAttempt*> kept;
  for (const JobAttempt& attempt : attempts) {
    const bool is_again = !kept.empty() && attempt.outcome == AttemptOutcome::postponed &&
                          kept.back()->outcome == AttemptOutcome::postponed;
    if (is_again) kept.pop_back();
    kept.push_back(&attempt);
  }
  std::string text;
  for (std::size_t i = kept.size() - std::min(kept.size(), kMostKept); i < kept.size(); ++i)
    text += attempt_line(*kept[i]);
  return text;
}

std::vector<JobAttempt> attempts_from(std::string_view text) {
  std::vector<JobAttempt> attempts;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (auto attempt = attempt_from(text.substr(0, end))) attempts.push_back(std::move(*attempt));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  for (std::size_t i = 0; i + 1 < attempts.size(); ++i) {
    if (attempts[i].outcome == AttemptOutcome::running) attempts[i].outcome = AttemptOutcome::lost;
  }
  return attempts;
}

}  // namespace elevaite::model
