#include "http/run_jobs.hpp"

#include "engine/credential_check.hpp"
#include "engine/run_job.hpp"
#include "jobs/job_limits.hpp"

namespace elevaite::http {

std::optional<std::string> queue_of(const model::Node& trigger) {
  const Json* value = trigger.config.if_contains("runs_on");
  if (value == nullptr || !value->is_string()) return std::nullopt;
  if (value->get_string() == "quick_queue") return std::string(model::kQuickQueue);
  if (value->get_string() == "long_queue") return std::string(model::kLongQueue);
  return std::nullopt;
}

Task<Result<jobs::CreatedJob>> enqueue_run(EngineServices& services,
                                           elevaite::engine::StartRequest start, QueuedRun with) {
  jobs::NewJob fresh;
  fresh.tenant_id = start.tenant_id;
  fresh.kind = model::kRunJob;
  fresh.queue = std::move(with.queue);
  fresh.payload = elevaite::engine::run_job_payload(start);
  fresh.priority = with.priority;
  fresh.agent_id = start.agent_id;
  fresh.created_by = with.created_by;
  if (start.idempotency_key) fresh.dedup_key = start.agent_id.str() + "/" + *start.idempotency_key;
  std::vector<std::string> references;
  for (auto& use : elevaite::engine::credential_uses(*start.workflow))
    references.push_back(std::move(use.reference));
  jobs::JobLimits limits(services.database, services.clock);
  CO_TRY(fresh.credential_ids,
         co_await limits.find_credentials(start.tenant_id, std::move(references)));
  fresh.run_at = with.run_at;
  fresh.deadline_at = with.deadline_at;
  co_return co_await services.jobs.create(std::move(fresh));
}

net::HttpResponse queued_response(const jobs::CreatedJob& created, const Json& body) {
  auto response = json_response(202, body);
  response.headers.add("Location", "/v1/jobs/" + created.job.id.str());
  if (created.is_duplicate) response.headers.add("Idempotent-Replayed", "true");
  return response;
}

}  // namespace elevaite::http
