// Knowledge over a real, migrated database of either kind; documents are parsed in this process.
#pragma once
#include "adapters/blob/open.hpp"
#include "adapters/embedding/lexical.hpp"
#include "adapters/parser/parse.hpp"
#include "adapters/vector/open.hpp"
#include "http/knowledge_answers.hpp"
#include "knowledge/document_store.hpp"
#include "knowledge/ingest_job.hpp"
#include "knowledge/retrieval.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {

struct InlineParser final : ports::DocumentParser {
  int calls = 0;
  Task<Result<model::ParsedDocument>> parse(ports::SourceDocument source) override {
    ++calls;
    co_return adapters::parser::parse_document(source);
  }
};

// Fails at the nth batch, or stops there as a killed worker does.
struct MoodyEmbedder final : ports::Embedder {
  adapters::embedding::LexicalEmbedder inner;
  std::string called = inner.name();
  std::size_t batch = 4;
  int fails_at = 0;  // 0: never
  Error failure{ErrorCode::unavailable, "The embedding server is away."};
  int calls = 0;
  std::size_t texts_embedded = 0;

  const std::string& name() const override { return called; }
  std::size_t dimension() const override { return inner.dimension(); }
  std::size_t batch_size() const override { return batch; }
  Task<Result<std::vector<ports::Vector>>> embed(std::vector<std::string> texts) override {
    if (++calls == fails_at) co_return failure;
    texts_embedded += texts.size();
    co_return co_await inner.embed(std::move(texts));
  }
};

class KnowledgeTest : public testing::TestWithParam<std::string> {
 protected:
  KnowledgeTest() {
    ada = person(model::Role::owner);
    bob = person(model::Role::builder);
    vic = person(model::Role::viewer);
    knowledge::NewCollection fresh{"Handbook", ""};
    collection = db.await(collections.create(ada, std::move(fresh))).value();
  }

  model::Principal person(model::Role role, std::optional<model::TenantId> of = std::nullopt) {
    model::Principal made;
    made.tenant_id = of.value_or(tenant);
    made.user_id = model::UserId::generate();
    made.role = role;
    std::int64_t none = 0;
    db.query(
        "INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)"
        " ON CONFLICT DO NOTHING",
        {made.tenant_id.uuid, std::string("T"), none});
    db.query(
        "INSERT INTO users (id, email, name, password_hash, password_changed_at, failed_sign_ins,"
        " locked_until, created_at, updated_at) VALUES ($1, $2, $3, $3, $4, $4, $4, $4, $4)",
        {made.user_id.uuid, made.user_id.str() + "@example.com", std::string("P"), none});
    db.query(
        "INSERT INTO members (id, tenant_id, user_id, role, created_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        {Uuid::generate(), made.tenant_id.uuid, made.user_id.uuid,
         std::string(model::to_string(role)), none});
    return made;
  }

  // Queued, with its content in its place.
  model::Document bring(const model::Principal& who, std::string name, std::string text,
                        model::DocumentAccess access = {}) {
    model::Document document;
    document.id = model::DocumentId::generate();
    document.collection_id = collection.id;
    document.name = std::move(name);
    document.content_type = "text/markdown";
    document.size = static_cast<std::int64_t>(text.size());
    db.await(http::write_content(*blobs, model::blob_key_of(who.tenant_id, document.id),
                                 "text/markdown", std::move(text)))
        .value();
    return db.await(documents.insert(who, std::move(document), std::move(access))).value();
  }
  ports::JobContext context_of(const model::Document& document, std::int64_t attempt = 1) {
    ports::JobContext context;
    context.job.id = model::JobId::generate();
    context.job.tenant_id = document.tenant_id;
    context.job.kind = model::kIngestJob;
    context.job.payload = knowledge::ingest_payload(document.id, document.revision);
    context.job.attempt = attempt;
    context.job.max_attempts = 3;
    context.job.created_at = clock.now();
    context.progress = [](Json) -> Task<void> { co_return; };
    return context;
  }
  Result<ports::JobOutcome> ingest(const model::Document& document, std::int64_t attempt = 1) {
    return db.await(job->run(context_of(document, attempt)));
  }
  model::Document ready(const model::Principal& who, std::string name, std::string text,
                        model::DocumentAccess access = {}) {
    auto document = bring(who, std::move(name), std::move(text), std::move(access));
    auto outcome = ingest(document);
    EXPECT_TRUE(outcome && outcome->kind == ports::JobOutcome::Kind::done);
    return get(who, document.id);
  }
  model::Document get(const model::Principal& who, model::DocumentId id) {
    return db.await(documents.get(who.tenant_id, id, model::Reader::of(who))).value();
  }
  std::vector<model::Passage> search(const model::Principal& who, std::string text,
                                     double min_similarity = 0) {
    ports::KnowledgeQuery query;
    query.text = std::move(text);
    query.min_similarity = min_similarity;
    return db.await(retrieval.search(who.tenant_id, model::Reader::of(who), std::move(query)))
        .value();
  }
  std::int64_t count(std::string_view table) {
    return db
        .query(table == "chunks" ? "SELECT count(*) FROM chunks"
                                 : "SELECT count(*) FROM chunk_vectors")
        .integer(0, 0);
  }
  // Sections that each have a word of their own: "topic7".
  static std::string sections(int number) {
    std::string text;
    for (int i = 0; i < number; ++i) {
      text += "# Section " + std::to_string(i) + "\n\nThis is about topic" + std::to_string(i) +
              " and nothing else.\n\n";
    }
    return text;
  }

  DatabaseOfKind db{GetParam()};
  ManualClock clock{system_clock().now()};
  model::TenantId tenant = model::TenantId::generate();
  std::unique_ptr<ports::BlobStore> blobs =
      adapters::blob::open_blob_store(db.executor(), "memory:", {}).value();
  InlineParser parser;
  MoodyEmbedder embedder;
  std::unique_ptr<ports::VectorIndex> vectors = adapters::vector::make_database_index(*db);
  knowledge::CollectionStore collections{*db, clock};
  knowledge::DocumentStore documents{*db, clock};
  knowledge::Retrieval retrieval{*db, embedder, *vectors, clock};
  std::unique_ptr<ports::JobKind> job =
      knowledge::make_ingest_job({*db, *blobs, parser, embedder, *vectors, clock, {}});
  model::Principal ada;
  model::Principal bob;
  model::Principal vic;
  model::Collection collection;
};

}  // namespace elevaite::test
