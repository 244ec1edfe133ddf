#include "agents/tool_round.hpp"

namespace elevaite::agents {
namespace {

constexpr std::size_t kMaxIdSize = 64;

bool is_plain_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdSize &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string_view::npos;
}

}  // namespace

Result<Toolbox> Toolbox::open(const std::vector<ports::Tool>& attached,
                              const std::vector<const ports::BuiltinTool*>& builtin) {
  Toolbox toolbox;
  auto add = [&](ports::Tool tool, const ports::BuiltinTool* code) -> Result<void> {
    if (toolbox.find(tool.definition.name) != nullptr) return {};
    auto schema = tool.schema ? Result<json_schema::Schema>(*tool.schema)
                              : json_schema::Schema::compile(tool.definition.parameters);
    if (!schema.has_value()) {
      return std::move(schema).error().while_doing("reading the parameters of the tool " +
                                                   tool.definition.name);
    }
    toolbox.entries_.push_back({std::move(tool), code, *std::move(schema)});
    return {};
  };
  for (const ports::Tool& tool : attached) CHECK(add(tool, nullptr));
  for (const ports::BuiltinTool* tool : builtin) {
    CHECK(add(ports::Tool{tool->definition, false, ""}, tool));
  }
  return toolbox;
}

const Toolbox::Entry* Toolbox::find(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.tool.definition.name == name) return &entry;
  }
  return nullptr;
}

std::vector<model::ToolDefinition> Toolbox::definitions() const {
  std::vector<model::ToolDefinition> definitions;
  for (const Entry& entry : entries_) definitions.push_back(entry.tool.definition);
  return definitions;
}

std::string Toolbox::names() const {
  std::string names;
  for (const Entry& entry : entries_) {
    names += (names.empty() ? "" : ", ") + entry.tool.definition.name;
  }
  return names.empty() ? "none" : names;
}

void make_ids_unique(std::vector<model::ToolCall>& calls, int round, std::set<std::string>& used) {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    std::string id = calls[i].id;
    if (!is_plain_id(id)) {
      id = "call_" + std::to_string(round) + "_" + std::to_string(i + 1);
    }
    std::string candidate = id;
    for (int n = 2; used.contains(candidate); ++n) candidate = id + "_" + std::to_string(n);
    used.insert(candidate);
    calls[i].id = std::move(candidate);
  }
}

}  // namespace elevaite::agents
