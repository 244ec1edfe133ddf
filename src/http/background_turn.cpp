#include "http/background_turn.hpp"

#include "engine/run_job.hpp"
#include "http/engine_answers.hpp"
#include "jobs/job_store.hpp"

namespace elevaite::http {

bool works_in_background(const elevaite::engine::CompiledWorkflow& workflow) {
  for (int trigger : workflow.triggers()) {
    const auto& node = workflow.node(trigger).node;
    if (node.kind == "chat_trigger") return find_bool(node.config, "background").value_or(false);
  }
  return false;
}

Task<Result<BackgroundTurn>> start_in_background(EngineServices& services,
                                                 const RequestContext& context, ChatTurn turn) {
  jobs::NewJob fresh;
  // The same message in another conversation is another job.
  if (turn.idempotency_key && turn.conversation_id)
    fresh.dedup_key = "chat/" + turn.conversation_id->str() + "/" + *turn.idempotency_key;
  CO_TRY(auto start, turn_request(context, std::move(turn)));
  fresh.tenant_id = start.tenant_id;
  fresh.kind = model::kRunJob;
  fresh.payload = elevaite::engine::run_job_payload(start);
  fresh.agent_id = start.agent_id;
  fresh.created_by = context.principal.user_id;
  // The job first: whatever is killed when, it is a job that begins the run, or there is none.
  CO_TRY(auto created, co_await services.jobs.create(std::move(fresh)));
  start.job_id = created.job.id.str();
  start.idempotency_key = elevaite::engine::run_key_of(created.job);
  CO_TRY(auto queued, co_await services.engine.queue_run(std::move(start)));
  co_return BackgroundTurn{queued.id, created.job.id};
}

Task<Result<void>> cancel_job_of(EngineServices& services, model::Run run, std::string reason) {
  auto id = elevaite::engine::job_of_key(run.idempotency_key.value_or(""));
  if (!id) co_return Result<void>();
  auto cancelled = co_await services.jobs.cancel(run.tenant_id, *id, std::move(reason));
  bool is_over = !cancelled && (cancelled.error().code == ErrorCode::conflict ||
                                cancelled.error().code == ErrorCode::not_found);
  if (!cancelled && !is_over) co_return cancelled.error();
  co_return Result<void>();
}

Task<Result<void>> cancel_run_of(EngineServices& services, model::Job job, std::string reason) {
  if (job.kind != model::kRunJob || !job.agent_id) co_return Result<void>();
  std::string key = elevaite::engine::run_key_of(job);
  auto run = co_await services.engine.runs().find_by_key(job.tenant_id, *job.agent_id, key);
  if (!run && run.error().code == ErrorCode::not_found) co_return Result<void>();
  if (!run) co_return run.error();
  auto cancelled = co_await services.engine.cancel_run(job.tenant_id, run->id, std::move(reason));
  if (!cancelled && cancelled.error().code != ErrorCode::conflict) co_return cancelled.error();
  co_return Result<void>();
}

}  // namespace elevaite::http
