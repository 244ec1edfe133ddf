// Every reason for which a workflow is refused, or deserves a second look, at once.
#pragma once
#include "model/node_kind.hpp"
#include "model/workflow.hpp"

namespace elevaite::engine {

enum class Severity { error, warning };

struct Problem {
  std::string node_id;  // "" when it is not about one node
  std::string edge_id;  // "" when it is not about one edge
  std::string field;    // inside the node: "config.url", "tool.name"; "" for the whole
  std::string code;     // a stable word: "unknown_kind", "cycle", "expression_syntax" …
  std::string message;
  Severity severity = Severity::error;
};

std::vector<Problem> check_workflow(const model::Workflow& workflow,
                                    const model::NodeKindLookup& kinds);

bool has_errors(const std::vector<Problem>& problems);

// Whether a graph with this problem cannot even be compiled: a cycle, an unknown kind and the like.
// A draft with other errors (a missing setting) can, and one of its nodes be tried alone.
bool prevents_compilation(const Problem& problem);

// invalid_argument with reason "workflow_invalid" and one field per error; warnings are left out.
Error to_error(const std::vector<Problem>& problems);

Json to_json(const Problem& problem);

}  // namespace elevaite::engine
