#include "knowledge/ingest_job.hpp"

#include "core/thread_pool.hpp"

namespace elevaite::knowledge {
namespace {

using model::Document;
using model::DocumentStatus;
using ports::JobContext;
using ports::JobOutcome;

// The row of a document is written after its job: so long it may be on its way.
constexpr Duration kRowPatience = 1min;
constexpr Duration kRowLook = 500ms;
constexpr std::size_t kCutThreads = 1;
constexpr std::size_t kMaxCuts = 256;

bool is_outdated(const Error& error) {
  return error.code == ErrorCode::conflict && error.reason == kOutdated;
}

class IngestJob final : public ports::JobKind {
 public:
  explicit IngestJob(IngestServices services)
      : services_(services),
        store_(services.database, services.clock),
        pool_(kCutThreads, kMaxCuts) {}

  std::string_view name() const override { return model::kIngestJob; }

  Task<Result<JobOutcome>> run(JobContext context) override {
    const model::Job& job = context.job;
    CO_TRY(auto id, model::DocumentId::parse(find_string(job.payload, "document_id").value_or("")));
    const auto revision = find_int(job.payload, "revision").value_or(0);
    auto found = co_await store_.get(job.tenant_id, id);
    if (!found && found.error().code == ErrorCode::not_found) co_return co_await absent(job, id);
    if (!found) co_return std::move(found).error();
    Ingested ingested = std::move(*found);
    // A row that is older than the job's revision is about to be changed, or was given up.
    if (ingested.document.revision < revision && is_young(job))
      co_return JobOutcome::postponed(kRowLook);
    if (ingested.document.revision != revision) co_return dropped("outdated");
    const Document document = ingested.document;
    auto made = co_await make(std::move(ingested), context);
    if (made) co_return co_await done(document);
    if (is_outdated(made.error())) co_return co_await outdated(job, id);
    const bool may_retry = is_retryable(made.error().code) && job.attempt < job.max_attempts;
    if (may_retry) co_return std::move(made).error();
    auto failed = co_await store_.fail(document, made.error());
    if (!failed && !is_outdated(failed.error())) co_return std::move(failed).error();
    co_return JobOutcome::failed(std::move(made).error());
  }

  Task<Result<void>> cancel(JobContext context, std::string reason) override {
    const model::Job& job = context.job;
    CO_TRY(auto id, model::DocumentId::parse(find_string(job.payload, "document_id").value_or("")));
    auto found = co_await store_.get(job.tenant_id, id);
    if (!found && found.error().code == ErrorCode::not_found)
      co_return co_await services_.vectors.remove_document(job.tenant_id, id);
    if (!found) co_return std::move(found).error();
    if (found->document.revision != find_int(job.payload, "revision").value_or(0))
      co_return Result<void>();
    Error error{ErrorCode::cancelled, std::move(reason), "cancelled"};
    auto failed = co_await store_.fail(found->document, std::move(error));
    if (!failed && !is_outdated(failed.error())) co_return std::move(failed).error();
    co_return Result<void>();
  }

 private:
  bool is_young(const model::Job& job) const {
    return services_.clock.now() - job.created_at < kRowPatience;
  }

  // Of a document that was deleted meanwhile nothing may stay behind.
  Task<Result<JobOutcome>> outdated(model::Job job, model::DocumentId id) {
    auto found = co_await store_.get(job.tenant_id, id);
    if (found) co_return dropped("outdated");
    if (found.error().code != ErrorCode::not_found) co_return std::move(found).error();
    CO_CHECK(co_await services_.vectors.remove_document(job.tenant_id, id));
    co_return dropped("deleted");
  }

  // Not yet written, or deleted: then what may be left of it goes.
  Task<Result<JobOutcome>> absent(model::Job job, model::DocumentId id) {
    if (is_young(job)) co_return JobOutcome::postponed(kRowLook);
    CO_CHECK(co_await services_.vectors.remove_document(job.tenant_id, id));
    CO_CHECK(co_await services_.blobs.remove(model::blob_key_of(job.tenant_id, id)));
    co_return dropped("deleted");
  }

  static JobOutcome dropped(std::string_view why) {
    return JobOutcome::done(JsonObject{{"dropped", why}});
  }

  Task<Result<JobOutcome>> done(Document document) {
    ports::DocumentRevision revision{document.id, document.revision};
    CO_CHECK(co_await services_.vectors.remove_older(document.tenant_id, revision));
    // Deleted while its last vectors were on their way to an index of their own.
    auto found = co_await store_.get(document.tenant_id, document.id);
    if (!found && found.error().code == ErrorCode::not_found) {
      CO_CHECK(co_await services_.vectors.remove_document(document.tenant_id, document.id));
      co_return dropped("deleted");
    }
    if (!found) co_return std::move(found).error();
    co_return JobOutcome::done(JsonObject{{"document_id", document.id.str()},
                                          {"chunks", found->document.chunk_count},
                                          {"pages", found->document.page_count}});
  }

