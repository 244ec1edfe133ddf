#include "agents/prompt.hpp"

#include "agents/agent_loop.hpp"
#include "agents/structured_output.hpp"

namespace elevaite::agents {
namespace {

// A context that has no tools and no conversation: the prompt stands alone.
class PromptContext final : public ports::StepContext {
 public:
  explicit PromptContext(ports::StepContext& inner) : inner_(inner) {}
  model::TenantId tenant_id() const override { return inner_.tenant_id(); }
  model::RunId run_id() const override { return inner_.run_id(); }
  const std::string& node_id() const override { return inner_.node_id(); }
  std::string idempotency_key() const override { return inner_.idempotency_key(); }
  bool is_repeated() const override { return inner_.is_repeated(); }
  Instant now() const override { return inner_.now(); }
  std::string traceparent() const override { return inner_.traceparent(); }
  Task<Result<ports::SubStepOutput>> sub_step(ports::SubStep spec,
                                              ports::SubStepWork work) override {
    return inner_.sub_step(std::move(spec), std::move(work));
  }
  const std::vector<ports::Tool>& tools() const override { return no_tools_; }
  Task<Result<ports::SubStepOutput>> call_tool(ports::Tool, std::string, Json) override {
    co_return internal_error("A prompt has no tools.");
  }
  std::optional<ports::Resumption> resumption(std::string_view) const override {
    return std::nullopt;
  }
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t) override {
    co_return std::vector<model::ChatMessage>{};
  }
  void emit(Json transient_event) override { inner_.emit(std::move(transient_event)); }

 private:
  ports::StepContext& inner_;
  std::vector<ports::Tool> no_tools_;
};

}  // namespace

Task<Result<ports::NodeOutcome>> run_prompt(ports::StepContext& context, PromptSettings settings,
                                            ports::ChatModels& models, const Clock& clock) {
  PromptContext alone(context);
  AgentSettings agent;
  agent.model = std::move(settings.model);
  agent.instructions = std::move(settings.instructions);
  agent.input = std::move(settings.input);
  agent.output_schema = std::move(settings.output_schema);
  agent.memory_messages = 0;
  agent.limits.max_steps = 1 + kMaxCorrections;
  agent.limits.max_time = settings.max_time;
  AgentServices services{models, clock, {}};
  auto outcome = co_await run_agent(alone, std::move(agent), std::move(services));
  if (!outcome.has_value()) co_return std::move(outcome).error();
  if (auto* output = std::get_if<ports::NodeOutput>(&*outcome)) {
    JsonObject& value = output->value.get_object();
    value.erase("steps");
    value.erase("tool_calls");
  }
  co_return outcome;
}

}  // namespace elevaite::agents
