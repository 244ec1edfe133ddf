// What every vector index must do alike.
#include <gmock/gmock.h>

#include <random>

#include "adapters/vector/open.hpp"
#include "adapters/vector/scan.hpp"
#include "tests/identity/fixture.hpp"
#include "tests/knowledge/fake_qdrant.hpp"

namespace elevaite::adapters::vector {
namespace {

using model::ChunkId;
using model::DocumentId;
using ports::DocumentRevision;
using ports::VectorHit;
using ports::VectorPoint;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

// Of each kind of index, made anew over what it keeps.
class Conformance : public testing::TestWithParam<std::string> {
 protected:
  Conformance() { reopen(); }

  void reopen() {
    if (GetParam() == "memory") {
      if (!index) index = make_memory_index();
    } else if (GetParam() == "qdrant") {
      QdrantSettings settings;
      settings.url = qdrant.url();
      settings.api_key = "secret-key";
      settings.first_pause = 1ms;
      index = make_qdrant_index(http, settings);
    } else {
      index = make_database_index(*db);
    }
  }
  // A document that the database knows of.
  DocumentRevision document(model::TenantId owner) {
    DocumentRevision made{DocumentId::generate(), 1};
    std::int64_t none = 0;
    db.query(
        "INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $3)"
        " ON CONFLICT DO NOTHING",
        {owner.uuid, std::string("T"), none});
    db.query(
        "INSERT INTO collections (id, tenant_id, name, description, created_at, updated_at)"
        " VALUES ($1, $2, $3, $4, $5, $5)",
        {made.document_id.uuid, owner.uuid, made.document_id.str(), std::string(), none});
    db.query(
        "INSERT INTO documents (id, tenant_id, collection_id, name, content_type, size_bytes,"
        " sha256, status, revision, embedding_model, next_embedding_model, page_count,"
        " chunk_count, embedded_count, created_at, updated_at)"
        " VALUES ($1, $2, $1, $3, $3, $4, $3, 'ready', $4, $3, $3, $4, $4, $4, $4, $4)",
        {made.document_id.uuid, owner.uuid, std::string(), none});
    return made;
  }
  void put(DocumentRevision revision, std::vector<VectorPoint> points) {
    db.await(index->upsert(tenant, revision, std::move(points))).value();
  }
  std::vector<VectorHit> search(std::vector<DocumentRevision> among, ports::Vector vector,
                                std::size_t limit = 10) {
    return db.await(index->search(tenant, {std::move(vector), std::move(among), limit})).value();
  }
  static ChunkId chunk(std::uint8_t number) {
    ChunkId id;
    id.uuid.bytes[15] = number;
    return id;
  }
  static auto is(ChunkId id) { return Field(&VectorHit::chunk_id, id); }

  test::DatabaseOfKind db{GetParam() == "postgres" ? "postgres" : "sqlite"};
  model::TenantId tenant = model::TenantId::generate();
  net::HttpClient http{db.executor()};
  test::FakeQdrant qdrant{db.executor()};
  std::unique_ptr<ports::VectorIndex> index;

