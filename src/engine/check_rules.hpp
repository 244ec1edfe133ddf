// The parts of check_workflow(). Internal to this folder.
#pragma once
#include "core/expression/compiled_value.hpp"
#include "engine/graph.hpp"
#include "engine/graph_check.hpp"

namespace elevaite::engine {

// Where the rules put what they find.
class ProblemList {
 public:
  explicit ProblemList(const model::Workflow& workflow) : workflow_(workflow) {}

  void workflow(std::string code, std::string message);
  void node(int node, std::string field, std::string code, std::string message,
            Severity severity = Severity::error);
  void edge(int edge, std::string field, std::string code, std::string message);

  std::vector<Problem> problems;

 private:
  const model::Workflow& workflow_;
};

// Ids, kinds, handles, cycles, bodies, triggers, reachability.
void check_shape(const Graph& graph, ProblemList& found);

// Attached tools: their edges, names, parameters.
void check_tools(const Graph& graph, ProblemList& found);

// Configs against their schemas; answers the compiled ones by node (empty where they do not
// compile).
std::vector<expression::CompiledValue> check_configs(const Graph& graph, ProblemList& found);

// Pinned data, which deployed runs ignore.
void check_pins(const Graph& graph, ProblemList& found);

// What the templates read.
void check_references(const Graph& graph, const std::vector<expression::CompiledValue>& configs,
                      ProblemList& found);

}  // namespace elevaite::engine
