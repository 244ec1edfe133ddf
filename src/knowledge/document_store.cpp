#include "knowledge/document_store.hpp"

#include "knowledge/access_sql.hpp"
#include "knowledge/document_rows.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::knowledge {
namespace {

using model::Document;
using ports::Scope;
using ports::Statement;

constexpr std::string_view kInsertDocument =
    "INSERT INTO documents (id, tenant_id, collection_id, name, content_type, size_bytes, sha256,"
    " status, revision, embedding_model, next_embedding_model, page_count, chunk_count, "
    "embedded_count, job_id,"
    " created_by, created_at, updated_at)"
    " SELECT $1, c.tenant_id, c.id, CAST($2 AS text), CAST($3 AS text),"
    " CAST($4 AS bigint), CAST($5 AS text), 'queued', 1, '', '', 0, 0, 0, $6,"
    " $7, CAST($8 AS bigint), CAST($8 AS bigint)"
    " FROM collections c WHERE c.tenant_id = $9 AND c.id = $10 AND (SELECT count(*) FROM documents"
    " n WHERE n.tenant_id = c.tenant_id AND n.collection_id = c.id) < $11";
constexpr std::string_view kInsertReader =
    "INSERT INTO document_readers (tenant_id, document_id, reader) VALUES ($1, $2, $3)";
constexpr std::string_view kClearReaders =
    "DELETE FROM document_readers WHERE tenant_id = $1 AND document_id = $2";
constexpr std::string_view kReaders =
    "SELECT reader FROM document_readers WHERE tenant_id = $1 AND document_id = $2 ORDER BY reader";
constexpr std::string_view kTouchDocument =
    "UPDATE documents SET updated_at = $1 WHERE tenant_id = $2 AND id = $3 AND"
    " EXISTS (SELECT 1 FROM document_readers a WHERE a.tenant_id = documents.tenant_id"
    " AND a.document_id = documents.id AND a.reader IN ('everyone', $4, $5))";
constexpr std::string_view kGetDocument =
    "SELECT " DOCUMENT_COLUMNS
    " FROM documents d WHERE d.tenant_id = $1 AND d.id = $2 AND" READABLE_BY("d", "$3", "$4");
constexpr std::string_view kListDocuments =
    "SELECT " DOCUMENT_COLUMNS
    " FROM documents d WHERE d.tenant_id = $1 AND d.collection_id = $2 AND d.id < $3"
    " AND" READABLE_BY("d", "$4", "$5") " ORDER BY d.id DESC LIMIT $6";
constexpr std::string_view kBeginRevision =
    "UPDATE documents SET status = 'queued', revision = revision + 1, error = NULL,"
    " chunk_count = 0, embedded_count = 0, job_id = $1, updated_at = $2"
    " WHERE tenant_id = $3 AND id = $4 AND status IN ('ready', 'failed')";
constexpr std::string_view kRemoveDocument =
    "DELETE FROM documents WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kChunks =
    "SELECT c.id, c.document_id, c.position, c.page, c.title_path, c.text, c.sha256, c.token_count"
    " FROM chunks c JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id"
    " AND d.live_revision = c.revision WHERE c.tenant_id = $1 AND c.document_id = $2"
    " AND c.position >= $3 AND" READABLE_BY("d", "$4", "$5") " ORDER BY c.position LIMIT $6";

void add_readers(std::vector<Statement>& batch, model::TenantId tenant_id, model::DocumentId id,
                 const std::vector<std::string>& readers) {
  for (const std::string& reader : readers) {
    batch.push_back({kInsertReader, {tenant_id.uuid, id.uuid, reader}});
  }
}

Json access_words(const std::vector<std::string>& readers) {
  JsonArray words;
  for (const std::string& reader : readers) words.push_back(Json(reader));
  return words;
}

Error being_made() {
  Error error = conflict("The document is being made. Wait until it is ready, or cancel its job.");
  error.reason = "being_made";
  return error;
}

bool changed_nothing(const Error& error) {
  return error.code == ErrorCode::conflict && error.reason == ports::kMustAffect;
}

}  // namespace

Task<Result<Document>> DocumentStore::insert(model::Principal principal, Document document,
                                             model::DocumentAccess access) {
  const auto now = clock_.now();
  const auto tenant = principal.tenant_id;
  const auto id = document.id;
  const auto readers = model::readers_of(access, principal.user_id);
  std::vector<Statement> change;
  change.push_back({kInsertDocument,
                    {id.uuid, document.name, document.content_type, document.size, document.sha256,
                     ports::or_null(document.job_id), principal.user_id.uuid, to_micros(now),
                     tenant.uuid, document.collection_id.uuid, kMaxDocuments},
                    true});
  add_readers(change, tenant, id, readers);
  auto event = model::audit_event(principal, now, "document.created", "document", id.str());
  event.after = JsonObject{{"name", document.name}, {"access", access_words(readers)}};
  auto done = co_await ports::audited_batch(database_, Scope::tenant(tenant), std::move(change),
                                            std::move(event));
  if (!done && changed_nothing(done.error())) {
    co_return Error{ErrorCode::limit_exceeded, "A collection has at most 10000 documents.",
                    "too_many_documents"};
  }
  if (!done) co_return std::move(done).error();
  co_return co_await get(tenant, id, model::Reader::of(principal));
}