  void TearDown() override { EXPECT_THAT(qdrant.refusals, IsEmpty()); }
};

INSTANTIATE_TEST_SUITE_P(Indexes, Conformance,
                         testing::Values("memory", "sqlite", "postgres", "qdrant"),
                         [](const auto& kind) { return kind.param; });

TEST_P(Conformance, finds_the_nearest_first_and_says_how_near) {
  auto doc = document(tenant);
  put(doc, {{chunk(1), {1, 0, 0}}, {chunk(2), {1, 1, 0}}, {chunk(3), {0, 0, 5}}});
  auto hits = search({doc}, {2, 0, 0});
  EXPECT_THAT(hits, ElementsAre(is(chunk(1)), is(chunk(2)), is(chunk(3))));
  EXPECT_NEAR(hits[0].similarity, 1, 1e-6);
  EXPECT_NEAR(hits[1].similarity, 0.7071, 1e-4);
  EXPECT_NEAR(hits[2].similarity, 0, 1e-6);
  EXPECT_THAT(search({doc}, {2, 0, 0}, 1), ElementsAre(is(chunk(1))));
}

TEST_P(Conformance, looks_only_into_the_revisions_it_is_told) {
  auto doc = document(tenant);
  auto other = document(tenant);
  DocumentRevision next{doc.document_id, 2};
  put(doc, {{chunk(1), {1, 0}}});
  put(next, {{chunk(2), {1, 0}}});
  put(other, {{chunk(3), {1, 0}}});
  EXPECT_THAT(search({doc}, {1, 0}), ElementsAre(is(chunk(1))));
  EXPECT_THAT(search({next, other}, {1, 0}), ElementsAre(is(chunk(2)), is(chunk(3))));
  EXPECT_THAT(search({}, {1, 0}), IsEmpty());
}

TEST_P(Conformance, keeps_tenants_apart) {
  auto doc = document(tenant);
  put(doc, {{chunk(1), {1, 0}}});
  auto stranger = model::TenantId::generate();
  EXPECT_THAT(db.await(index->search(stranger, {{1, 0}, {doc}, 10})).value(), IsEmpty());
  db.await(index->remove_document(stranger, doc.document_id)).value();
  EXPECT_EQ(search({doc}, {1, 0}).size(), 1U);
}

TEST_P(Conformance, puts_a_point_in_the_place_of_its_earlier_one) {
  auto doc = document(tenant);
  put(doc, {{chunk(1), {1, 0}}, {chunk(2), {0, 1}}});
  EXPECT_THAT(search({doc}, {1, 0}, 1), ElementsAre(is(chunk(1))));
  put(doc, {{chunk(1), {-1, 0}}});
  EXPECT_THAT(search({doc}, {1, 0}), ElementsAre(is(chunk(2)), is(chunk(1))));
}

TEST_P(Conformance, forgets_what_is_removed) {
  auto doc = document(tenant);
  auto other = document(tenant);
  DocumentRevision next{doc.document_id, 2};
  put(doc, {{chunk(1), {1, 0}}});
  put(next, {{chunk(2), {1, 0}}});
  put(other, {{chunk(3), {1, 0}}});
  EXPECT_EQ(search({doc, next, other}, {1, 0}).size(), 3U);
  db.await(index->remove_older(tenant, next)).value();
  EXPECT_THAT(search({doc, next, other}, {1, 0}), ElementsAre(is(chunk(2)), is(chunk(3))));
  db.await(index->remove_document(tenant, doc.document_id)).value();
  db.await(index->remove_document(tenant, doc.document_id)).value();
  EXPECT_THAT(search({doc, next, other}, {1, 0}), ElementsAre(is(chunk(3))));
}

TEST_P(Conformance, has_everything_when_it_is_opened_again) {
  auto doc = document(tenant);
  put(doc, {{chunk(1), {0.5F, -0.25F}}});
  auto before = search({doc}, {1, 2});
  reopen();
  EXPECT_EQ(search({doc}, {1, 2}), before);
}

TEST_P(Conformance, breaks_ties_by_id_and_passes_over_other_dimensions) {
  auto doc = document(tenant);
  auto wide = document(tenant);
  put(doc, {{chunk(9), {1, 0}}, {chunk(4), {1, 0}}, {chunk(6), {1, 0}}});
  put(wide, {{chunk(1), {1, 0, 0}}});
  EXPECT_THAT(search({doc, wide}, {1, 0}, 2), ElementsAre(is(chunk(4)), is(chunk(6))));
}

TEST_P(Conformance, agrees_with_a_sum_over_every_number) {
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  auto doc = document(tenant);
  std::vector<VectorPoint> points;
  for (int i = 0; i < 200; ++i) {
    ports::Vector vector(77);
    for (float& value : vector) value = normal(random);
    points.push_back({ChunkId::generate(), std::move(vector)});
  }
  put(doc, points);
  ports::Vector query(77);
  for (float& value : query) value = normal(random);
  auto hits = search({doc}, query, 5);
  auto unit = normalized(query);
  std::vector<std::pair<double, ChunkId>> all;
  for (const auto& point : points) {
    auto vector = normalized(point.vector);
    double sum = 0;
    for (std::size_t i = 0; i < vector.size(); ++i) sum += static_cast<double>(vector[i]) * unit[i];
    all.emplace_back(-sum, point.chunk_id);
  }
  std::ranges::sort(all);
  ASSERT_EQ(hits.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(hits[i].chunk_id, all[i].second);
    EXPECT_NEAR(hits[i].similarity, -all[i].first, 1e-5);
  }
}

// The cache is smaller than what is searched: everything is found nevertheless.
class SmallCache : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Indexes, SmallCache, testing::Values("sqlite"),
                         [](const auto& kind) { return kind.param; });

TEST_P(SmallCache, finds_more_than_it_keeps) {
  DatabaseIndexOptions options;
  options.cache_bytes = 100;
  index = make_database_index(*db, options);
  std::vector<DocumentRevision> docs;
  for (std::uint8_t i = 1; i <= 10; ++i) {
    docs.push_back(document(tenant));
    put(docs.back(), {{chunk(i), {1, 0}}});
  }
  for (int round = 0; round < 3; ++round) EXPECT_EQ(search(docs, {1, 0}, 20).size(), 10U);
}

class Qdrant : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Indexes, Qdrant, testing::Values("qdrant"),
                         [](const auto& kind) { return kind.param; });

