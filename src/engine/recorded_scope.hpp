// What a node's expressions would see, taken from the journal of a run instead of from a run that
// is under way. Where the draft has pinned data it counts before what was recorded.
#pragma once
#include <unordered_map>

#include "core/expression/roots.hpp"
#include "core/expression/template.hpp"
#include "engine/graph.hpp"
#include "engine/steps.hpp"

namespace elevaite::engine {

// Of a journal: its first event's fields, and its steps. Both are empty without a run.
struct RecordedRun {
  JsonObject created;
  std::vector<StepRow> steps;
};
Result<RecordedRun> recorded_run(const std::vector<Json>& events);

class RecordedScope final : public expression::Context {
 public:
  // The graph and the run must outlive this. `node` may be -1 (a node that is not stored yet), and
  // `pass` is the item that counts in the innermost loop around it.
  RecordedScope(const Graph& graph, const RecordedRun& run, int node, std::size_t pass,
                Instant now);

  const Json* find_root(std::string_view name) const override;
  const Json* find_node(std::string_view id) const override;
  Instant now() const override { return now_; }

 private:
  const StepRow* step_of(std::string_view id) const;
  const Json* created(std::string_view key) const;
  void find_passes(std::size_t pass);
  void find_item(std::size_t pass);
  void find_input();
  void find_arguments();

  const Graph& graph_;
  const RecordedRun& run_;
  int node_;
  Instant now_;
  std::unordered_map<std::string_view, const StepRow*> by_path_;
  std::unordered_map<std::string_view, Json> failures_;  // what a failed step gives, by its path
  std::vector<std::string> prefixes_;  // of the passes around the node, inner first
  std::optional<Json> item_;
  std::optional<Json> input_;
  std::optional<Json> arguments_;
  Json index_;
};

}  // namespace elevaite::engine
