#include "engine/run_findings.hpp"

#include <map>

namespace elevaite::engine {
namespace {

void leave_out(model::AnswerFindings& findings, const Json& input) {
  for (const auto& file : model::attachments_in(input, "files")) {
    std::erase_if(findings.files,
                  [&file](const auto& made) { return made.file_id == file.file_id; });
  }
}

}  // namespace

model::AnswerFindings findings_of(const RunState& state) {
  model::AnswerFindings findings;
  for (const NodeState& step : state.root.states) {
    if (step.status == model::StepStatus::succeeded) findings.add_files(step.output);
  }
  // In an order that does not depend on how they are kept.
  std::map<std::string_view, const Json*> results;
  for (const auto& [path, part] : state.sub_steps) {
    if (part.status == model::StepStatus::succeeded) results.emplace(path, &part.output);
  }
  for (const auto& [path, output] : results) {
    findings.add_files(*output);
    findings.add_sources(*output);
  }
  leave_out(findings, state.input);
  return findings;
}

std::vector<model::Attachment> files_made(const std::vector<Json>& events) {
  model::AnswerFindings findings;
  const Json* input = nullptr;
  for (const Json& event : events) {
    const auto type = find_string(event, "type");
    if (type == "run_created") input = find(event, "input");
    if (type == "step_succeeded") findings.add_files(event);
  }
  if (input != nullptr) leave_out(findings, *input);
  return std::move(findings.files);
}

}  // namespace elevaite::engine
