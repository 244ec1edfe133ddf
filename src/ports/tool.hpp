// A tool that is part of the platform and needs no node: the clock, the calculator.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ports/node.hpp"

namespace elevaite::ports {

struct BuiltinTool {
  model::ToolDefinition definition;
  std::string title;  // for the Studio
  // `arguments` are valid against definition.parameters. Only the context gives the time, so that a
  // replay agrees. Built-in tools change nothing in the outside world.
  std::function<Task<Result<Json>>(StepContext&, Json arguments)> call;
};

class ToolRegistry {
 public:
  void add(BuiltinTool tool);  // asserts that the name is new
  const BuiltinTool* find(std::string_view name) const;
  std::vector<const BuiltinTool*> all() const;  // by name, alphabetical

 private:
  std::map<std::string, BuiltinTool, std::less<>> tools_;
};

}  // namespace elevaite::ports
