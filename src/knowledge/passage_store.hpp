// What a search asks of the database. Access is in each of the statements.
#pragma once
#include "model/knowledge.hpp"
#include "ports/database.hpp"
#include "ports/vector_index.hpp"

namespace elevaite::knowledge {

struct SearchScope {
  model::TenantId tenant_id;
  model::Reader reader;
  std::vector<model::CollectionId> collections;
};

class PassageStore {
 public:
  explicit PassageStore(ports::Database& database) : database_(database) {}

  // What may be searched: the live revisions that were embedded by this model.
  Task<Result<std::vector<ports::DocumentRevision>>> revisions(SearchScope scope,
                                                               std::string embedding_model);
  // Chunks with any of these words, those with most and rarest first.
  Task<Result<std::vector<model::ChunkId>>> with_words(SearchScope scope,
                                                       std::vector<std::string> words,
                                                       std::size_t limit);
  // In no order; without those that have gone meanwhile.
  Task<Result<std::vector<model::Passage>>> passages(SearchScope scope,
                                                     std::vector<model::ChunkId> ids);
  // The role that a person has in the tenant; none: no member.
  Task<Result<std::optional<model::Role>>> role_of(model::TenantId tenant_id, model::UserId user);

 private:
  ports::Database& database_;
};

}  // namespace elevaite::knowledge
