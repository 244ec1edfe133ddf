#include "engine/engine.hpp"

#include "core/log.hpp"

namespace elevaite::engine {

namespace {

// How long stop() waits for steps that cannot be cancelled where they are.
constexpr Duration kDrainLimit = 10s;

}  // namespace

Engine::Engine(Executor executor, ports::Database& database, const ports::NodeRegistry& nodes,
               const Clock& clock, WorkflowLoader loader, EngineOptions options)
    : executor_(executor),
      database_(database),
      nodes_(nodes),
      clock_(clock),
      loader_(std::move(loader)),
      options_(options),
      lease_(database, clock, options.lease),
      store_(database),
      journal_(executor, database, options.journal),
      retired_(executor),
      resumers_(executor),
      services_(executor),
      tasks_(executor) {}

Engine::~Engine() = default;

Task<Result<void>> Engine::start() {
  CO_CHECK(co_await lease_.acquire());
  services_.spawn(journal_.run());
  services_.spawn(keep_lease());
  services_.spawn(rescue());
  is_started_ = true;
  co_return Result<void>();
}

Task<void> Engine::stop(Duration grace) {
  is_stopping_ = true;
  auto deadline = std::chrono::steady_clock::now() + grace;
  while (!executions_.empty() && std::chrono::steady_clock::now() < deadline) {
    auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
    co_await retired_.wait_for(left);
  }
  // What is left is resumed by another process, or by the next start, from the journal.
  auto remaining = executions_;
  for (auto& [id, execution] : remaining) execution->abandon();
  remaining.clear();
  co_await journal_.stop();
  services_.cancel();
  resumers_.cancel();
  // Steps that were cut off unwind; they still use the engine, and what the engine was given.
  bool is_drained = co_await tasks_.join_for(kDrainLimit);
  if (!is_drained)
    log_warning("steps are still running after the engine stopped", {{"tasks", tasks_.size()}});
  tasks_.cancel();
  co_await tasks_.join();
  co_await resumers_.join();
  co_await services_.join();
  co_await lease_.release();
}

std::shared_ptr<Execution> Engine::find_active(model::RunId id) const {
  auto found = executions_.find(id);
  return found == executions_.end() ? nullptr : found->second;
}

void Engine::retire(model::RunId id) {
  auto found = executions_.find(id);
  if (found == executions_.end()) return;
  auto conversation_id = found->second->row().conversation_id;
  auto tenant_id = found->second->row().tenant_id;
  bool is_over = is_terminal(found->second->state().status);
  executions_.erase(found);
  retired_.notify_all();
  if (conversation_id && is_over && !is_stopping_)
    tasks_.spawn(start_next(tenant_id, *conversation_id));
}

std::shared_ptr<Execution> Engine::activate(std::shared_ptr<RunJournal> journal,
                                            std::shared_ptr<const CompiledWorkflow> workflow) {
  auto id = journal->row.id;
  auto execution = std::make_shared<Execution>(*this, std::move(journal), std::move(workflow));
  executions_.insert_or_assign(id, execution);
  ++activations_;
  return execution;
}

}  // namespace elevaite::engine
