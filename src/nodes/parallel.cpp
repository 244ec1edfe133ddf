// Goes on with all of its branches at once; a Merge node brings them together again.
#include "model/workflow.hpp"
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

std::vector<model::Handle> parallel_outputs(const JsonObject& config) {
  std::vector<model::Handle> outputs;
  const Json* branches = config.if_contains("branches");
  if (branches == nullptr || !branches->is_array()) return {{"a", "A"}, {"b", "B"}};
  for (const Json& branch : branches->get_array()) {
    auto id = find_string(branch, "id");
    if (!id || !model::is_node_id(*id) || *id == model::kErrorHandle) continue;
    outputs.push_back({std::string(*id), std::string(find_string(branch, "title").value_or(*id))});
  }
  return outputs;
}

Result<ports::NodeOutcome> evaluate_parallel(const ports::StepContext&,
                                             const ports::NodeInput& input) {
  ConfigReader config(input.config);
  std::size_t count = config.list("branches").size();
  if (count < 2 || count > 20) config.refuse("branches", "count", "needs 2 to 20 branches");
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
  kind.outputs = {{"a", "A"}, {"b", "B"}};
  kind.dynamic_outputs = parallel_outputs;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "branches": {
        "type": "array", "title": "Branches", "minItems": 2, "maxItems": 20,
        "default": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
        "items": {
          "type": "object", "additionalProperties": false, "required": ["id"],
          "properties": {
            "id": {"type": "string", "title": "Output", "pattern": "^[a-z][a-z0-9_]{0,63}$",
                   "not": {"const": "error"}},
            "title": {"type": "string", "title": "Title", "maxLength": 100}
          }
        }
      }
    }
  })");
  registry.add({std::move(kind), evaluate_parallel});
}

}  // namespace elevaite::nodes
