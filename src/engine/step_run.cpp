#include "engine/step_run.hpp"

#include "core/expression/roots.hpp"

namespace elevaite::engine {

using expression::RootName;
using model::EventType;
using model::StepStatus;
using ports::SubStepOutput;

namespace {

// What the event of a step holds, as a rule: its data grows once.
constexpr std::size_t kStepEventFields = 8;

JsonObject sub_step_data(const ports::SubStep& spec, const std::string& node,
                         const std::string& parent, int attempt) {
  JsonObject data;
  data.reserve(kStepEventFields);
  data.emplace("node", node);
  data.emplace("kind", spec.kind);
  data.emplace("parent", parent);
  data.emplace("attempt", attempt);
  if (!spec.title.empty()) data["title"] = spec.title;
  if (spec.is_pinned) data["is_pinned"] = true;
  return data;
}

}  // namespace

StepScope::StepScope(const RunState& run, const Frame& frame, Instant now, const Json* input,
                     const Json* arguments)
    : run_(run),
      frame_(frame),
      now_(now),
      input_(input),
      arguments_(arguments),
      index_(frame.pass) {}

const Json* StepScope::find_root(std::string_view name) const {
  const expression::Root* root = expression::find_root(name);
  if (root == nullptr) return nullptr;
  switch (root->name) {
    case RootName::trigger:
      return &run_.input;
    case RootName::nodes:
      return nullptr;  // one by one: find_node()
    case RootName::input:
      return input_;
    case RootName::run:
      return &run_.run_info;
    case RootName::conversation:
      return run_.conversation.is_null() ? nullptr : &run_.conversation;
    case RootName::item:
      return item();
    case RootName::index:
      return item() == nullptr ? nullptr : &index_;
    case RootName::args:
      return arguments_;
  }
  return nullptr;
}

const Json* StepScope::item() const {
  if (frame_.parent != nullptr) {
    return &frame_.parent->state(frame_.container).items[frame_.pass];
  }
  // A node of a loop's body that runs alone: what it is given stands for the item.
  bool is_alone = run_.only_node >= 0 && frame_.container >= 0;
  return is_alone ? &run_.input : nullptr;
}

const Json* StepScope::find_node(std::string_view id) const {
  int node = run_.workflow->find(id);
  if (const auto* given = run_.given_nodes.if_object()) {
    if (const Json* value = given->if_contains(id)) return value;
  }
  if (node < 0) return nullptr;
  for (const Frame* frame = &frame_; frame != nullptr; frame = frame->parent) {
    if (run_.workflow->node(node).container != frame->container) continue;
    const NodeState& state = frame->state(node);
    bool has_value = state.status == StepStatus::succeeded || state.status == StepStatus::failed;
    return has_value ? &state.output : nullptr;
  }
  return nullptr;
}

StepRun::StepRun(std::shared_ptr<Execution> execution, const Frame& frame, int node,
                 bool is_repeated)
    : execution_(std::move(execution)),
      frame_(frame),
      node_(node),
      path_(frame.path_of(node)),
      is_repeated_(is_repeated) {
  const CompiledWorkflow& workflow = *execution_->state_.workflow;
  for (int index : workflow.node(node).tools) {
    const model::Node& tool_node = workflow.node(index).node;
    if (!tool_node.tool || tool_node.is_disabled) continue;
    ports::Tool tool;
    tool.definition = {tool_node.tool->name, tool_node.tool->description,
                       tool_node.tool->parameters};
    tool.needs_approval = tool_node.tool->needs_approval;
    tool.node_id = tool_node.id;
    tool.schema = workflow.node(index).parameters;
    tools_.push_back(std::move(tool));
  }
}

model::TenantId StepRun::tenant_id() const { return execution_->row().tenant_id; }
model::RunId StepRun::run_id() const { return execution_->row().id; }
const std::string& StepRun::node_id() const { return frame_.workflow->node(node_).node.id; }

std::string StepRun::idempotency_key() const {
  return run_id().str() + "/" + path_ + "/" + std::to_string(frame_.state(node_).attempt);
}

Instant StepRun::now() const { return frame_.state(node_).started_at; }
std::string StepRun::traceparent() const {
  return RunTrace::of_step(execution_->row(), execution_->state_.traceparent, path_,
                           frame_.state(node_).attempt);
}

std::optional<ports::Resumption> StepRun::resumption(std::string_view key) const {
  for (const Signal& signal : frame_.state(node_).signals) {
    if (signal.key == key) return ports::Resumption{signal.key, signal.is_timeout, signal.payload};
  }
  return std::nullopt;
}

Task<Result<std::vector<model::ChatMessage>>> StepRun::conversation(std::size_t limit) {
  // A caller that keeps the conversation itself (the OpenAI-compatible endpoint) sends it along.
  if (const auto* history = find_array(execution_->state_.input, "history")) {
    std::vector<model::ChatMessage> messages;
    for (const Json& entry : *history) {
      CO_TRY(auto message, model::chat_message_from_json(entry));
      messages.push_back(std::move(message));
    }
    if (messages.size() > limit) {
      messages.erase(messages.begin(), messages.end() - static_cast<std::ptrdiff_t>(limit));
    }
    co_return messages;
  }
  model::Run row = execution_->row();
  auto question = execution_->state_.question();
  co_return co_await execution_->host_.conversation(std::move(row), question, limit);
}

std::vector<model::Attachment> StepRun::attachments() const {
  return model::attachments_in(execution_->state_.input, "files");
}

std::optional<model::UserId> StepRun::started_by() const { return execution_->state_.started_by; }

bool StepRun::is_watched() const { return execution_->feed_.has_watchers(); }

void StepRun::emit(Json transient_event) {
  if (auto step = find_string(transient_event, "step")) {
    std::string path = path_ + ":" + std::string(*step);
    transient_event.get_object()["step"] = path;
  }
  RunFeed& feed = execution_->feed_;
  feed.publish_transient(execution_->journal_->recorded_seq(), transient_event);
  if (feed.holds_back()) execution_->host_.journal().hurry(execution_->journal_);
}

Task<Result<SubStepOutput>> StepRun::sub_step(ports::SubStep spec, ports::SubStepWork work) {
  std::string path = path_ + ":" + spec.name;
  co_return co_await run_sub_step(std::move(path), std::move(spec), std::move(work));
}

// A tool call that was cut off, be it by a crash or by the step's time limit, may have taken
// effect: whoever repeats it uses the same key. One that has a recorded result is never repeated.
int StepRun::attempt_of(const std::string& path, const std::string& kind) const {
  const auto& recorded = execution_->state_.sub_steps;
  auto found = recorded.find(path);
  bool is_repeated = kind == "tool_call" && found != recorded.end();
  return is_repeated ? found->second.attempt : frame_.state(node_).attempt;
}

Task<Result<SubStepOutput>> StepRun::run_sub_step(std::string path, ports::SubStep spec,
                                                  ports::SubStepWork work) {
  if (execution_->is_finished_) co_return Error{ErrorCode::cancelled, "The run has ended."};
  int attempt = attempt_of(path, spec.kind);
  auto& recorded = execution_->state_.sub_steps;
  if (auto found = recorded.find(path); found != recorded.end()) {
    const SubStepState& state = found->second;
    if (state.status == StepStatus::succeeded) co_return SubStepOutput{state.output, state.usage};
    // The model has seen a failed tool call, so it stays as it is. A model call that failed is made
    // again by the step's next attempt.
    bool is_final = spec.kind == "tool_call" || state.attempt == attempt;
    if (state.status == StepStatus::failed && is_final) co_return *state.error;
  }
  JsonObject started = sub_step_data(spec, node_id(), path_, attempt);
  started["input"] = std::move(spec.input);
  started["effect"] = model::to_string(spec.effect);
  execution_->record(EventType::step_started, path, std::move(started));
  execution_->commit_soon();
  if (spec.effect == model::Effect::write) {
    CO_CHECK(co_await execution_->host_.journal().durable(execution_->journal_));
  }
  auto output = co_await work();
  execution_->feed_.settle(path);
  if (execution_->is_finished_) co_return Error{ErrorCode::cancelled, "The run has ended."};
  JsonObject data = sub_step_data(spec, node_id(), path_, attempt);
  if (!output) {
    data["error"] = model::to_json(output.error());
    execution_->record(EventType::step_failed, path, std::move(data));
    execution_->commit_soon();
    co_return output.error();
  }
  data["output"] = output->value;
  if (!(output->usage == model::Usage{})) data["usage"] = model::to_json(output->usage);
  execution_->record(EventType::step_succeeded, path, std::move(data));
  execution_->commit_soon();
  co_return std::move(*output);
}

// A tool's node runs with a context of its own: the call's idempotency key and no tools.
class ToolRun final : public ports::StepContext {
 public:
  ToolRun(StepRun& parent, std::string path, const std::string& node_id, int attempt,
          bool is_repeated)
      : parent_(parent),
        path_(std::move(path)),
        node_id_(node_id),
        attempt_(attempt),
        is_repeated_(is_repeated) {}
  model::TenantId tenant_id() const override { return parent_.tenant_id(); }
  model::RunId run_id() const override { return parent_.run_id(); }
  const std::string& node_id() const override { return node_id_; }
  std::string idempotency_key() const override {
    return run_id().str() + "/" + path_ + "/" + std::to_string(attempt_);
  }
  bool is_repeated() const override { return is_repeated_; }
  Instant now() const override { return parent_.now(); }
  std::string traceparent() const override { return parent_.traceparent(); }
  std::optional<model::UserId> started_by() const override { return parent_.started_by(); }
  Task<Result<SubStepOutput>> sub_step(ports::SubStep spec, ports::SubStepWork work) override {
    std::string path = path_ + "/" + spec.name;
    co_return co_await parent_.run_sub_step(std::move(path), std::move(spec), std::move(work));
  }
  const std::vector<ports::Tool>& tools() const override { return no_tools_; }
  Task<Result<SubStepOutput>> call_tool(ports::Tool, std::string, Json) override {
    co_return internal_error("A tool cannot call tools.");
  }
  std::optional<ports::Resumption> resumption(std::string_view) const override {
    return std::nullopt;
  }
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t) override {
    co_return std::vector<model::ChatMessage>{};
  }
  void emit(Json transient_event) override { parent_.emit(std::move(transient_event)); }
  bool is_watched() const override { return parent_.is_watched(); }

