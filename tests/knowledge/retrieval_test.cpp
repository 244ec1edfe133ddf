// Who finds what.
#include <gmock/gmock.h>

#include "tests/knowledge/fixture.hpp"

namespace elevaite::test {
namespace {

using model::DocumentAccess;
using model::Role;

class RetrievalOf : public KnowledgeTest {
 protected:
  std::vector<std::string> names(const std::vector<model::Passage>& passages) {
    std::vector<std::string> found;
    for (const auto& passage : passages) found.push_back(passage.document_name);
    return found;
  }
  std::vector<model::Passage> search_for(std::optional<model::UserId> user, std::string text) {
    ports::KnowledgeQuery query;
    query.text = std::move(text);
    return db.await(retrieval.search_for(tenant, user, std::move(query))).value();
  }
};
ELEVAITE_ON_BOTH_DATABASES(RetrievalOf);

TEST_P(RetrievalOf, documents_is_bound_to_who_may_read_them) {
  DocumentAccess builders{false, {Role::builder}, {}};
  DocumentAccess only_vic{false, {}, {vic.user_id}};
  ready(ada, "open.md", "The secret word is wombat.");
  ready(ada, "builders.md", "The wombat of builders.", builders);
  ready(bob, "vics.md", "The wombat of Vic.", only_vic);
  using testing::UnorderedElementsAre;
  EXPECT_THAT(names(search(ada, "wombat")),
              UnorderedElementsAre("open.md", "builders.md", "vics.md"));
  EXPECT_THAT(names(search(bob, "wombat")),
              UnorderedElementsAre("open.md", "builders.md", "vics.md"));
  EXPECT_THAT(names(search(vic, "wombat")), UnorderedElementsAre("open.md", "vics.md"));
  EXPECT_THAT(names(search_for(vic.user_id, "wombat")), UnorderedElementsAre("open.md", "vics.md"));
  EXPECT_THAT(names(search_for(std::nullopt, "wombat")), UnorderedElementsAre("open.md"));
  auto stranger = person(Role::owner, model::TenantId::generate());
  EXPECT_TRUE(search(stranger, "wombat").empty());
  EXPECT_THAT(names(search_for(stranger.user_id, "wombat")), UnorderedElementsAre("open.md"))
      << "who is no member of the tenant is nobody in it";
}

TEST_P(RetrievalOf, documents_follows_a_change_of_access_at_once) {
  auto document = ready(ada, "plan.md", "The merger is called wombat.");
  EXPECT_EQ(search(vic, "wombat").size(), 1U);
  DocumentAccess nobody_else{false, {}, {}};
  db.await(documents.set_access(ada, document.id, nobody_else)).value();
  EXPECT_TRUE(search(vic, "wombat").empty());
  EXPECT_TRUE(search(vic, "merger called").empty());
  EXPECT_EQ(search(ada, "wombat").size(), 1U);
  auto reader = model::Reader::of(vic);
  EXPECT_TRUE(db.await(documents.get(tenant, document.id, reader)).has_error());
  EXPECT_TRUE(db.await(documents.chunks(tenant, document.id, reader, 0, 10)).has_error());
  EXPECT_TRUE(db.await(documents.list(tenant, collection.id, reader, {}, 10)).value().empty());
  EXPECT_TRUE(db.await(documents.set_access(vic, document.id, {})).has_error());
  EXPECT_TRUE(db.await(documents.remove(vic, document.id)).has_error());
  EXPECT_EQ(db.await(collections.get(tenant, collection.id, reader)).value().document_count, 0);
}

TEST_P(RetrievalOf, words_and_vectors_is_fused) {
  ready(ada, "leave.md",
        "# Parental leave\n\nParents may stay at home for three years.\n\n"
        "# Sick leave\n\nSick people are paid for six weeks.\n\n"
        "# Printer\n\nThe printer is on the second floor.");
  auto found = search(ada, "How long may parents stay at home?");
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0].title_path, "Parental leave");
  EXPECT_EQ(found[0].text_rank, 1);
  EXPECT_EQ(found[0].vector_rank, 1);
  EXPECT_NEAR(found[0].score, 2.0 / 61, 1e-9);
  EXPECT_GT(*found[0].similarity, 0.3);
  auto inflected = search(ada, "printers", 0.2);
  ASSERT_EQ(inflected.size(), 1U) << "by its pieces, above the threshold";
  EXPECT_EQ(inflected[0].title_path, "Printer");
  EXPECT_FALSE(inflected[0].text_rank.has_value());
  EXPECT_TRUE(search(ada, "zzz qqq", 0.5).empty());
}

TEST_P(RetrievalOf, collections_is_by_name_or_id) {
  ready(ada, "a.md", "wombat");
  knowledge::NewCollection fresh{"Other", ""};
  auto other = db.await(collections.create(ada, std::move(fresh))).value();
  std::swap(collection, other);
  ready(ada, "b.md", "wombat");
  auto reader = model::Reader::of(ada);
  auto ask = [&](std::vector<std::string> in) {
    ports::KnowledgeQuery query;
    query.text = "wombat";
    query.collections = std::move(in);
    return db.await(retrieval.search(tenant, reader, std::move(query)));
  };
  EXPECT_EQ(names(ask({"Other"}).value()), std::vector<std::string>{"b.md"});
  EXPECT_EQ(names(ask({other.id.str()}).value()), std::vector<std::string>{"a.md"});
  EXPECT_EQ(ask({}).value().size(), 2U);
  EXPECT_EQ(ask({"None"}).error().code, ErrorCode::not_found);
}

TEST_P(RetrievalOf, words_takes_any_query_as_words) {
  ready(ada, "a.md", "The \"wombat\" AND the 'owl' (NOT) the cat's * hat: a-b.");
  for (const char* query : {"\"wombat", "wombat*", "NOT wombat", "wombat OR", "it's a wombat'",
                            "wombat & | ! <->", "scope: wombat", "NEAR(wombat)", "wombat\\"}) {
    EXPECT_EQ(search(ada, query).size(), 1U) << query;
  }
  ports::KnowledgeQuery empty;
  empty.text = " ?! ";
  auto refused = db.await(retrieval.search(tenant, model::Reader::of(ada), std::move(empty)));
  EXPECT_EQ(refused.error().fields.at(0).field, "query");
}

TEST_P(RetrievalOf, collections_that_have_documents_stay) {
  ready(ada, "a.md", "wombat");
  EXPECT_EQ(db.await(collections.remove(ada, collection.id)).error().reason, "not_empty");
  knowledge::NewCollection same{"Handbook", ""};
  EXPECT_EQ(db.await(collections.create(ada, std::move(same))).error().reason, "name_taken");
}

}  // namespace
}  // namespace elevaite::test
