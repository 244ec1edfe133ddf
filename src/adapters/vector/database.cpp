#include <bit>
#include <cstring>
#include <map>

#include "adapters/vector/open.hpp"
#include "adapters/vector/scan.hpp"
#include "core/lru_cache.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::vector {
namespace {

using ports::Scope;
using ports::Statement;

static_assert(std::endian::native == std::endian::little, "vectors are stored little-endian");

constexpr std::string_view kUpsertVectors =
    "WITH v (tenant_id, document_id, revision, chunk_id, vector)"
    " AS ($rows(uuid, uuid, bigint, uuid, bytea))"
    " INSERT INTO chunk_vectors (tenant_id, document_id, revision, chunk_id, vector)"
    " SELECT tenant_id, document_id, revision, chunk_id, vector FROM v WHERE true"
    " ON CONFLICT (tenant_id, document_id, revision, chunk_id)"
    " DO UPDATE SET vector = excluded.vector";
constexpr std::string_view kRemoveOlderVectors =
    "DELETE FROM chunk_vectors WHERE tenant_id = $1 AND document_id = $2 AND revision < $3";
constexpr std::string_view kRemoveDocumentVectors =
    "DELETE FROM chunk_vectors WHERE tenant_id = $1 AND document_id = $2";
constexpr std::string_view kLoadVectors =
    "WITH v (tenant_id, document_id, revision) AS ($rows(uuid, uuid, bigint))"
    " SELECT c.document_id, c.revision, c.chunk_id, c.vector FROM v JOIN chunk_vectors c"
    " ON c.tenant_id = v.tenant_id AND c.document_id = v.document_id AND c.revision = v.revision";

// Revisions that are loaded by one statement.
constexpr std::size_t kLoadBatch = 200;
constexpr std::size_t kMaxEntries = 1 << 20;  // the bytes are what bounds the cache
constexpr std::size_t kScanThreads = 2;
constexpr std::size_t kMaxScans = 256;

struct CacheKey {
  model::TenantId tenant_id;
  ports::DocumentRevision revision;
  bool operator==(const CacheKey&) const = default;
};
struct CacheKeyHash {
  std::size_t operator()(const CacheKey& key) const noexcept {
    return std::hash<Uuid>{}(key.tenant_id.uuid) ^
           std::hash<Uuid>{}(key.revision.document_id.uuid) * 31 ^
           static_cast<std::size_t>(key.revision.revision);
  }
};

ports::Bytes bytes_of(const ports::Vector& vector) {
  ports::Bytes bytes(vector.size() * sizeof(float));
  std::memcpy(bytes.data(), vector.data(), bytes.size());
  return bytes;
}

void append(Segment& segment, model::ChunkId chunk_id, const ports::Bytes& bytes) {
  const std::size_t dimension = bytes.size() / sizeof(float);
  if (segment.dimension == 0) segment.dimension = dimension;
  if (segment.dimension != dimension) return;
  segment.chunk_ids.push_back(chunk_id);
  const std::size_t begin = segment.values.size();
  segment.values.resize(begin + dimension);
  std::memcpy(segment.values.data() + begin, bytes.data(), bytes.size());
}

class DatabaseIndex final : public ports::VectorIndex {
 public:
  DatabaseIndex(ports::Database& database, DatabaseIndexOptions options)
      : database_(database), options_(options), pool_(kScanThreads, kMaxScans) {}

  Task<Result<void>> upsert(model::TenantId tenant_id, ports::DocumentRevision revision,
                            std::vector<ports::VectorPoint> points) override {
    if (points.empty()) co_return Result<void>();
    Statement statement{kUpsertVectors};
    for (auto& point : points) {
      statement.params.emplace_back(tenant_id.uuid);
      statement.params.emplace_back(revision.document_id.uuid);
      statement.params.emplace_back(revision.revision);
      statement.params.emplace_back(point.chunk_id.uuid);
      statement.params.emplace_back(bytes_of(normalized(std::move(point.vector))));
    }
    CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
    forget({tenant_id, revision});
    co_return Result<void>();
  }

  Task<Result<void>> remove_older(model::TenantId tenant_id,
                                  ports::DocumentRevision revision) override {
    Statement statement{kRemoveOlderVectors,
                        {tenant_id.uuid, revision.document_id.uuid, revision.revision}};
    CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
    forget_if([&](const CacheKey& key) {
      return key.tenant_id == tenant_id && key.revision.document_id == revision.document_id &&
             key.revision.revision < revision.revision;
    });
    co_return Result<void>();
  }