TEST_P(Qdrant, is_asked_again_when_it_is_busy_or_breaks_off) {
  auto doc = document(tenant);
  qdrant.faults = {429, 503, 500};
  put(doc, {{chunk(1), {1, 0}}});
  qdrant.fails_halfway = true;
  put(doc, {{chunk(2), {1, 0}}, {chunk(3), {1, 0}}, {chunk(4), {1, 0}}, {chunk(5), {1, 0}}});
  EXPECT_EQ(qdrant.points(), 5U) << "a batch that was cut off is sent anew, under the same ids";
  qdrant.faults = {502};
  EXPECT_EQ(search({doc}, {1, 0}).size(), 5U);
}

TEST_P(Qdrant, gives_up_with_a_retryable_error) {
  auto doc = document(tenant);
  put(doc, {{chunk(1), {1, 0}}});
  qdrant.faults = {503, 503, 503, 503};
  auto hits = db.await(index->search(tenant, {{1, 0}, {doc}, 3}));
  ASSERT_TRUE(hits.has_error());
  EXPECT_EQ(hits.error().code, ErrorCode::unavailable);
  qdrant.faults = {0};
  EXPECT_EQ(db.await(index->search(tenant, {{1, 0}, {doc}, 3})).error().code, ErrorCode::internal);
}

TEST_P(Qdrant, sends_large_uploads_in_batches) {
  auto doc = document(tenant);
  std::vector<VectorPoint> points;
  for (int i = 0; i < 600; ++i) points.push_back({ChunkId::generate(), {1, 0}});
  put(doc, std::move(points));
  EXPECT_EQ(qdrant.points(), 600U);
}

TEST_P(Qdrant, says_that_a_key_is_wrong_and_does_not_repeat_it) {
  QdrantSettings settings;
  settings.url = qdrant.url();
  settings.api_key = "wrong-key";
  index = make_qdrant_index(http, settings);
  auto doc = document(tenant);
  auto refused = db.await(index->upsert(tenant, doc, {{chunk(1), {1, 0}}}));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(refused.error().message.find("wrong-key"), std::string::npos);
  EXPECT_EQ(qdrant.requests, 1U);
  qdrant.refusals.clear();
}

}  // namespace
}  // namespace elevaite::adapters::vector
