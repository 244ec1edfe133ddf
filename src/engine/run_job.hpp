// The kind of job that is a run: started by the worker that has the job, under a key made of the
// job's id, so that whoever begins the job again finds the same run. The journal does the rest.
#pragma once
#include "engine/engine.hpp"
#include "ports/job_kind.hpp"

namespace elevaite::engine {

// What of a request to start a run is kept with its job.
Json run_job_payload(const StartRequest& request);

// The key of the run that the job begins, and the job of such a key.
std::string run_key_of(const model::Job& job);
std::optional<model::JobId> job_of_key(std::string_view key);

std::unique_ptr<ports::JobKind> make_run_job(Engine& engine, ports::Database& database,
                                             WorkflowLoader loader);

}  // namespace elevaite::engine
