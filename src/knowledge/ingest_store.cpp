#include "knowledge/ingest_store.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "knowledge/document_rows.hpp"

namespace elevaite::knowledge {
namespace {

using model::Document;
using ports::Scope;
using ports::Statement;

constexpr std::string_view kGetIngested =
    "SELECT " DOCUMENT_COLUMNS
    ", d.next_embedding_model FROM documents d WHERE d.tenant_id = $1 AND d.id = $2";
constexpr std::string_view kBeginParsing =
    "UPDATE documents SET status = 'parsing', error = NULL, chunk_count = 0, embedded_count = 0,"
    " updated_at = $1 WHERE tenant_id = $2 AND id = $3 AND revision = $4 AND status <> 'ready'";
constexpr std::string_view kRemoveChunks =
    "DELETE FROM chunks WHERE tenant_id = $1 AND document_id = $2 AND revision = $3";
constexpr std::string_view kInsertChunks =
    "WITH v (id, tenant_id, collection_id, document_id, revision, position, page, title_path, text,"
    " sha256, token_count)"
    " AS ($rows(uuid, uuid, uuid, uuid, bigint, bigint, bigint, text, text, text, bigint))"
    " INSERT INTO chunks (id, tenant_id, collection_id, document_id, revision, position, page,"
    " title_path, text, sha256, token_count)"
    " SELECT id, tenant_id, collection_id, document_id, revision, position, page, title_path, text,"
    " sha256, token_count FROM v WHERE true ON CONFLICT DO NOTHING";
constexpr std::string_view kBeginEmbedding =
    "UPDATE documents SET status = 'embedding', page_count = $1, chunk_count = $2,"
    " embedded_count = 0, next_embedding_model = $3, updated_at = $4"
    " WHERE tenant_id = $5 AND id = $6 AND revision = $7 AND status IN ('parsing', 'embedding')";
constexpr std::string_view kTexts =
    "SELECT id, title_path, text FROM chunks WHERE tenant_id = $1 AND document_id = $2"
    " AND revision = $3 AND position >= $4 ORDER BY position LIMIT $5";
constexpr std::string_view kSetEmbedded =
    "UPDATE documents SET embedded_count = $1, updated_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND revision = $5 AND status = 'embedding'";
constexpr std::string_view kFinish =
    "UPDATE documents SET status = 'ready', live_revision = revision,"
    " embedding_model = next_embedding_model, updated_at = $1"
    " WHERE tenant_id = $2 AND id = $3 AND revision = $4 AND status = 'embedding'"
    " AND embedded_count = chunk_count";
constexpr std::string_view kRemoveOldChunks =
    "DELETE FROM chunks WHERE tenant_id = $1 AND document_id = $2 AND revision < $3";
constexpr std::string_view kFail =
    "UPDATE documents SET status = 'failed', error = $1, updated_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND revision = $5 AND status <> 'ready'";

Error outdated() {
  Error error = conflict("The document is gone, or is being made anew.");
  error.reason = kOutdated;
  return error;
}

std::string hash_of(const CutChunk& chunk) {
  crypto::Sha256 hash;
  hash.update(chunk.title_path);
  hash.update("\n");
  hash.update(chunk.text);
  auto digest = hash.finish();
  return crypto::hex_encode(digest);
}

}  // namespace

Task<Result<void>> IngestStore::write(model::TenantId tenant_id, std::vector<Statement> batch) {
  auto done = co_await database_.batch(Scope::tenant(tenant_id), std::move(batch));
  if (done) co_return Result<void>();
  const auto& reason = done.error().reason;
  bool is_outdated =
      done.error().code == ErrorCode::conflict &&
      (reason == ports::kMustAffect || reason == "foreign_key" || reason == "chunks_document");
  if (is_outdated) co_return outdated();
  co_return std::move(done).error();
}

Task<Result<Ingested>> IngestStore::get(model::TenantId tenant_id, model::DocumentId id) {
  Statement statement{kGetIngested, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("document");
  Ingested ingested;
  ingested.document = document_of(rows, 0);
  ingested.next_embedding_model = rows.text(0, 19);
  co_return ingested;
}

Task<Result<void>> IngestStore::begin_parsing(const Document& document) {
  const auto tenant = document.tenant_id;
  std::vector<Statement> batch;
  batch.push_back({kBeginParsing,
                   {to_micros(clock_.now()), tenant.uuid, document.id.uuid, document.revision},
                   true});
  batch.push_back({kRemoveChunks, {tenant.uuid, document.id.uuid, document.revision}});
  return write(tenant, std::move(batch));
}

Task<Result<void>> IngestStore::put_chunks(Document document, std::vector<CutChunk> chunks) {
  // By weight rather than by number: a statement is held in memory as a whole.
  constexpr std::size_t kBatch = 500;
  for (std::size_t begin = 0; begin < chunks.size(); begin += kBatch) {
    Statement insert{kInsertChunks};
    for (std::size_t i = begin; i < std::min(begin + kBatch, chunks.size()); ++i) {
      CutChunk& chunk = chunks[i];
      const auto position = static_cast<std::int64_t>(i);
      auto add = [&insert](ports::SqlValue value) { insert.params.push_back(std::move(value)); };
      add(model::chunk_id_of(document.id, document.revision, position).uuid);
      add(document.tenant_id.uuid);
      add(document.collection_id.uuid);
      add(document.id.uuid);
      add(document.revision);
      add(position);
      add(chunk.page);
      add(chunk.title_path);
      std::string hash = hash_of(chunk);
      add(std::move(chunk.text));
      add(std::move(hash));
      add(chunk.token_count);
    }
    std::vector<Statement> batch;
    batch.push_back(std::move(insert));
    CO_CHECK(co_await write(document.tenant_id, std::move(batch)));
  }
  co_return Result<void>();
}

Task<Result<void>> IngestStore::begin_embedding(const Document& document, std::int64_t page_count,
                                                std::int64_t chunk_count,
                                                std::string embedding_model) {
  std::vector<Statement> batch;
  batch.push_back({kBeginEmbedding,
                   {page_count, chunk_count, std::move(embedding_model), to_micros(clock_.now()),
                    document.tenant_id.uuid, document.id.uuid, document.revision},
                   true});
  return write(document.tenant_id, std::move(batch));
}

Task<Result<std::vector<ChunkText>>> IngestStore::texts(const Document& document, std::int64_t from,
                                                        std::int64_t limit) {
  const auto tenant = document.tenant_id;
  Statement statement{kTexts, {tenant.uuid, document.id.uuid, document.revision, from, limit}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant), std::move(statement)));
  std::vector<ChunkText> texts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string text = rows.text(i, 1);
    if (!text.empty()) text += "\n";
    text += rows.text(i, 2);
    texts.push_back({{rows.uuid(i, 0)}, std::move(text)});
  }
  co_return texts;
}