  Task<Result<void>> remove_document(model::TenantId tenant_id,
                                     model::DocumentId document_id) override {
    Statement statement{kRemoveDocumentVectors, {tenant_id.uuid, document_id.uuid}};
    CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
    forget_if([&](const CacheKey& key) {
      return key.tenant_id == tenant_id && key.revision.document_id == document_id;
    });
    co_return Result<void>();
  }

  Task<Result<std::vector<ports::VectorHit>>> search(model::TenantId tenant_id,
                                                     ports::VectorQuery query) override {
    CO_TRY(auto segments, co_await segments_of(tenant_id, std::move(query.among)));
    auto work = [segments = std::move(segments), vector = normalized(std::move(query.vector)),
                 limit = query.limit] {
      return Result<std::vector<ports::VectorHit>>(nearest(segments, vector, limit));
    };
    co_return co_await pool_.run<std::vector<ports::VectorHit>>(std::move(work));
  }

 private:
  Task<Result<std::vector<SegmentPtr>>> segments_of(model::TenantId tenant_id,
                                                    std::vector<ports::DocumentRevision> among) {
    std::vector<SegmentPtr> segments;
    segments.reserve(among.size());
    std::vector<ports::DocumentRevision> missing;
    for (const auto& revision : among) {
      auto* found = cache_.find({tenant_id, revision});
      if (found != nullptr) {
        segments.push_back(*found);
      } else {
        missing.push_back(revision);
      }
    }
    for (std::size_t begin = 0; begin < missing.size(); begin += kLoadBatch) {
      auto end = std::min(missing.size(), begin + kLoadBatch);
      std::vector<ports::DocumentRevision> batch(
          missing.begin() + static_cast<std::ptrdiff_t>(begin),
          missing.begin() + static_cast<std::ptrdiff_t>(end));
      CO_TRY(auto loaded, co_await load(tenant_id, std::move(batch)));
      segments.insert(segments.end(), loaded.begin(), loaded.end());
    }
    co_return segments;
  }

  Task<Result<std::vector<SegmentPtr>>> load(model::TenantId tenant_id,
                                             std::vector<ports::DocumentRevision> batch) {
    Statement statement{kLoadVectors};
    std::map<ports::DocumentRevision, std::shared_ptr<Segment>> made;
    for (const auto& revision : batch) {
      statement.params.emplace_back(tenant_id.uuid);
      statement.params.emplace_back(revision.document_id.uuid);
      statement.params.emplace_back(revision.revision);
      made[revision] = std::make_shared<Segment>();
    }
    CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ports::DocumentRevision revision{{rows.uuid(i, 0)}, rows.integer(i, 1)};
      append(*made[revision], {rows.uuid(i, 2)}, rows.bytes(i, 3));
    }
    std::vector<SegmentPtr> segments;
    for (auto& [revision, segment] : made) {
      segments.push_back(segment);
      keep({tenant_id, revision}, segment);
    }
    co_return segments;
  }

  // What has no vectors yet may get some, in another process: it is not kept.
  void keep(const CacheKey& key, SegmentPtr segment) {
    if (segment->chunk_ids.empty()) return;
    forget(key);
    cached_bytes_ += segment->bytes();
    cache_.put(key, std::move(segment));
    while (cached_bytes_ > options_.cache_bytes) {
      auto oldest = cache_.pop_oldest();
      if (!oldest) break;
      cached_bytes_ -= (*oldest)->bytes();
    }
  }

  void forget(const CacheKey& key) {
    auto* found = cache_.find(key);
    if (found == nullptr) return;
    cached_bytes_ -= (*found)->bytes();
    cache_.erase(key);
  }

  template <class Matches>
  void forget_if(Matches matches) {
    cache_.erase_if([&](const CacheKey& key, const SegmentPtr& segment) {
      if (!matches(key)) return false;
      cached_bytes_ -= segment->bytes();
      return true;
    });
  }

  ports::Database& database_;
  DatabaseIndexOptions options_;
  LruCache<CacheKey, SegmentPtr, CacheKeyHash> cache_{kMaxEntries};
  std::size_t cached_bytes_ = 0;
  ThreadPool pool_;
};

}  // namespace

std::unique_ptr<ports::VectorIndex> make_database_index(ports::Database& database,
                                                        DatabaseIndexOptions options) {
  return std::make_unique<DatabaseIndex>(database, options);
}

}  // namespace elevaite::adapters::vector
