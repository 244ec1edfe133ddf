// What a run knows of itself: a fold over its journal. Live execution and replay both go through
// apply(), so a resumed run cannot differ from one that was never interrupted.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/compiled_workflow.hpp"
#include "model/run.hpp"

namespace elevaite::engine {

struct Frame;

struct Wait {
  std::string key;
  std::optional<Instant> until;
  Json payload;
};

struct Signal {
  std::string key;
  bool is_timeout = false;
  Json payload;
};

// One node in one frame.
struct NodeState {
  model::StepStatus status = model::StepStatus::pending;
  int attempt = 0;     // of the execution that runs or ran; 0 before the first
  Instant started_at;  // of the attempt; a repetition after a crash keeps it
  int started_attempt = 0;
  std::string handle;  // which output fired, once succeeded
  Json output = nullptr;
  std::optional<Error> error;
  std::optional<Instant> retry_at;  // set between two attempts
  std::optional<Wait> wait;
  std::vector<Signal> signals;
  // Started by an earlier owner and not finished: the next execution repeats this attempt.
  bool is_interrupted = false;
  // Containers only.
  JsonArray items;
  std::vector<Json> results;
  std::vector<std::unique_ptr<Frame>> passes;
  std::size_t next_pass = 0;
  std::size_t passes_finished = 0;
  std::size_t concurrency = 1;
  bool continues_on_error = false;
};

// The body of a container in one pass, or the workflow itself (container -1).
struct Frame {
  Frame(const CompiledWorkflow& workflow, int container, Frame* parent, std::size_t pass);

  NodeState& state(int node) { return states[slot(node)]; }
  const NodeState& state(int node) const { return states[slot(node)]; }
  std::string path_of(int node) const { return prefix + workflow->node(node).node.id; }

  const CompiledWorkflow* workflow;
  int container;
  Frame* parent;
  std::size_t pass;               // index of the item
  std::string prefix;             // "" or "each[3]."
  std::vector<NodeState> states;  // in the order of workflow->members(container)

 private:
  std::size_t slot(int node) const;
};

// A model call or tool call inside a step, as recorded.
struct SubStepState {
  model::StepStatus status = model::StepStatus::running;
  Json output = nullptr;
  model::Usage usage;
  std::optional<Error> error;
  // Of the step when this was started. What was cut off is repeated under the same number.
  int attempt = 1;
};

struct ModelUsage {
  model::Usage usage;
  std::int64_t calls = 0;
};

struct RunState {
  explicit RunState(std::shared_ptr<const CompiledWorkflow> compiled);

  // Folds one event in. An event that does not fit (a corrupt journal, another workflow) is an
  // internal error.
  Result<void> apply(model::RunEvent event);

  struct StepPlace {
    Frame* frame = nullptr;
    int node = -1;
    bool is_sub_step = false;
  };
  // Where a path points; creates the frames of a container's passes on the way.
  Result<StepPlace> locate(std::string_view path);

  // The message that a turn of a conversation answers.
  std::optional<model::MessageId> question() const;

  std::shared_ptr<const CompiledWorkflow> workflow;
  model::RunStatus status = model::RunStatus::running;
  std::int64_t last_seq = 0;
  int trigger_node = -1;
  int only_node = -1;                // a run of one node alone
  int fork_node = -1;                // where a fork begins
  std::optional<Json> fork_input{};  // in place of what arrives there
  Json input = nullptr;
  Json given_nodes = JsonObject{};  // outputs supplied for a run of one node alone
  Json run_info = JsonObject{};     // the expression root `run`
  Json conversation = nullptr;      // the expression root of that name
  std::string traceparent;
  std::optional<model::UserId> started_by;
  Instant created_at;
  std::optional<Instant> deadline_at;
  model::Usage usage;
  std::map<std::string, ModelUsage> usage_by_model;  // "vendor:model"; empty without model calls
  std::optional<Error> error;
  Json output = nullptr;    // of the run, when it succeeded
  Json response = nullptr;  // what a respond node answered; set before the end
  bool has_response = false;
  std::int64_t response_seq = 0;  // the event that answered
  Frame root;
  std::unordered_map<std::string, SubStepState> sub_steps;

 private:
  void start_created(model::RunEvent& event);
  Result<void> apply_to_step(model::RunEvent& event);
  void apply_to_sub_step(model::RunEvent& event);
  void count_model(const JsonObject& data, const model::Usage& spent);
};

// Whether a step that ended with `handle` goes on along an edge from `source_handle`. "*" fires
// every output; a failure is none.
bool fires(std::string_view handle, std::string_view source_handle);

// The frame's answer when all its nodes are done: the value of its last nodes ({id: value} for
// several).
Json frame_output(const Frame& frame);

// The run's answer: the frame's, or that of the one node that ran.
Json run_output(const RunState& run);

}  // namespace elevaite::engine
