#include "engine/credential_check.hpp"

#include <algorithm>

namespace elevaite::engine {
namespace {

void collect(const Json& schema, const Json& value, const std::string& path,
             const std::string& node_id, std::vector<CredentialUse>& uses) {
  if (find_string(schema, "x-widget") == "credential" && value.is_string()) {
    auto reference = view(value.get_string());
    if (reference.empty() || reference.find("{{") != std::string_view::npos) return;
    CredentialUse use{node_id, path, std::string(reference), {}};
    if (const auto* kinds = find_array(schema, "x-credential-kinds")) {
      for (const Json& kind : *kinds) {
        if (kind.is_string()) use.kinds.emplace_back(view(kind.get_string()));
      }
    }
    uses.push_back(std::move(use));
    return;
  }
  if (const auto* properties = find_object(schema, "properties"); properties && value.is_object()) {
    for (const auto& [name, property] : *properties) {
      if (const Json* member = value.get_object().if_contains(name)) {
        collect(property, *member, path + "." + std::string(name), node_id, uses);
      }
    }
  }
  const Json* items = find(schema, "items");
  if (items != nullptr && value.is_array()) {
    std::size_t index = 0;
    for (const Json& item : value.get_array()) {
      collect(*items, item, path + "[" + std::to_string(index++) + "]", node_id, uses);
    }
  }
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Problem problem_of(const CredentialUse& use, std::string code, std::string message) {
  Problem problem;
  problem.node_id = use.node_id;
  problem.field = use.field;
  problem.code = std::move(code);
  problem.message = std::move(message);
  return problem;
}

}  // namespace

std::vector<CredentialUse> credential_uses(const model::Workflow& workflow,
                                           const model::NodeKindLookup& kinds) {
  std::vector<CredentialUse> uses;
  for (const model::Node& node : workflow.nodes) {
    const model::NodeKind* kind = kinds(node.kind);
    if (kind == nullptr || node.is_disabled) continue;
    collect(kind->config_schema, node.config, "config", node.id, uses);
  }
  return uses;
}

std::vector<CredentialUse> credential_uses(const CompiledWorkflow& workflow) {
  std::vector<CredentialUse> uses;
  for (const CompiledNode& compiled : workflow.nodes()) {
    if (compiled.kind == nullptr || compiled.node.is_disabled) continue;
    collect(compiled.kind->config_schema, compiled.node.config, "config", compiled.node.id, uses);
  }
  return uses;
}

std::vector<Problem> check_credentials(const std::vector<CredentialUse>& uses,
                                       const std::vector<CredentialReference>& existing) {
  std::vector<Problem> problems;
  for (const CredentialUse& use : uses) {
    auto found = std::find_if(existing.begin(), existing.end(), [&](const auto& credential) {
      return credential.name == use.reference || credential.id.str() == use.reference;
    });
    if (found == existing.end()) {
      problems.push_back(problem_of(use, "unknown_credential",
                                    "There is no credential \"" + use.reference +
                                        "\". Choose one of the workspace's, or create it."));
    } else if (!use.kinds.empty() &&
               std::find(use.kinds.begin(), use.kinds.end(), found->kind) == use.kinds.end()) {
      problems.push_back(problem_of(use, "credential_kind",
                                    "The credential \"" + found->name + "\" is of the kind " +
                                        found->kind + "; this needs " + join(use.kinds) + "."));
    }
  }
  return problems;
}

}  // namespace elevaite::engine
