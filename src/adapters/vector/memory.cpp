// Vectors in memory, for tests.
#include <map>

#include "adapters/vector/open.hpp"
#include "adapters/vector/scan.hpp"

namespace elevaite::adapters::vector {
namespace {

class MemoryIndex final : public ports::VectorIndex {
 public:
  Task<Result<void>> upsert(model::TenantId tenant_id, ports::DocumentRevision revision,
                            std::vector<ports::VectorPoint> points) override {
    auto& stored = tenants_[tenant_id][revision];
    for (auto& point : points) {
      stored.insert_or_assign(point.chunk_id, normalized(std::move(point.vector)));
    }
    co_return Result<void>();
  }
  Task<Result<void>> remove_older(model::TenantId tenant_id,
                                  ports::DocumentRevision revision) override {
    std::erase_if(tenants_[tenant_id], [&](const auto& entry) {
      return entry.first.document_id == revision.document_id &&
             entry.first.revision < revision.revision;
    });
    co_return Result<void>();
  }
  Task<Result<void>> remove_document(model::TenantId tenant_id,
                                     model::DocumentId document_id) override {
    std::erase_if(tenants_[tenant_id],
                  [&](const auto& entry) { return entry.first.document_id == document_id; });
    co_return Result<void>();
  }
  Task<Result<std::vector<ports::VectorHit>>> search(model::TenantId tenant_id,
                                                     ports::VectorQuery query) override {
    std::vector<SegmentPtr> segments;
    for (const auto& revision : query.among) {
      auto segment = std::make_shared<Segment>();
      segment->dimension = query.vector.size();
      for (const auto& [chunk_id, vector] : tenants_[tenant_id][revision]) {
        if (vector.size() != segment->dimension) continue;
        segment->chunk_ids.push_back(chunk_id);
        segment->values.insert(segment->values.end(), vector.begin(), vector.end());
      }
      segments.push_back(std::move(segment));
    }
    co_return nearest(segments, normalized(std::move(query.vector)), query.limit);
  }

 private:
  using Points = std::map<model::ChunkId, ports::Vector>;
  std::map<model::TenantId, std::map<ports::DocumentRevision, Points>> tenants_;
};

}  // namespace

std::unique_ptr<ports::VectorIndex> make_memory_index() { return std::make_unique<MemoryIndex>(); }

}  // namespace elevaite::adapters::vector
