// The steps of a run as a person reads them: a fold of its journal, one row per path.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/compiled_workflow.hpp"
#include "model/run.hpp"

namespace elevaite::engine {

// What a waiting step waits for.
struct StepWait {
  std::string key;
  std::optional<Instant> until;
  Json payload;
};

struct StepRow {
  std::string step;  // the path: "fetch", "each[3].fetch", "agent:model.1"
  std::string node_id;
  std::string kind;    // of the node; "model_call" or "tool_call" for a part of a step
  std::string parent;  // the path of the step it is a part of, or of the loop it runs in; or ""
  std::string title;
  model::StepStatus status = model::StepStatus::pending;
  int attempt = 1;
  std::optional<Instant> started_at;  // of the last attempt
  std::optional<Instant> finished_at;
  std::optional<Duration> duration;
  Json input = nullptr;
  Json output = nullptr;
  std::string handle;          // which output fired
  std::optional<Error> error;  // of a failure, or of the attempt before the one that is due
  std::optional<Instant> retry_at;
  model::Usage usage;  // with what its model calls have used
  std::string effect;  // "pure", "read", "write"; "" when it was not recorded
  std::optional<StepWait> wait;
  bool is_kept = false;    // taken over from the run that this one retries or forks
  bool is_pinned = false;  // not executed: the draft has pinned data for it
};

class StepFold {
 public:
  // In the journal's order, from its first event. Events of the run itself change nothing, except
  // that its end ends what still ran.
  void apply(model::RunEvent event);
  // In the order in which the steps were first heard of: a later call of it only appends.
  const std::vector<StepRow>& steps() const { return steps_; }
  std::vector<StepRow> take() { return std::move(steps_); }
  // The step of that path, or nullptr.
  const StepRow* find(std::string_view step) const;

 private:
  StepRow& row_of(const std::string& step);
  void skip(const model::RunEvent& event);
  void finish(StepRow& row, model::RunEvent& event, model::StepStatus status);
  void end_open_steps(Instant at);
  void add_usage(StepRow& row, const JsonObject& data);

  std::vector<StepRow> steps_;
  std::unordered_map<std::string, std::size_t> index_;
};

// Events as RunStore::events() reads them. An unreadable event is an internal error.
Result<std::vector<StepRow>> fold_steps(const std::vector<Json>& events);

// Fills in the titles and kinds that the workflow knows and the journal does not.
void add_titles(std::vector<StepRow>& steps, const CompiledWorkflow& workflow);

// As GET /v1/runs/{id}/steps answers it.
Json to_json(const StepRow& step);

}  // namespace elevaite::engine
