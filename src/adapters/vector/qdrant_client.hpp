// Qdrant's HTTP API, as far as we use it. Every call that reads or deletes points takes the tenant
// and builds the filter itself: there is no call without one.
#pragma once
#include "adapters/vector/open.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::vector {

class QdrantClient {
 public:
  QdrantClient(net::HttpClient& http, QdrantSettings settings);

  // Ours, by their names.
  Task<Result<std::vector<std::string>>> collections();
  // Made, with its payload indexes, unless it is there.
  Task<Result<void>> ensure(std::string collection, std::size_t dimension);
  Task<Result<void>> upsert(std::string collection, model::TenantId tenant_id,
                            ports::DocumentRevision revision,
                            std::vector<ports::VectorPoint> points);
  // Of a document: everything, or what is older than `before`.
  Task<Result<void>> remove(std::string collection, model::TenantId tenant_id,
                            model::DocumentId document_id, std::optional<std::int64_t> before);
  // not_found when there is no such collection.
  Task<Result<std::vector<ports::VectorHit>>> query(std::string collection,
                                                    model::TenantId tenant_id,
                                                    ports::VectorQuery query);

 private:
  Task<Result<Json>> call(std::string method, std::string path, Json body);
  Task<Result<Json>> call_once(std::string method, std::string path, Json body);

  net::HttpClient& http_;
  QdrantSettings settings_;
};

}  // namespace elevaite::adapters::vector
