#include "engine/run_job.hpp"

#include <algorithm>

#include "engine/run_answer.hpp"
#include "engine/run_findings.hpp"

namespace elevaite::engine {

using ports::JobContext;
using ports::JobOutcome;

namespace {

// How often a run that another process executes is looked at.
constexpr Duration kLook = 250ms;
// A run that waits gives its slot back, and is looked at again the later the longer it has waited.
constexpr Duration kShortestWait = 1s;
constexpr Duration kLongestWait = 60s;

constexpr std::string_view kKeyPrefix = "job/";

// A job that was sent back after it had failed has another run, a retry of the one before.
std::string key_of(const model::Job& job, std::int64_t redrive) {
  return std::string(kKeyPrefix) + job.id.str() + "/" + std::to_string(redrive);
}

bool can_be_retried(model::RunStatus status) {
  return status == model::RunStatus::failed || status == model::RunStatus::cancelled;
}

Json message_json(const TurnMessage& message) {
  JsonObject out{{"id", message.id.str()},
                 {"client_id", message.client_id},
                 {"follows_head", message.follows_head}};
  if (message.parts) out["parts"] = *message.parts;
  if (message.parent_id) out["parent_id"] = message.parent_id->str();
  return out;
}

Result<TurnMessage> message_from(const Json& value) {
  TurnMessage message;
  TRY(message.id, model::MessageId::parse(find_string(value, "id").value_or("")));
  message.client_id = find_string(value, "client_id").value_or("");
  message.follows_head = find_bool(value, "follows_head").value_or(true);
  if (const auto* parts = find_array(value, "parts")) message.parts = *parts;
  if (auto parent = find_string(value, "parent_id")) {
    TRY(message.parent_id, model::MessageId::parse(*parent));
  }
  return message;
}

// The turn of a conversation that the run answers, if it is one.
Result<void> read_turn(const Json& payload, StartRequest& request) {
  auto conversation = find_string(payload, "conversation_id");
  const Json* message = find(payload, "message");
  if (!conversation || message == nullptr) return {};
  TRY(request.conversation_id, model::ConversationId::parse(*conversation));
  TRY(request.message, message_from(*message));
  return {};
}

Duration next_look(const model::Run& run, Instant now) {
  auto delay = std::clamp<Duration>((now - run.created_at) / 10, kShortestWait, kLongestWait);
  if (run.wake_at && *run.wake_at > now) delay = std::min(delay, *run.wake_at - now + kLook);
  return delay;
}

// What is in memory is as good as what is in the database: it was written from here.
bool has_succeeded(const Execution& execution) {
  const auto journal = execution.journal();
  return execution.state().status == model::RunStatus::succeeded &&
         journal->fate() == JournalFate::writable &&
         journal->durable_seq() == journal->recorded_seq();
}

// The files are named beside the output, for an answer in words only links to them.
JobOutcome result_of(model::RunId id, Json output, const std::vector<model::Attachment>& files) {
  JsonObject result{{"run_id", id.str()}, {"output", std::move(output)}};
  if (!files.empty()) result["files"] = model::to_json(files);
  return JobOutcome::done(std::move(result));
}

class RunJob final : public ports::JobKind {
 public:
  RunJob(Engine& engine, ports::Database& database, WorkflowLoader loader)
      : engine_(engine), database_(database), loader_(std::move(loader)) {}

  std::string_view name() const override { return model::kRunJob; }

  Task<Result<JobOutcome>> run(JobContext context) override {
    const model::Job& job = context.job;
    CO_TRY(auto started, co_await start(job));
    const auto id = started.id;
    Json progress = JsonObject{{"run_id", id.str()}};
    co_await context.progress(std::move(progress));
    if (started.is_queued) {
      CO_TRY(started.execution, co_await engine_.take_up(job.tenant_id, id));
    }
    if (started.execution) {
      auto execution = std::move(started.execution);
      co_await execution->wait_ended();
      if (has_succeeded(*execution)) {
        const auto findings = findings_of(execution->state());
        co_return result_of(id, execution->state().output, findings.files);
      }
    }
    while (true) {
      CO_TRY(auto run, co_await engine_.runs().get(job.tenant_id, id));
      if (is_terminal(run.status)) co_return co_await outcome_of(std::move(run));
      // Somebody else is about to have it.
      if (run.status == model::RunStatus::queued) co_return JobOutcome::postponed(kShortestWait);
      if (run.status == model::RunStatus::waiting)
        co_return JobOutcome::postponed(next_look(run, engine_.clock().now()));
      // It goes on in another process, or will as soon as somebody has taken it up.
      co_await sleep_for(kLook);
    }
  }

