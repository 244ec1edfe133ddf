// A chat turn that a worker answers: its question and the place of its answer stand in the
// conversation at once, and a job begins the run.
#pragma once
#include "http/chat_turn.hpp"
#include "model/job.hpp"

namespace elevaite::http {

struct BackgroundTurn {
  model::RunId run_id;
  model::JobId job_id;
};

// What the chat says in the meantime.
inline constexpr std::string_view kWorkingOnIt = "Working on it, I'll notify you when it is ready.";

// Whether the agent's chat trigger is set to do so.
bool works_in_background(const elevaite::engine::CompiledWorkflow& workflow);

Task<Result<BackgroundTurn>> start_in_background(EngineServices& services,
                                                 const RequestContext& context, ChatTurn turn);

// A run that waits for its job has to end with it: cancels the job of such a run, or the run of a
// job that was cancelled before a worker had begun it. Nothing to cancel is no error.
Task<Result<void>> cancel_job_of(EngineServices& services, model::Run run, std::string reason);
Task<Result<void>> cancel_run_of(EngineServices& services, model::Job job, std::string reason);

}  // namespace elevaite::http
