#include "ports/tool.hpp"

#include "core/assert.hpp"

namespace elevaite::ports {

void ToolRegistry::add(BuiltinTool tool) {
  std::string name = tool.definition.name;
  bool is_new = tools_.emplace(std::move(name), std::move(tool)).second;
  ASSERT(is_new);
}

const BuiltinTool* ToolRegistry::find(std::string_view name) const {
  auto found = tools_.find(name);
  return found == tools_.end() ? nullptr : &found->second;
}

std::vector<const BuiltinTool*> ToolRegistry::all() const {
  std::vector<const BuiltinTool*> tools;
  for (const auto& [name, tool] : tools_) tools.push_back(&tool);
  return tools;
}

}  // namespace elevaite::ports
