// What the steps of a run made and named, for whoever is given its answer.
#pragma once
#include "engine/run_state.hpp"
#include "model/answer_findings.hpp"

namespace elevaite::engine {

// The files that steps made and the sources that tools named, except for what came with the
// question.
model::AnswerFindings findings_of(const RunState& state);
// The same files, of a run that is not in memory, by its events as they are stored.
std::vector<model::Attachment> files_made(const std::vector<Json>& events);

}  // namespace elevaite::engine
