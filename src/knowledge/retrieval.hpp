// Search over what somebody may read: by vectors and by words, the two fused by rank.
#pragma once
#include "knowledge/collection_store.hpp"
#include "knowledge/passage_store.hpp"
#include "ports/knowledge_search.hpp"

namespace elevaite::knowledge {

inline constexpr std::size_t kMaxPassages = 50;
inline constexpr std::size_t kMaxQueryBytes = 8192;

class Retrieval final : public ports::KnowledgeSearch {
 public:
  Retrieval(ports::Database& database, ports::Embedder& embedder, ports::VectorIndex& vectors,
            const Clock& clock)
      : collections_(database, clock), store_(database), embedder_(embedder), vectors_(vectors) {}

  Task<Result<std::vector<model::Passage>>> search(model::TenantId tenant_id, model::Reader reader,
                                                   ports::KnowledgeQuery query);
  Task<Result<std::vector<model::Passage>>> search_for(model::TenantId tenant_id,
                                                       std::optional<model::UserId> user,
                                                       ports::KnowledgeQuery query) override;

 private:
  Task<Result<std::vector<model::CollectionId>>> resolve(model::TenantId tenant_id,
                                                         model::Reader reader,
                                                         std::vector<std::string> references);
  Task<Result<std::vector<ports::VectorHit>>> by_vector(SearchScope scope, std::string text,
                                                        std::size_t limit);

  CollectionStore collections_;
  PassageStore store_;
  ports::Embedder& embedder_;
  ports::VectorIndex& vectors_;
};

}  // namespace elevaite::knowledge