Task<Result<Document>> DocumentStore::get(model::TenantId tenant_id, model::DocumentId id,
                                          model::Reader reader) {
  Statement statement{kGetDocument, {tenant_id.uuid, id.uuid, reader.role, reader.member}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("document");
  co_return document_of(rows, 0);
}

Task<Result<model::DocumentAccess>> DocumentStore::access_of(model::TenantId tenant_id,
                                                             model::DocumentId id) {
  Statement statement{kReaders, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<std::string> readers;
  for (std::size_t i = 0; i < rows.size(); ++i) readers.push_back(rows.text(i, 0));
  co_return model::access_from(readers);
}

Task<Result<std::vector<Document>>> DocumentStore::list(model::TenantId tenant_id,
                                                        model::CollectionId collection_id,
                                                        model::Reader reader,
                                                        std::optional<model::DocumentId> before,
                                                        std::int64_t limit) {
  auto start = before ? before->uuid : Uuid::greatest();
  Statement statement{
      kListDocuments,
      {tenant_id.uuid, collection_id.uuid, start, reader.role, reader.member, limit}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Document> documents;
  for (std::size_t i = 0; i < rows.size(); ++i) documents.push_back(document_of(rows, i));
  co_return documents;
}

Task<Result<void>> DocumentStore::set_access(model::Principal principal, model::DocumentId id,
                                             model::DocumentAccess access) {
  const auto tenant = principal.tenant_id;
  const auto reader = model::Reader::of(principal);
  CO_TRY(auto document, co_await get(tenant, id, reader));
  const auto readers = model::readers_of(access, document.created_by);
  const auto now = clock_.now();
  std::vector<Statement> change;
  change.push_back(
      {kTouchDocument, {to_micros(now), tenant.uuid, id.uuid, reader.role, reader.member}, true});
  change.push_back({kClearReaders, {tenant.uuid, id.uuid}});
  add_readers(change, tenant, id, readers);
  auto event = model::audit_event(principal, now, "document.access_changed", "document", id.str());
  event.after = JsonObject{{"access", access_words(readers)}};
  auto done = co_await ports::audited_batch(database_, Scope::tenant(tenant), std::move(change),
                                            std::move(event));
  if (!done && changed_nothing(done.error())) co_return not_found("document");
  if (!done) co_return std::move(done).error();
  co_return Result<void>();
}

Task<Result<Document>> DocumentStore::begin_revision(model::Principal principal,
                                                     model::DocumentId id, model::JobId job_id) {
  const auto tenant = principal.tenant_id;
  Statement statement{
      kBeginRevision, {job_id.uuid, to_micros(clock_.now()), tenant.uuid, id.uuid}, true};
  auto done = co_await database_.query(Scope::tenant(tenant), std::move(statement));
  if (!done && changed_nothing(done.error())) co_return being_made();
  if (!done) co_return std::move(done).error();
  co_return co_await get(tenant, id, model::Reader::of(principal));
}

Task<Result<void>> DocumentStore::remove(model::Principal principal, model::DocumentId id) {
  const auto tenant = principal.tenant_id;
  CO_TRY(auto document, co_await get(tenant, id, model::Reader::of(principal)));
  std::vector<Statement> change;
  change.push_back({kRemoveDocument, {tenant.uuid, id.uuid}, true});
  auto event =
      model::audit_event(principal, clock_.now(), "document.deleted", "document", id.str());
  event.before = JsonObject{{"name", document.name}};
  auto done = co_await ports::audited_batch(database_, Scope::tenant(tenant), std::move(change),
                                            std::move(event));
  if (!done && changed_nothing(done.error())) co_return not_found("document");
  if (!done) co_return std::move(done).error();
  co_return Result<void>();
}

Task<Result<ChunkPage>> DocumentStore::chunks(model::TenantId tenant_id, model::DocumentId id,
                                              model::Reader reader, std::int64_t from,
                                              std::int64_t limit) {
  CO_CHECK(co_await get(tenant_id, id, reader));
  Statement statement{kChunks,
                      {tenant_id.uuid, id.uuid, from, reader.role, reader.member, limit + 1}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  ChunkPage page;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (page.chunks.size() == static_cast<std::size_t>(limit)) {
      page.has_more = true;
      break;
    }
    page.chunks.push_back({{rows.uuid(i, 0)},
                           {rows.uuid(i, 1)},
                           rows.integer(i, 2),
                           rows.integer(i, 3),
                           rows.text(i, 4),
                           rows.text(i, 5),
                           rows.text(i, 6),
                           rows.integer(i, 7)});
  }
  co_return page;
}

}  // namespace elevaite::knowledge
