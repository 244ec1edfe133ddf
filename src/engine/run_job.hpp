// The kind of job that is a run: started by the worker that has the job, under a key made of the
// job's id, so that whoever begins the job again finds the same run. The journal does the rest.
#pragma once
#include "engine/engine.hpp"
#include "ports/job_kind.hpp"

namespace elevaite::engine {

inline constexpr std::string_view kRunJob = "run";

// What of a request to start a run is kept with its job.
Json run_job_payload(const StartRequest& request);

std::unique_ptr<ports::JobKind> make_run_job(Engine& engine, ports::Database& database,
                                             WorkflowLoader loader);

}  // namespace elevaite::engine
