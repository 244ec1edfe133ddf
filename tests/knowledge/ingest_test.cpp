// A document on its way to be searched: begun again, cut off, cancelled, deleted and made anew.
#include "tests/knowledge/fixture.hpp"

namespace elevaite::test {
namespace {

using model::DocumentStatus;
using Kind = ports::JobOutcome::Kind;

class Ingest : public KnowledgeTest {};
ELEVAITE_ON_BOTH_DATABASES(Ingest);

TEST_P(Ingest, makes_a_document_searchable) {
  auto document = ready(ada, "book.md", sections(10));
  EXPECT_EQ(document.status, DocumentStatus::ready);
  EXPECT_EQ(document.chunk_count, 10);
  EXPECT_EQ(document.embedded_count, 10);
  EXPECT_EQ(document.live_revision, 1);
  EXPECT_EQ(document.embedding_model, embedder.name());
  EXPECT_EQ(count("vectors"), 10);
  auto found = search(ada, "topic7");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].title_path, "Section 7");
  EXPECT_EQ(found[0].document_name, "book.md");
  EXPECT_EQ(found[0].text_rank, 1);
}

TEST_P(Ingest, goes_on_after_the_last_batch_that_was_embedded) {
  auto document = bring(ada, "book.md", sections(10));
  embedder.fails_at = 3;
  auto first = ingest(document);
  ASSERT_TRUE(first.has_error());
  EXPECT_EQ(get(ada, document.id).embedded_count, 8);
  EXPECT_TRUE(search(ada, "topic1").empty()) << "what is half made is not found";
  auto second = ingest(document, 2);
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->kind, Kind::done);
  EXPECT_EQ(parser.calls, 1) << "what was parsed is not parsed again";
  EXPECT_EQ(embedder.texts_embedded, 10U) << "what was embedded is not embedded again";
  EXPECT_EQ(count("chunks"), 10);
  EXPECT_EQ(count("vectors"), 10);
}

TEST_P(Ingest, changes_nothing_when_it_was_done_before) {
  auto document = ready(ada, "book.md", sections(5));
  auto again = ingest(document, 2);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->kind, Kind::done);
  EXPECT_EQ(parser.calls, 1);
  EXPECT_EQ(count("chunks"), 5);
}

TEST_P(Ingest, makes_the_same_chunks_when_it_was_cut_off_while_it_wrote_them) {
  auto document = bring(ada, "book.md", sections(10));
  embedder.fails_at = 1;
  ASSERT_TRUE(ingest(document).has_error());
  auto ids = db.query("SELECT id FROM chunks ORDER BY position");
  db.query("DELETE FROM chunks WHERE position > 5");
  db.query("UPDATE documents SET status = 'parsing'");
  ASSERT_TRUE(ingest(document, 2).has_value());
  auto again = db.query("SELECT id FROM chunks ORDER BY position");
  ASSERT_EQ(again.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(again.uuid(i, 0), ids.uuid(i, 0));
  EXPECT_EQ(count("vectors"), 10);
}

TEST_P(Ingest, says_why_a_document_failed_and_leaves_no_chunks) {
  auto document = bring(ada, "broken.csv", "a,b\n1,\"2");
  auto outcome = ingest(document);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(outcome->kind, Kind::failed);
  auto failed = get(ada, document.id);
  EXPECT_EQ(failed.status, DocumentStatus::failed);
  EXPECT_EQ(failed.error->message, "Row 2: a quote is opened and never closed.");
  EXPECT_EQ(count("chunks"), 0);
}

TEST_P(Ingest, fails_a_document_after_its_last_attempt) {
  auto document = bring(ada, "book.md", sections(3));
  embedder.fails_at = 1;
  EXPECT_TRUE(ingest(document, 2).has_error()) << "another attempt follows";
  embedder.fails_at = 2;
  auto last = ingest(document, 3);
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->kind, Kind::failed);
  EXPECT_EQ(get(ada, document.id).error->message, "The embedding server is away.");
}

TEST_P(Ingest, keeps_what_was_live_until_the_next_revision_takes_its_place) {
  auto document = ready(ada, "book.md", sections(6));
  auto job_id = model::JobId::generate();
  auto begun = db.await(documents.begin_revision(ada, document.id, job_id)).value();
  EXPECT_EQ(begun.revision, 2);
  EXPECT_EQ(db.await(documents.begin_revision(ada, document.id, job_id)).error().reason,
            "being_made");
  embedder.fails_at = embedder.calls + 2;
  ASSERT_TRUE(ingest(begun).has_error());
  EXPECT_FALSE(search(ada, "topic3").empty()) << "the old revision is searched";
  EXPECT_EQ(count("chunks"), 12);
  ASSERT_TRUE(ingest(begun, 2).has_value());
  EXPECT_FALSE(search(ada, "topic3").empty());
  EXPECT_EQ(count("chunks"), 6);
  EXPECT_EQ(count("vectors"), 6);
  EXPECT_EQ(get(ada, document.id).live_revision, 2);
}

TEST_P(Ingest, embeds_anew_when_the_model_was_changed_in_between) {
  auto document = bring(ada, "book.md", sections(10));
  embedder.fails_at = 2;
  ASSERT_TRUE(ingest(document).has_error());
  embedder.called = "other:384";
  ASSERT_TRUE(ingest(document, 2).has_value());
  EXPECT_EQ(get(ada, document.id).embedding_model, "other:384");
  EXPECT_EQ(embedder.texts_embedded, 14U);
}

TEST_P(Ingest, finds_documents_of_another_model_by_their_words) {
  ready(ada, "book.md", sections(4));
  embedder.called = "other:384";
  auto found = search(ada, "topic2");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].vector_rank.has_value());
}

TEST_P(Ingest, leaves_nothing_of_a_document_that_was_deleted_meanwhile) {
  auto document = bring(ada, "book.md", sections(10));
  embedder.fails_at = 2;
  ASSERT_TRUE(ingest(document).has_error());
  db.await(documents.remove(ada, document.id)).value();
  EXPECT_EQ(count("chunks"), 0);
  EXPECT_EQ(count("vectors"), 0) << "a foreign key takes them along";
  auto outcome = ingest(document, 2);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(outcome->kind, Kind::postponed) << "a row may still be on its way";
  auto late = context_of(document);
  late.job.created_at = clock.now() - 2min;
  EXPECT_EQ(db.await(job->run(std::move(late))).value().kind, Kind::done);
  auto blob = db.await(blobs->stat(model::blob_key_of(tenant, document.id)));
  EXPECT_TRUE(blob.has_error()) << "the content is gone, too";
}

TEST_P(Ingest, can_be_cancelled) {
  auto document = bring(ada, "book.md", sections(10));
  embedder.fails_at = 2;
  ASSERT_TRUE(ingest(document).has_error());
  db.await(job->cancel(context_of(document), "Cancelled by a person.")).value();
  auto cancelled = get(ada, document.id);
  EXPECT_EQ(cancelled.status, DocumentStatus::failed);
  EXPECT_EQ(cancelled.error->reason, "cancelled");
  EXPECT_EQ(count("chunks"), 0);
  auto begun =
      db.await(documents.begin_revision(ada, document.id, model::JobId::generate())).value();
  ASSERT_TRUE(ingest(begun).has_value());
  EXPECT_EQ(get(ada, document.id).status, DocumentStatus::ready);
  EXPECT_EQ(count("vectors"), 10);
}

}  // namespace
}  // namespace elevaite::test