  Task<Result<void>> cancel(JobContext context, std::string reason) override {
    const model::Job& job = context.job;
    CO_TRY(auto run, co_await find_run(job, job.redrives));
    if (!run) co_return Result<void>();
    auto cancelled = co_await engine_.cancel_run(job.tenant_id, run->id, std::move(reason));
    if (!cancelled && cancelled.error().code != ErrorCode::conflict) co_return cancelled.error();
    co_return Result<void>();
  }

 private:
  // Whoever begins the job again finds the same run.
  Task<Result<Started>> start(model::Job job) {
    for (std::int64_t redrive = job.redrives; job.redrives > 0 && redrive >= 0; --redrive) {
      CO_TRY(auto run, co_await find_run(job, redrive));
      if (!run) continue;
      if (redrive == job.redrives || !can_be_retried(run->status))
        co_return Started{run->id, engine_.find_active(run->id), true};
      CO_TRY(auto workflow, co_await loader_(run->tenant_id, run->version_id));
      co_return co_await engine_.retry_run(std::move(*run), std::move(workflow),
                                           key_of(job, job.redrives), job.created_by);
    }
    CO_TRY(auto request, co_await read_request(std::move(job)));
    co_return co_await engine_.start_run(std::move(request));
  }

  Task<Result<std::optional<model::Run>>> find_run(model::Job job, std::int64_t redrive) {
    std::optional<model::Run> found;
    if (!job.agent_id) co_return found;
    auto run =
        co_await engine_.runs().find_by_key(job.tenant_id, *job.agent_id, key_of(job, redrive));
    if (!run && run.error().code != ErrorCode::not_found) co_return run.error();
    if (run) found = std::move(*run);
    co_return found;
  }

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
    request.started_by = job.created_by;
    request.idempotency_key = key_of(job, job.redrives);
    request.job_id = job.id.str();
    CO_CHECK(read_turn(payload, request));
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
    CO_TRY(auto events, co_await engine_.runs().events(run.tenant_id, run.id, 0, kAllEvents));
    const auto files = files_made(events);
    co_return result_of(run.id, std::move(ends.output), files);
  }

  Engine& engine_;
  ports::Database& database_;
  WorkflowLoader loader_;
};

}  // namespace

// A job that was sent back after it had failed is another run.
std::string run_key_of(const model::Job& job) { return key_of(job, job.redrives); }

std::optional<model::JobId> job_of_key(std::string_view key) {
  if (!key.starts_with(kKeyPrefix)) return std::nullopt;
  key.remove_prefix(kKeyPrefix.size());
  auto id = model::JobId::parse(key.substr(0, key.find('/')));
  return id ? std::optional<model::JobId>(*id) : std::nullopt;
}

Json run_job_payload(const StartRequest& request) {
  JsonObject payload{{"agent_id", request.agent_id.str()},
                     {"version_id", request.version_id.str()},
                     {"trigger", to_string(request.trigger)},
                     {"trigger_node", request.trigger_node},
                     {"input", request.input}};
  if (request.is_test) payload["is_test"] = true;
  if (request.conversation_id) payload["conversation_id"] = request.conversation_id->str();
  if (request.message) payload["message"] = message_json(*request.message);
  if (!request.traceparent.empty()) payload["traceparent"] = request.traceparent;
  return payload;
}

std::unique_ptr<ports::JobKind> make_run_job(Engine& engine, ports::Database& database,
                                             WorkflowLoader loader) {
  return std::make_unique<RunJob>(engine, database, std::move(loader));
}

}  // namespace elevaite::engine
