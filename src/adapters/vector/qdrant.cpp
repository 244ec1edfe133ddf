#include <algorithm>
#include <set>

#include "adapters/vector/qdrant_client.hpp"
#include "adapters/vector/scan.hpp"

namespace elevaite::adapters::vector {
namespace {

class QdrantIndex final : public ports::VectorIndex {
 public:
  QdrantIndex(net::HttpClient& http, const QdrantSettings& settings)
      : prefix_(settings.prefix), client_(http, settings) {}

  Task<Result<void>> upsert(model::TenantId tenant_id, ports::DocumentRevision revision,
                            std::vector<ports::VectorPoint> points) override {
    if (points.empty()) co_return Result<void>();
    const std::size_t dimension = points[0].vector.size();
    for (auto& point : points) point.vector = normalized(std::move(point.vector));
    const auto name = collection_for(dimension);
    if (!ensured_.contains(name)) {
      CO_CHECK(co_await client_.ensure(name, dimension));
      ensured_.insert(name);
    }
    co_return co_await client_.upsert(name, tenant_id, revision, std::move(points));
  }

  Task<Result<void>> remove_older(model::TenantId tenant_id,
                                  ports::DocumentRevision revision) override {
    return remove(tenant_id, revision.document_id, revision.revision);
  }

  Task<Result<void>> remove_document(model::TenantId tenant_id,
                                     model::DocumentId document_id) override {
    return remove(tenant_id, document_id, std::nullopt);
  }

  Task<Result<std::vector<ports::VectorHit>>> search(model::TenantId tenant_id,
                                                     ports::VectorQuery query) override {
    std::vector<ports::VectorHit> none;
    if (query.among.empty()) co_return none;
    query.vector = normalized(std::move(query.vector));
    const auto name = collection_for(query.vector.size());
    auto hits = co_await client_.query(name, tenant_id, std::move(query));
    // Nothing of this dimension was ever stored.
    if (!hits && hits.error().code == ErrorCode::not_found) co_return none;
    if (!hits) co_return std::move(hits).error();
    std::ranges::sort(*hits, [](const ports::VectorHit& a, const ports::VectorHit& b) {
      return a.similarity != b.similarity ? a.similarity > b.similarity : a.chunk_id < b.chunk_id;
    });
    co_return hits;
  }

 private:
  std::string collection_for(std::size_t dimension) const {
    return prefix_ + "_" + std::to_string(dimension);
  }

  // From all dimensions: the model may have been changed since.
  Task<Result<void>> remove(model::TenantId tenant_id, model::DocumentId document_id,
                            std::optional<std::int64_t> before) {
    CO_TRY(auto names, co_await client_.collections());
    for (const std::string& name : names) {
      CO_CHECK(co_await client_.remove(name, tenant_id, document_id, before));
    }
    co_return Result<void>();
  }

  std::string prefix_;
  QdrantClient client_;
  std::set<std::string> ensured_;
};

}  // namespace

std::unique_ptr<ports::VectorIndex> make_qdrant_index(net::HttpClient& http,
                                                      QdrantSettings settings) {
  return std::make_unique<QdrantIndex>(http, settings);
}

}  // namespace elevaite::adapters::vector
