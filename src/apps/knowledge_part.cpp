#include "apps/knowledge_part.hpp"

#include "adapters/embedding/lexical.hpp"
#include "adapters/embedding/openai.hpp"
#include "adapters/parser/open.hpp"
#include "adapters/vector/open.hpp"

namespace elevaite::apps {
namespace {

std::unique_ptr<ports::Embedder> open_embedder(const Config& config, net::HttpClient& http) {
  if (config.text("knowledge.embedder") == "lexical")
    return std::make_unique<adapters::embedding::LexicalEmbedder>();
  adapters::embedding::OpenaiEmbeddingSettings settings;
  settings.base_url = config.text("knowledge.embedding_url");
  settings.api_key = config.text("openai.api_key");
  // The operator's key is for the server that it was given for.
  if (settings.base_url.empty()) {
    settings.base_url = config.text("openai.base_url");
  } else if (settings.base_url != config.text("openai.base_url")) {
    settings.api_key = config.text("knowledge.embedding_key");
  }
  settings.model = config.text("knowledge.embedding_model");
  settings.dimension = static_cast<std::size_t>(config.integer("knowledge.embedding_dimension"));
  settings.sends_dimension = settings.model.starts_with("text-embedding-3");
  return adapters::embedding::make_openai_embedder(http, std::move(settings));
}

std::unique_ptr<ports::VectorIndex> open_vectors(ProcessContext& context, net::HttpClient& http) {
  if (const auto& url = context.config.text("knowledge.qdrant_url"); !url.empty()) {
    adapters::vector::QdrantSettings settings;
    settings.url = url;
    settings.api_key = context.config.text("knowledge.qdrant_key");
    return adapters::vector::make_qdrant_index(http, std::move(settings));
  }
  adapters::vector::DatabaseIndexOptions options;
  options.cache_bytes = context.config.bytes("knowledge.vector_cache");
  return adapters::vector::make_database_index(context.database, options);
}

std::unique_ptr<ports::DocumentParser> open_documents(ProcessContext& context) {
  adapters::parser::ParserProcessOptions options;
  options.processes = static_cast<std::size_t>(context.config.integer("knowledge.parsers"));
  options.memory_bytes = context.config.bytes("knowledge.parser_memory");
  options.time = context.config.duration("knowledge.parser_time");
  options.processor_time = std::chrono::ceil<std::chrono::seconds>(options.time);
  return adapters::parser::open_parser(context.executor, std::move(options));
}

}  // namespace

KnowledgePart::KnowledgePart(ProcessContext& context, const Clock& clock, net::HttpClient& http,
                             ports::BlobStore& blobs)
    : embedder_(open_embedder(context.config, http)),
      vectors_(open_vectors(context, http)),
      parser_(open_documents(context)),
      collections_(context.database, clock),
      documents_(context.database, clock),
      retrieval_(context.database, *embedder_, *vectors_, clock),
      ingest_(knowledge::make_ingest_job(
          {context.database, blobs, *parser_, *embedder_, *vectors_, clock})),
      services_{collections_, documents_, retrieval_, blobs, *vectors_} {}

}  // namespace elevaite::apps
