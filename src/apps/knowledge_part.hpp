// Knowledge as a process has it: the embedder, the vectors, the parser, and what searches and fills
// them.
#pragma once
#include "apps/process.hpp"
#include "core/net/client.hpp"
#include "http/knowledge_services.hpp"
#include "knowledge/ingest_job.hpp"

namespace elevaite::apps {

class KnowledgePart {
 public:
  // Those that knowledge.* names; `http` outlives the part.
  KnowledgePart(ProcessContext& context, const Clock& clock, net::HttpClient& http,
                ports::BlobStore& blobs);

  ports::KnowledgeSearch& search() { return retrieval_; }
  ports::JobKind& job_kind() { return *ingest_; }
  http::KnowledgeServices& services() { return services_; }

 private:
  std::unique_ptr<ports::Embedder> embedder_;
  std::unique_ptr<ports::VectorIndex> vectors_;
  std::unique_ptr<ports::DocumentParser> parser_;
  knowledge::CollectionStore collections_;
  knowledge::DocumentStore documents_;
  knowledge::Retrieval retrieval_;
  std::unique_ptr<ports::JobKind> ingest_;
  http::KnowledgeServices services_;
};

}  // namespace elevaite::apps
