#include "ports/node.hpp"

#include "core/assert.hpp"

namespace elevaite::ports {

void NodeRegistry::add(NodeImplementation implementation) {
  ASSERT((implementation.evaluate == nullptr) != (implementation.run == nullptr));
  std::string kind = implementation.kind.kind;
  bool is_new = implementations_.emplace(std::move(kind), std::move(implementation)).second;
  ASSERT(is_new);
}

const NodeImplementation* NodeRegistry::find(std::string_view kind) const {
  auto found = implementations_.find(kind);
  return found == implementations_.end() ? nullptr : &found->second;
}

const model::NodeKind* NodeRegistry::find_kind(std::string_view kind) const {
  const NodeImplementation* implementation = find(kind);
  return implementation == nullptr ? nullptr : &implementation->kind;
}

std::vector<const NodeImplementation*> NodeRegistry::all() const {
  std::vector<const NodeImplementation*> out;
  for (const auto& [kind, implementation] : implementations_) out.push_back(&implementation);
  return out;
}

}  // namespace elevaite::ports
