#include "model/node_kind.hpp"

#include "core/assert.hpp"

namespace elevaite::model {
namespace {

Json to_json(const std::vector<Handle>& handles) {
  JsonArray list;
  for (const Handle& handle : handles) {
    list.push_back(JsonObject{{"id", handle.id}, {"title", handle.title}});
  }
  return list;
}

}  // namespace

std::vector<Handle> outputs_of(const NodeKind& kind, const JsonObject& config) {
  auto handles = kind.dynamic_outputs != nullptr ? kind.dynamic_outputs(config) : kind.outputs;
  if (kind.has_error_output) handles.push_back({std::string(kErrorHandle), "Error"});
  return handles;
}

Json to_json(const NodeKind& kind) {
  return JsonObject{{"kind", kind.kind},
                    {"title", kind.title},
                    {"description", kind.description},
                    {"icon", kind.icon},
                    {"category", to_string(kind.category)},
                    {"version", kind.version},
                    {"inputs", to_json(kind.inputs)},
                    {"outputs", to_json(kind.outputs)},
                    {"dynamic_outputs", kind.dynamic_outputs != nullptr},
                    {"effect", to_string(kind.effect)},
                    {"is_trigger", kind.is_trigger},
                    {"is_unique", kind.is_unique},
                    {"can_be_tool", kind.can_be_tool},
                    {"has_error_output", kind.has_error_output},
                    {"is_container", kind.is_container},
                    {"config_schema", kind.config_schema},
                    {"output_schema", kind.output_schema}};
}

std::string_view to_string(NodeCategory category) {
  switch (category) {
    case NodeCategory::trigger:
      return "trigger";
    case NodeCategory::ai:
      return "ai";
    case NodeCategory::action:
      return "action";
    case NodeCategory::logic:
      return "logic";
  }
  ASSERT(false);
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::pure:
      return "pure";
    case Effect::read:
      return "read";
    case Effect::write:
      return "write";
  }
  ASSERT(false);
}

}  // namespace elevaite::model