  Task<Result<void>> make(Ingested ingested, JobContext context) {
    Document document = ingested.document;
    if (document.status == DocumentStatus::ready) co_return Result<void>();
    if (document.status != DocumentStatus::embedding) {
      CO_TRY(document, co_await parse(std::move(document)));
    } else if (ingested.next_embedding_model != services_.embedder.name()) {
      // Vectors of two models cannot be compared with each other.
      CO_CHECK(co_await store_.begin_embedding(document, document.page_count, document.chunk_count,
                                               services_.embedder.name()));
      document.embedded_count = 0;
    }
    CO_CHECK(co_await embed(document, std::move(context)));
    co_return co_await store_.finish(document);
  }

  Task<Result<std::string>> content(Document document) {
    const auto key = model::blob_key_of(document.tenant_id, document.id);
    ports::BlobRange range{0, kMaxDocumentBytes + 1};
    CO_TRY(auto reader, co_await services_.blobs.open(key, range));
    std::string bytes;
    while (bytes.size() <= kMaxDocumentBytes) {
      CO_TRY(std::string piece, co_await reader->read());
      if (piece.empty()) break;
      bytes += piece;
    }
    co_return bytes;
  }

  Task<Result<Document>> parse(Document document) {
    CO_CHECK(co_await store_.begin_parsing(document));
    ports::SourceDocument source{document.name, document.content_type, ""};
    CO_TRY(source.bytes, co_await content(document));
    CO_TRY(auto parsed, co_await services_.parser.parse(std::move(source)));
    const auto pages = parsed.page_count;
    auto cut = [parsed = std::move(parsed), options = services_.chunking] {
      return Result<std::vector<CutChunk>>(cut_into_chunks(parsed, options));
    };
    CO_TRY(auto chunks, co_await pool_.run<std::vector<CutChunk>>(std::move(cut)));
    const auto count = static_cast<std::int64_t>(chunks.size());
    CO_CHECK(co_await store_.put_chunks(document, std::move(chunks)));
    CO_CHECK(co_await store_.begin_embedding(document, pages, count, services_.embedder.name()));
    document.status = DocumentStatus::embedding;
    document.page_count = pages;
    document.chunk_count = count;
    document.embedded_count = 0;
    co_return document;
  }

  Task<Result<void>> embed(Document document, JobContext context) {
    const ports::DocumentRevision revision{document.id, document.revision};
    const auto batch_size = static_cast<std::int64_t>(services_.embedder.batch_size());
    std::int64_t at = document.embedded_count;
    while (at < document.chunk_count) {
      CO_TRY(auto chunks, co_await store_.texts(document, at, batch_size));
      if (chunks.empty()) co_return outdated_chunks();
      std::vector<std::string> texts;
      for (ChunkText& chunk : chunks) texts.push_back(std::move(chunk.text));
      CO_TRY(auto vectors, co_await services_.embedder.embed(std::move(texts)));
      if (vectors.size() != chunks.size()) co_return wrong_count();
      std::vector<ports::VectorPoint> points;
      for (std::size_t i = 0; i < chunks.size(); ++i) {
        points.push_back({chunks[i].id, std::move(vectors[i])});
      }
      auto stored =
          co_await services_.vectors.upsert(document.tenant_id, revision, std::move(points));
      // A foreign key: the document was deleted.
      if (!stored && stored.error().code == ErrorCode::conflict) co_return outdated_chunks();
      if (!stored) co_return std::move(stored).error();
      at += static_cast<std::int64_t>(chunks.size());
      CO_CHECK(co_await store_.set_embedded(document, at));
      Json progress = JsonObject{
          {"document_id", document.id.str()}, {"embedded", at}, {"chunks", document.chunk_count}};
      co_await context.progress(std::move(progress));
    }
    co_return Result<void>();
  }

  static Error outdated_chunks() {
    Error error = conflict("The document is gone, or is being made anew.");
    error.reason = kOutdated;
    return error;
  }
  static Error wrong_count() {
    return internal_error("The embedder answered another number of vectors than of texts.");
  }

  IngestServices services_;
  IngestStore store_;
  ThreadPool pool_;
};

}  // namespace

Json ingest_payload(model::DocumentId id, std::int64_t revision) {
  return JsonObject{{"document_id", id.str()}, {"revision", revision}};
}

std::unique_ptr<ports::JobKind> make_ingest_job(IngestServices services) {
  return std::make_unique<IngestJob>(services);
}

}  // namespace elevaite::knowledge
