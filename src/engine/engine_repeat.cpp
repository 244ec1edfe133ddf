// How a run begins anew: as a retry of one that failed, or as a fork from one of its steps. Both
// copy recorded results into the journal of a new run, which goes on from there.
#include "engine/engine.hpp"
#include "engine/run_job.hpp"

namespace elevaite::engine {

using model::EventType;

namespace {

// What a pass of a loop or a part of a step did belongs to the loop or the step.
bool is_whole_step(const model::RunEvent& event) {
  return event.step.find_first_of("[:") == std::string::npos;
}

// The same way is gone again: what succeeded is kept, and so are the failures after which the
// workflow itself went on.
bool is_settled(const CompiledWorkflow& workflow, const model::RunEvent& event) {
  if (!is_whole_step(event)) return false;
  if (event.type == EventType::step_succeeded) return true;
  int node = workflow.find(event.step);
  return event.type == EventType::step_failed && node >= 0 && handles_failure(workflow, node);
}

// The node from which a fork begins, and all that comes after it.
std::vector<bool> affected_by(const CompiledWorkflow& workflow, int from_node) {
  std::vector<bool> affected(workflow.nodes().size(), false);
  std::vector<int> open{from_node};
  while (!open.empty()) {
    int node = open.back();
    open.pop_back();
    if (affected[static_cast<std::size_t>(node)]) continue;
    affected[static_cast<std::size_t>(node)] = true;
    for (int edge : workflow.node(node).out_edges) open.push_back(workflow.edge(edge).target);
  }
  return affected;
}

// A draft may have changed since: a result fits only the same kind of node in the same place.
bool fits(const CompiledWorkflow& workflow, const model::RunEvent& event) {
  int node = workflow.find(event.step);
  if (node < 0) return false;
  const CompiledNode& compiled = workflow.node(node);
  if (compiled.is_tool || compiled.container >= 0) return false;
  const Json* kind = event.data.if_contains("kind");
  return kind != nullptr && kind->is_string() && view(kind->get_string()) == compiled.node.kind;
}

Error not_forkable(std::string message) {
  Error error = conflict(std::move(message));
  error.reason = "not_forkable";
  return error;
}

Result<int> fork_node(const ForkRequest& fork, const StartRequest& request) {
  if (!request.only_node.empty()) {
    return not_forkable("This was a run of one node alone; run the node again instead.");
  }
  int trigger = fork.workflow->find(request.trigger_node);
  if (trigger < 0 || !fork.workflow->node(trigger).kind->is_trigger) {
    return not_forkable("The draft no longer has the trigger with which this run began.");
  }
  int node = fork.workflow->find(fork.from_node);
  if (node < 0) {
    return invalid_field("from_node", "unknown", "The workflow has no node with this id.");
  }
  const CompiledNode& compiled = fork.workflow->node(node);
  if (compiled.is_tool) {
    return invalid_field("from_node", "is_tool",
                         "The node is a tool of an agent; fork from the agent.");
  }
  if (compiled.container >= 0) {
    const auto& container = fork.workflow->node(compiled.container).node.id;
    return invalid_field("from_node", "in_body",
                         "The node runs once per item of `" + container + "`; fork from that.");
  }
  if (compiled.kind->is_trigger && node != trigger) {
    return invalid_field("from_node", "other_trigger", "The run did not begin with this trigger.");
  }
  return node;
}

// A turn of a conversation is tried again in its place there.
void keep_place(StartRequest& request, const model::Run& failed) {
  if (!failed.conversation_id) return;
  auto question = model::MessageId::parse(find_string(request.input, "message_id").value_or(""));
  if (!question) return;
  request.conversation_id = failed.conversation_id;
  request.message.emplace();
  request.message->id = *question;
  request.message->in_place_of = failed.id;
}

}  // namespace

// What a repetition has in common with the run that it repeats.
Result<Engine::Repetition> Engine::repetition_of(const model::Run& run,
                                                 const std::vector<Json>& events) {
  Repetition repetition;
  StartRequest& request = repetition.request;
  request.tenant_id = run.tenant_id;
  request.agent_id = run.agent_id;
  request.version_id = run.version_id;
  request.trigger = run.trigger;
  request.is_test = run.is_test;
  for (const Json& text : events) {
    TRY(auto event, model::parse_event(text));
    if (event.type != EventType::run_created) {
      repetition.events.push_back(std::move(event));
      continue;
    }
    request.input = event.data["input"];
    if (const Json* conversation = find(text, "conversation")) request.conversation = *conversation;
    request.trigger_node = find_string(text, "trigger_node").value_or("");
    request.traceparent = find_string(text, "traceparent").value_or("");
    request.only_node = find_string(text, "only_node").value_or("");
    request.from_node = find_string(text, "from_node").value_or("");
    if (const Json* input = find(text, "node_input")) request.node_input = *input;
    if (const auto* nodes = find_object(text, "nodes")) request.nodes = *nodes;
  }
  return repetition;
}

Task<Result<Started>> Engine::retry_run(model::Run failed,
                                        std::shared_ptr<const CompiledWorkflow> workflow,
                                        std::optional<std::string> idempotency_key,
                                        std::optional<model::UserId> started_by) {
  CO_CHECK(check_capacity());
  CO_TRY(auto events, co_await store_.events(failed.tenant_id, failed.id, 0, SIZE_MAX >> 1));
  CO_TRY(auto repetition, repetition_of(failed, events));
  repetition.request.retry_of = failed.id;
  repetition.request.started_by = started_by;
  repetition.request.workflow = workflow;
  // A job that tries again tells of itself in the conversation, as it did the first time.
  if (auto job = job_of_key(idempotency_key.value_or(""))) repetition.request.job_id = job->str();
  repetition.request.idempotency_key = std::move(idempotency_key);
  keep_place(repetition.request, failed);
  std::erase_if(repetition.events,
                [&workflow](const auto& event) { return !is_settled(*workflow, event); });
  co_return co_await start_with(std::move(repetition.request), std::move(repetition.events));
}

Task<Result<Started>> Engine::fork_run(ForkRequest fork) {
  CO_CHECK(check_capacity());
  const model::Run& source = fork.source;
  CO_TRY(auto events, co_await store_.events(source.tenant_id, source.id, 0, SIZE_MAX >> 1));
  CO_TRY(auto repetition, repetition_of(source, events));
  StartRequest& request = repetition.request;
  CO_TRY(int from, fork_node(fork, request));
  request.forked_from = source.id;
  request.started_by = fork.started_by;
  request.version_id = fork.version_id;
  request.workflow = fork.workflow;
  request.is_test = source.is_test || fork.is_test;
  request.from_node = fork.from_node;
  request.node_input.reset();
  if (fork.input && fork.workflow->node(from).kind->is_trigger) request.input = *fork.input;
  if (fork.input) request.node_input = std::move(fork.input);
  auto affected = affected_by(*fork.workflow, from);
  std::erase_if(repetition.events, [&](const auto& event) {
    if (!is_settled(*fork.workflow, event) || !fits(*fork.workflow, event)) return true;
    return static_cast<bool>(affected[static_cast<std::size_t>(fork.workflow->find(event.step))]);
  });
  co_return co_await start_with(std::move(request), std::move(repetition.events));
}

}  // namespace elevaite::engine
