// The StepContext of one attempt of a step: recorded sub-steps, attached tools, signals.
#pragma once
#include "engine/execution.hpp"

namespace elevaite::engine {

class StepRun final : public ports::StepContext {
 public:
  StepRun(std::shared_ptr<Execution> execution, const Frame& frame, int node, bool is_repeated);

  model::TenantId tenant_id() const override;
  model::RunId run_id() const override;
  const std::string& node_id() const override;
  std::string idempotency_key() const override;
  bool is_repeated() const override { return is_repeated_; }
  Instant now() const override;
  std::string traceparent() const override;
  Task<Result<ports::SubStepOutput>> sub_step(ports::SubStep spec,
                                              ports::SubStepWork work) override;
  const std::vector<ports::Tool>& tools() const override { return tools_; }
  Task<Result<ports::SubStepOutput>> call_tool(ports::Tool tool, std::string call_id,
                                               Json arguments) override;
  std::optional<ports::Resumption> resumption(std::string_view key) const override;
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t limit) override;
  std::optional<model::UserId> started_by() const override;
  std::vector<model::Attachment> attachments() const override;
  void emit(Json transient_event) override;
  bool is_watched() const override;

 private:
  friend class ToolRun;
  Task<Result<ports::SubStepOutput>> run_sub_step(std::string path, ports::SubStep spec,
                                                  ports::SubStepWork work);
  Task<Result<ports::SubStepOutput>> answer_pinned(std::string path, ports::Tool tool,
                                                   std::string call_id, Json arguments,
                                                   Json output);
  // Under which number a part is (still) executed, and counted in its idempotency key.
  int attempt_of(const std::string& path, const std::string& kind) const;

  std::shared_ptr<Execution> execution_;
  const Frame& frame_;
  int node_;
  std::string path_;
  bool is_repeated_;
  std::vector<ports::Tool> tools_;
};

// What every event of a step says of it.
JsonObject step_data(const CompiledNode& node, int attempt);

// An exception of a node is a bug in it, or of a library below it; it fails the step, not the
// process.
Result<ports::NodeOutcome> evaluate_guarded(const ports::NodeImplementation& implementation,
                                            const ports::StepContext& context,
                                            const ports::NodeInput& input);

Task<Result<ports::NodeOutcome>> run_guarded(const ports::NodeImplementation& implementation,
                                             ports::StepContext& context, ports::NodeInput input);

// The roots that an expression sees in one place of a run.
class StepScope final : public expression::Context {
 public:
  StepScope(const RunState& run, const Frame& frame, Instant now, const Json* input,
            const Json* arguments = nullptr);
  const Json* find_root(std::string_view name) const override;
  const Json* find_node(std::string_view id) const override;
  Instant now() const override { return now_; }

 private:
  const Json* item() const;

  const RunState& run_;
  const Frame& frame_;
  Instant now_;
  const Json* input_;
  const Json* arguments_;
  Json index_;
};

}  // namespace elevaite::engine
