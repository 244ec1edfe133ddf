#include "engine/run_job.hpp"

#include <algorithm>

#include "engine/run_answer.hpp"

namespace elevaite::engine {

using ports::JobContext;
using ports::JobOutcome;

namespace {

// How often a run that another process executes is looked at.
constexpr Duration kLook = 250ms;
// A run that waits gives its slot back, and is looked at again the later the longer it has waited.
constexpr Duration kShortestWait = 1s;
constexpr Duration kLongestWait = 60s;

// A job that was sent back after it had failed is another run.
std::string key_of(const model::Job& job) {
  return "job/" + job.id.str() + "/" + std::to_string(job.redrives);
}

Duration next_look(const model::Run& run, Instant now) {
  auto delay = std::clamp<Duration>((now - run.created_at) / 10, kShortestWait, kLongestWait);
  if (run.wake_at && *run.wake_at > now) delay = std::min(delay, *run.wake_at - now + kLook);
  return delay;
}

class RunJob final : public ports::JobKind {
 public:
  RunJob(Engine& engine, ports::Database& database, WorkflowLoader loader)
      : engine_(engine), database_(database), loader_(std::move(loader)) {}

  std::string_view name() const override { return kRunJob; }

  Task<Result<JobOutcome>> run(JobContext context) override {
    const model::Job& job = context.job;
    CO_TRY(auto request, co_await read_request(job));
    CO_TRY(auto started, co_await engine_.start_run(std::move(request)));
    const auto id = started.id;
    if (job.progress.is_null()) {
      Json progress = JsonObject{{"run_id", id.str()}};
      co_await context.progress(std::move(progress));
    }
    if (started.execution) {
      auto execution = std::move(started.execution);
      co_await execution->wait_ended();
    }
    while (true) {
      CO_TRY(auto run, co_await engine_.runs().get(job.tenant_id, id));
      if (is_terminal(run.status)) co_return co_await outcome_of(std::move(run));
      if (run.status == model::RunStatus::waiting)
        co_return JobOutcome::postponed(next_look(run, engine_.clock().now()));
      // It goes on in another process, or will as soon as somebody has taken it up.
      co_await sleep_for(kLook);
    }
  }

  Task<Result<void>> cancel(JobContext context, std::string reason) override {
    const model::Job& job = context.job;
    if (!job.agent_id) co_return Result<void>();
    auto run = co_await engine_.runs().find_by_key(job.tenant_id, *job.agent_id, key_of(job));
    if (!run) {
      if (run.error().code == ErrorCode::not_found) co_return Result<void>();
      co_return run.error();
    }
    auto cancelled = co_await engine_.cancel_run(job.tenant_id, run->id, std::move(reason));
    if (!cancelled && cancelled.error().code != ErrorCode::conflict) co_return cancelled.error();
    co_return Result<void>();
  }

 private:
  Task<Result<StartRequest>> read_request(model::Job job) {
    const Json& payload = job.payload;
    StartRequest request;
    request.tenant_id = job.tenant_id;
    CO_TRY(request.agent_id, model::AgentId::parse(find_string(payload, "agent_id").value_or("")));
    CO_TRY(request.version_id,
           model::VersionId::parse(find_string(payload, "version_id").value_or("")));
    CO_TRY(request.workflow, co_await loader_(request.tenant_id, request.version_id));
    request.trigger = model::trigger_kind_from(find_string(payload, "trigger").value_or(""))
                          .value_or(model::TriggerKind::api);
    request.trigger_node = find_string(payload, "trigger_node").value_or("");
    if (const Json* input = find(payload, "input")) request.input = *input;
    request.is_test = find_bool(payload, "is_test").value_or(false);
    request.traceparent = find_string(payload, "traceparent").value_or("");
    request.idempotency_key = key_of(job);
    co_return request;
  }

  // The run has had its own retries; that of the job is for what kept the run from beginning.
  Task<Result<JobOutcome>> outcome_of(model::Run run) {
    if (run.status != model::RunStatus::succeeded) {
      Error error = run.error.value_or(internal_error("The run ended without a word."));
      if (error.reason.empty() && run.status == model::RunStatus::cancelled)
        error.reason = "run_cancelled";
      co_return JobOutcome::failed(std::move(error));
    }
    CO_TRY(auto ends, co_await read_ends(database_, run.tenant_id, run.id));
    JsonObject result{{"run_id", run.id.str()}, {"output", std::move(ends.output)}};
    co_return JobOutcome::done(std::move(result));
  }

  Engine& engine_;
  ports::Database& database_;
  WorkflowLoader loader_;
};

}  // namespace

Json run_job_payload(const StartRequest& request) {
  JsonObject payload{{"agent_id", request.agent_id.str()},
                     {"version_id", request.version_id.str()},
                     {"trigger", to_string(request.trigger)},
                     {"trigger_node", request.trigger_node},
                     {"input", request.input}};
  if (request.is_test) payload["is_test"] = true;
  if (!request.traceparent.empty()) payload["traceparent"] = request.traceparent;
  return payload;
}

std::unique_ptr<ports::JobKind> make_run_job(Engine& engine, ports::Database& database,
                                             WorkflowLoader loader) {
  return std::make_unique<RunJob>(engine, database, std::move(loader));
}

}  // namespace elevaite::engine
