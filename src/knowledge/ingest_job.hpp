// The kind of job that makes a revision of a document: parses, cuts, embeds, and puts the revision
// in the place of the one before. Begun again it goes on after the last batch that was embedded.
#pragma once
#include "knowledge/ingest_store.hpp"
#include "ports/blob_store.hpp"
#include "ports/document_parser.hpp"
#include "ports/job_kind.hpp"
#include "ports/vector_index.hpp"

namespace elevaite::knowledge {

// How large a document's content may be.
inline constexpr std::size_t kMaxDocumentBytes = 32 << 20;

Json ingest_payload(model::DocumentId id, std::int64_t revision);

struct IngestServices {
  ports::Database& database;
  ports::BlobStore& blobs;
  ports::DocumentParser& parser;
  ports::Embedder& embedder;
  ports::VectorIndex& vectors;
  const Clock& clock;
  ChunkOptions chunking{};
};

std::unique_ptr<ports::JobKind> make_ingest_job(IngestServices services);

}  // namespace elevaite::knowledge