Task<Result<void>> IngestStore::set_embedded(const Document& document, std::int64_t count) {
  std::vector<Statement> batch;
  batch.push_back({kSetEmbedded,
                   {count, to_micros(clock_.now()), document.tenant_id.uuid, document.id.uuid,
                    document.revision},
                   true});
  return write(document.tenant_id, std::move(batch));
}

Task<Result<void>> IngestStore::finish(const Document& document) {
  const auto tenant = document.tenant_id;
  std::vector<Statement> batch;
  batch.push_back(
      {kFinish, {to_micros(clock_.now()), tenant.uuid, document.id.uuid, document.revision}, true});
  batch.push_back({kRemoveOldChunks, {tenant.uuid, document.id.uuid, document.revision}});
  return write(tenant, std::move(batch));
}

Task<Result<void>> IngestStore::fail(const Document& document, Error error) {
  const auto tenant = document.tenant_id;
  std::vector<Statement> batch;
  batch.push_back({kFail,
                   {error_text(error), to_micros(clock_.now()), tenant.uuid, document.id.uuid,
                    document.revision},
                   true});
  batch.push_back({kRemoveChunks, {tenant.uuid, document.id.uuid, document.revision}});
  return write(tenant, std::move(batch));
}

}  // namespace elevaite::knowledge
