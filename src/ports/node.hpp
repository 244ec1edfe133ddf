// What a node kind implements and what it is given while a step of it runs.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/json_schema/schema.hpp"
#include "core/task.hpp"
#include "model/chat.hpp"
#include "model/ids.hpp"
#include "model/node_kind.hpp"

namespace elevaite::ports {

// A step that finished: its value, which later nodes read as nodes.<id>, and the output handle that
// fires.
struct NodeOutput {
  Json value;
  // One handle; "*" fires every output (parallel).
  std::string handle = "out";
  model::Usage usage{};
};

// A step that waits and holds nothing meanwhile. The run parks; the step is run again from its
// start (its recorded sub-steps answer at once) when `until` passes or somebody signals `key`.
struct Suspension {
  std::string key;  // what can be signalled: "approval", "approval/<tool call id>", "timer"
  std::optional<Instant> until{};  // when the wait ends by itself
  Json payload = nullptr;          // shown to whoever answers (what is to be approved)
};

using NodeOutcome = std::variant<NodeOutput, Suspension>;

// The answer to an earlier Suspension of this step.
struct Resumption {
  std::string key;
  bool is_timeout = false;  // `until` passed
  Json payload = nullptr;   // what the signaller sent
};

// A tool as an agent node may call it.
struct Tool {
  model::ToolDefinition definition;
  bool needs_approval = false;
  std::string node_id{};  // the attached node; empty for a built-in tool
  // The definition's parameters, compiled; none when nobody has done that yet.
  std::optional<json_schema::Schema> schema{};
};

// A part of a step with a recorded result of its own: a model call, a tool call. On replay the
// recorded result is returned and `work` is not run.
struct SubStep {
  std::string name;  // unique and deterministic within the step: "model.1", "tool.call_7"
  std::string kind;  // "model_call" or "tool_call"
  std::string title;
  model::Effect effect = model::Effect::read;
  Json input = nullptr;
  bool is_pinned = false;  // answered from data that somebody pinned, for a test
};
struct SubStepOutput {
  Json value;
  model::Usage usage{};
};
using SubStepWork = std::function<Task<Result<SubStepOutput>>()>;

// Implemented by the engine; one object per attempt of a step. Loop thread only.
class StepContext {
 public:
  virtual ~StepContext() = default;
  virtual model::TenantId tenant_id() const = 0;
  virtual model::RunId run_id() const = 0;
  virtual const std::string& node_id() const = 0;
  // "run/step/attempt": the same for a repetition after a crash, another for a retry.
  virtual std::string idempotency_key() const = 0;
  // True when a crash may have let an earlier execution of this very attempt take effect.
  virtual bool is_repeated() const = 0;
  // The recorded instant of this attempt's start: use it instead of the clock, so that replays
  // agree.
  virtual Instant now() const = 0;
  // Where a W3C trace of this run continues; empty when there is none.
  virtual std::string traceparent() const = 0;

  virtual Task<Result<SubStepOutput>> sub_step(SubStep spec, SubStepWork work) = 0;
  // The tools attached to this agent node, in the order of the graph.
  virtual const std::vector<Tool>& tools() const = 0;
  // Executes an attached tool's node with `arguments` (already validated) as a sub-step named by
  // `call_id`.
  virtual Task<Result<SubStepOutput>> call_tool(Tool tool, std::string call_id, Json arguments) = 0;
  // The answer to a suspension of this step, if it has been answered.
  virtual std::optional<Resumption> resumption(std::string_view key) const = 0;
  // Earlier messages of the conversation this run belongs to, oldest first, at most `limit`; the
  // message that started the run is not among them.
  virtual Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t limit) = 0;
  // Who the run is for: whoever chats or started it. Nobody for a webhook or a schedule.
  virtual std::optional<model::UserId> started_by() const { return std::nullopt; }
  // The files that came with the message that started the run.
  virtual std::vector<model::Attachment> attachments() const { return {}; }
  // Tells whoever watches the run; not journalled:
  // {"type":"text_delta","step":"model.1","text":…}. `step`
  // is the name of the running sub-step; the engine makes it a whole path.
  virtual void emit(Json transient_event) = 0;
  // Whether anybody would see it: a model need not stream for nobody.
  virtual bool is_watched() const { return true; }
};

struct NodeInput {
  Json config;  // expressions resolved, valid against the kind's schema
  Json input;   // the value of the predecessor, or {node id: value} when several arrive
  bool has_several = false;  // input is {node id: value}, in the order of the graph
};

// A node kind: its data, and exactly one of the two functions. `evaluate` is for pure kinds, which
// the engine runs inline: no I/O, no waiting beyond a Suspension, the same answer on every replay.
struct NodeImplementation {
  model::NodeKind kind;
  std::function<Result<NodeOutcome>(const StepContext&, const NodeInput&)> evaluate{};
  std::function<Task<Result<NodeOutcome>>(StepContext&, NodeInput)> run{};
};

class NodeRegistry {
 public:
  void add(NodeImplementation implementation);  // asserts that the kind is new
  const NodeImplementation* find(std::string_view kind) const;
  const model::NodeKind* find_kind(std::string_view kind) const;
  std::vector<const NodeImplementation*> all() const;  // by kind, alphabetical

 private:
  std::map<std::string, NodeImplementation, std::less<>> implementations_;
};

}  // namespace elevaite::ports
