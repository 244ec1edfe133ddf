// Where vectors lie and near ones are found. It knows revisions of documents and nothing of who may
// read them: a search says among which revisions, and whoever asks has them from the database,
// where access, deletion and replacement hold at once.
#pragma once
#include <string>
#include <vector>

#include "core/task.hpp"
#include "model/ids.hpp"
#include "ports/embedder.hpp"

namespace elevaite::ports {

struct DocumentRevision {
  model::DocumentId document_id;
  std::int64_t revision = 0;
  auto operator<=>(const DocumentRevision&) const = default;
};

struct VectorPoint {
  model::ChunkId chunk_id;
  Vector vector;
};

struct VectorQuery {
  Vector vector;
  std::vector<DocumentRevision> among;
  std::size_t limit = 10;
};

struct VectorHit {
  model::ChunkId chunk_id;
  double similarity = 0;  // cosine
  bool operator==(const VectorHit&) const = default;
};

// Vectors of one revision have one dimension and are complete before it is searched. Every call is
// for one tenant: no call finds another one's. Errors: unavailable, timeout, invalid_argument (the
// dimension).
class VectorIndex {
 public:
  virtual ~VectorIndex() = default;
  // Points of a chunk that is there already take its place. conflict with the reason of a foreign
  // key where the index is the database and the document is gone.
  virtual Task<Result<void>> upsert(model::TenantId tenant_id, DocumentRevision revision,
                                    std::vector<VectorPoint> points) = 0;
  // Of the document, what is older than this revision. What is absent is no error.
  virtual Task<Result<void>> remove_older(model::TenantId tenant_id, DocumentRevision revision) = 0;
  // All revisions of the document.
  virtual Task<Result<void>> remove_document(model::TenantId tenant_id,
                                             model::DocumentId document_id) = 0;
  // The nearest first; of equal ones the smaller id.
  virtual Task<Result<std::vector<VectorHit>>> search(model::TenantId tenant_id,
                                                      VectorQuery query) = 0;
};

}  // namespace elevaite::ports
