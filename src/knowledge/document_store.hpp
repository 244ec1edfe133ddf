// Documents as people see them: brought, listed, read, given to others to read, made anew, deleted.
// Whoever may not read a document is told that there is none.
#pragma once
#include "model/knowledge.hpp"
#include "ports/database.hpp"

namespace elevaite::knowledge {

// A collection has at most so many: a search names each one that it may look into.
inline constexpr std::int64_t kMaxDocuments = 10'000;

struct ChunkPage {
  std::vector<model::Chunk> chunks;
  bool has_more = false;
};

class DocumentStore {
 public:
  DocumentStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // not_found (the collection), limit_exceeded.
  Task<Result<model::Document>> insert(model::Principal principal, model::Document document,
                                       model::DocumentAccess access);
  Task<Result<model::Document>> get(model::TenantId tenant_id, model::DocumentId id,
                                    model::Reader reader);
  Task<Result<model::DocumentAccess>> access_of(model::TenantId tenant_id, model::DocumentId id);
  // Newest first.
  Task<Result<std::vector<model::Document>>> list(model::TenantId tenant_id,
                                                  model::CollectionId collection_id,
                                                  model::Reader reader,
                                                  std::optional<model::DocumentId> before,
                                                  std::int64_t limit);
  Task<Result<void>> set_access(model::Principal principal, model::DocumentId id,
                                model::DocumentAccess access);
  // A new revision, queued, that `job_id` makes. conflict ("being_made") while one is.
  Task<Result<model::Document>> begin_revision(model::Principal principal, model::DocumentId id,
                                               model::JobId job_id);
  // The row, and with it chunks, words and readers.
  Task<Result<void>> remove(model::Principal principal, model::DocumentId id);
  // Of the live revision, from `from` on.
  Task<Result<ChunkPage>> chunks(model::TenantId tenant_id, model::DocumentId id,
                                 model::Reader reader, std::int64_t from, std::int64_t limit);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::knowledge
