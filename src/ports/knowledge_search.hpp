// Knowledge as nodes search it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "model/knowledge.hpp"

namespace elevaite::ports {

struct KnowledgeQuery {
  std::string text;
  std::vector<std::string> collections{};  // by id or name; empty: all of the tenant
  std::size_t limit = 8;
  double min_similarity = 0;  // of what no word was found in
};

class KnowledgeSearch {
 public:
  virtual ~KnowledgeSearch() = default;
  // For a person of the tenant, by the role that they have now, or for nobody: then only what is
  // for everyone. Errors: not_found (a collection), invalid_argument, and those of an Embedder.
  virtual Task<Result<std::vector<model::Passage>>> search_for(model::TenantId tenant_id,
                                                               std::optional<model::UserId> user,
                                                               KnowledgeQuery query) = 0;
};

}  // namespace elevaite::ports
