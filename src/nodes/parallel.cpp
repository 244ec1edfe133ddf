// Goes on with all of its branches at once; a Merge node brings them together again.
#include <fmt/format.h>

#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::int64_t kMaxBranches = 20;

std::vector<model::Handle> parallel_outputs(const JsonObject& config) {
  auto count = std::clamp<std::int64_t>(find_int(config, "branches").value_or(2), 2, kMaxBranches);
  std::vector<model::Handle> outputs;
  for (std::int64_t i = 1; i <= count; ++i) {
    outputs.push_back({fmt::format("branch_{}", i), fmt::format("Branch {}", i)});
  }
  return outputs;
}

Result<ports::NodeOutcome> evaluate_parallel(const ports::StepContext&,
                                             const ports::NodeInput& input) {
  ConfigReader config(input.config);
  config.integer("branches", 2, kMaxBranches, 2);
  CHECK(config.finish());
  return ports::NodeOutput{input.input, "*"};
}

}  // namespace

void register_parallel(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "parallel";
  kind.title = "Parallel";
  kind.description = "Runs several branches at the same time.";
  kind.icon = "git-fork";
  kind.category = model::NodeCategory::logic;
  kind.outputs = parallel_outputs({});
  kind.dynamic_outputs = parallel_outputs;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "branches": {"type": "integer", "title": "Branches", "minimum": 2, "maximum": 20,
                   "default": 2,
                   "x-widget": "number"}
    }
  })");
  registry.add({std::move(kind), evaluate_parallel});
}

}  // namespace elevaite::nodes