 private:
  StepRun& parent_;
  std::string path_;
  const std::string& node_id_;
  int attempt_;
  bool is_repeated_;
  std::vector<ports::Tool> no_tools_;
};

namespace {

Result<SubStepOutput> as_tool_output(Result<ports::NodeOutcome> outcome) {
  if (!outcome) return outcome.error();
  auto* output = std::get_if<ports::NodeOutput>(&*outcome);
  if (output == nullptr) {
    return invalid_argument("This node waits, so it cannot be used as a tool.");
  }
  return SubStepOutput{std::move(output->value), output->usage};
}

Task<Result<SubStepOutput>> answer_with(Json output) {
  SubStepOutput answer{std::move(output)};
  co_return answer;
}

Task<Result<SubStepOutput>> run_tool_node(ports::StepContext& context,
                                          const ports::NodeImplementation& implementation,
                                          ports::NodeInput input) {
  if (implementation.evaluate) {
    co_return as_tool_output(evaluate_guarded(implementation, context, input));
  }
  auto outcome = co_await run_guarded(implementation, context, std::move(input));
  co_return as_tool_output(std::move(outcome));
}

}  // namespace

// Nothing is executed, so nothing has to be durable before it.
Task<Result<SubStepOutput>> StepRun::answer_pinned(std::string path, ports::Tool tool,
                                                   std::string call_id, Json arguments,
                                                   Json output) {
  ports::SubStep spec;
  spec.name = "tool." + call_id;
  spec.kind = "tool_call";
  spec.title = tool.definition.name;
  spec.effect = model::Effect::pure;
  spec.is_pinned = true;
  spec.input = JsonObject{{"tool", tool.definition.name}, {"arguments", std::move(arguments)}};
  auto work = [&output]() { return answer_with(std::move(output)); };
  ports::SubStepWork function(std::move(work));
  co_return co_await run_sub_step(std::move(path), std::move(spec), std::move(function));
}

