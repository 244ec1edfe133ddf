// A document on its way to be searched, as the job that makes it sees it. Every write names the
// revision: one that is no longer the document's changes nothing.
#pragma once
#include "knowledge/chunker.hpp"
#include "model/knowledge.hpp"
#include "ports/database.hpp"

namespace elevaite::knowledge {

// The document is gone, or another revision of it is being made: what was begun is dropped.
inline constexpr std::string_view kOutdated = "outdated";

struct Ingested {
  model::Document document;
  std::string next_embedding_model;
};

struct ChunkText {
  model::ChunkId id;
  std::string text;  // with its title path, as it is embedded
};

class IngestStore {
 public:
  IngestStore(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // not_found.
  Task<Result<Ingested>> get(model::TenantId tenant_id, model::DocumentId id);
  // Anew: without what an earlier attempt left. conflict (kOutdated), as all below.
  Task<Result<void>> begin_parsing(const model::Document& document);
  // Those that are there already stay.
  Task<Result<void>> put_chunks(model::Document document, std::vector<CutChunk> chunks);
  Task<Result<void>> begin_embedding(const model::Document& document, std::int64_t page_count,
                                     std::int64_t chunk_count, std::string embedding_model);
  // From position `from` on, at most `limit`.
  Task<Result<std::vector<ChunkText>>> texts(const model::Document& document, std::int64_t from,
                                             std::int64_t limit);
  Task<Result<void>> set_embedded(const model::Document& document, std::int64_t count);
  // What was searched of it until now is this revision's from here on, and the old chunks are gone.
  Task<Result<void>> finish(const model::Document& document);
  // The chunks of the revision go; what was live stays.
  Task<Result<void>> fail(const model::Document& document, Error error);

 private:
  Task<Result<void>> write(model::TenantId tenant_id, std::vector<ports::Statement> batch);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::knowledge
