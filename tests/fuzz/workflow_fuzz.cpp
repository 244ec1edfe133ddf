// Any JSON as a workflow: what parses survives a round trip; checking and compiling it may refuse
// it, but not crash or hang, and what the check finds sound compiles.
#include <algorithm>

#include "engine/compiled_workflow.hpp"
#include "engine/graph_check.hpp"

namespace {

using namespace elevaite;

std::vector<model::Handle> cases(const JsonObject& config) {
  std::vector<model::Handle> handles{{"else", ""}};
  for (const auto& member : config) handles.push_back({std::string(member.key()), ""});
  return handles;
}

const model::NodeKind* find_kind(std::string_view name) {
  static const std::vector<model::NodeKind> kKinds{
      {.kind = "t", .inputs = {}, .is_trigger = true, .is_unique = true},
      {.kind = "s",
       .can_be_tool = true,
       .has_error_output = true,
       .config_schema = JsonObject{{"x-expression", true}}},
      {.kind = "a", .inputs = {{"in", ""}, {"tools", ""}}},
      {.kind = "c", .dynamic_outputs = cases},
      {.kind = "l", .outputs = {{"item", ""}, {"done", ""}}, .is_container = true}};
  auto found = std::find_if(kKinds.begin(), kKinds.end(),
                            [name](const model::NodeKind& kind) { return kind.kind == name; });
  return found == kKinds.end() ? nullptr : &*found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  auto value = parse_json({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  auto workflow = model::parse_workflow(*value);
  if (!workflow) return 0;
  auto again = model::parse_workflow(model::to_json(*workflow));
  if (!again || !(*again == *workflow)) __builtin_trap();
  auto problems = engine::check_workflow(*workflow, find_kind);
  auto compiled = engine::CompiledWorkflow::compile(*workflow, find_kind);
  if (!engine::has_errors(problems) && !compiled) __builtin_trap();
  return 0;
}