Task<Result<SubStepOutput>> StepRun::call_tool(ports::Tool tool, std::string call_id,
                                               Json arguments) {
  const RunState& run = execution_->state_;
  int index = run.workflow->find(tool.node_id);
  if (index < 0) co_return not_found("tool");
  const CompiledNode& node = run.workflow->node(index);
  const auto* implementation = execution_->host_.nodes().find(node.node.kind);
  std::string path = path_ + ":tool." + call_id;
  bool is_started = run.sub_steps.contains(path);

  if (const auto* pinned = execution_->pinned_output(node)) {
    Json output = pinned->output;
    co_return co_await answer_pinned(std::move(path), std::move(tool), std::move(call_id),
                                     std::move(arguments), std::move(output));
  }
  ports::NodeInput input;
  {
    StepScope scope(run, frame_, now(), &arguments, &arguments);
    CO_TRY(input.config, node.config.evaluate(scope));
  }
  input.input = arguments;
  ports::SubStep spec;
  spec.name = "tool." + call_id;
  spec.kind = "tool_call";
  spec.title = tool.definition.name;
  spec.effect = model::effect_of(*node.kind, node.node.config);
  spec.input = JsonObject{{"tool", tool.definition.name}, {"arguments", std::move(arguments)}};

  ToolRun context(*this, path, node.node.id, attempt_of(path, "tool_call"), is_started);
  auto work = [&context, implementation, &input]() {
    return run_tool_node(context, *implementation, std::move(input));
  };
  ports::SubStepWork function(std::move(work));
  co_return co_await run_sub_step(std::move(path), std::move(spec), std::move(function));
}

}  // namespace elevaite::engine
