// The vector indexes that there are.
#pragma once
#include <memory>

#include "core/net/client.hpp"
#include "ports/database.hpp"
#include "ports/vector_index.hpp"

namespace elevaite::adapters::vector {

struct DatabaseIndexOptions {
  // What is kept in memory of the vectors that were searched; the rest is read when it is.
  std::size_t cache_bytes = 256 << 20;
};

std::unique_ptr<ports::VectorIndex> make_memory_index();

// Vectors in the database (chunk_vectors), all looked at in a search: exact, and quick enough for
// some hundred thousand. Deleting a document deletes them by a foreign key.
std::unique_ptr<ports::VectorIndex> make_database_index(ports::Database& database,
                                                        DatabaseIndexOptions options = {});

struct QdrantSettings {
  std::string url;                  // "https://host:6333"
  std::string api_key{};            // goes to that server only
  std::string prefix = "elevaite";  // of the names of its collections
  Duration timeout = 30s;
  int tries = 4;
  Duration first_pause = 200ms;  // before a second try; each further one is twice as long
  std::size_t batch_size = 256;  // points a request
};

// Vectors in Qdrant: one collection a dimension for all tenants, each point with its tenant, by
// which Qdrant keeps them together (is_tenant).
std::unique_ptr<ports::VectorIndex> make_qdrant_index(net::HttpClient& http,
                                                      QdrantSettings settings);

}  // namespace elevaite::adapters::vector
