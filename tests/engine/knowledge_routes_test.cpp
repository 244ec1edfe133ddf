// The routes of collections, documents, chunks and search.
#include "adapters/parser/parse.hpp"
#include "knowledge/ingest_job.hpp"
#include "tests/engine/routes_fixture.hpp"

namespace elevaite::test {
namespace {

struct RouteParser final : ports::DocumentParser {
  Task<Result<model::ParsedDocument>> parse(ports::SourceDocument source) override {
    co_return adapters::parser::parse_document(source);
  }
};

class KnowledgeRoutes : public RoutesTest {
 protected:
  std::string collection(const std::string& name = "Handbook") {
    auto made = call("POST", "/v1/collections", R"({"name":")" + name + R"("})");
    EXPECT_EQ(made.status, 201) << made.text;
    return std::string(made.word("id"));
  }
  RouteAnswer bring(const std::string& into, const std::string& body) {
    return call("POST", "/v1/collections/" + into + "/documents", body);
  }
  // Works the newest ingest job off, as a worker does.
  void work_off(const RouteAnswer& document) {
    auto id = model::JobId::parse(document.word("job_id")).value();
    ports::JobContext context;
    context.job = db.await(jobs.get(ada.tenant_id, id)).value();
    context.progress = [](Json) -> Task<void> { co_return; };
    auto outcome = db.await(job->run(std::move(context)));
    EXPECT_TRUE(outcome.has_value());
  }
  std::size_t found(const std::string& query, std::string bearer = "ada owner") {
    auto answer = call("POST", "/v1/knowledge/search", R"({"query":")" + query + R"("})", {},
                       std::move(bearer));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.body.at("data").as_array().size();
  }

  RouteParser parser;
  std::unique_ptr<ports::JobKind> job =
      knowledge::make_ingest_job({*db, *blobs, parser, embedder, *vectors, system_clock(), {}});
};
ELEVAITE_ON_BOTH_DATABASES(KnowledgeRoutes);

TEST_P(KnowledgeRoutes, bring_text_that_is_then_found_and_deleted) {
  auto into = collection();
  auto made = bring(into, R"({"name":"leave.md","text":"# Leave\n\nThirty days of leave."})");
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_EQ(made.word("status"), "queued");
  std::string id(made.word("id"));
  EXPECT_EQ(made.headers.get("Location"), "/v1/documents/" + id);
  EXPECT_EQ(found("leave"), 0U);
  work_off(made);

  auto document = call("GET", "/v1/documents/" + id);
  EXPECT_EQ(document.word("status"), "ready");
  EXPECT_TRUE(document.body.at("access").is_null());
  EXPECT_EQ(document.body.at("chunk_count").as_int64(), 1);
  auto chunks = call("GET", "/v1/documents/" + id + "/chunks").body.at("data");
  EXPECT_EQ(find_string(chunks.at(0), "title"), "Leave");
  EXPECT_EQ(find_string(chunks.at(0), "text"), "Thirty days of leave.");

  auto passages = call("POST", "/v1/knowledge/search",
                       R"({"query":"days of leave","collections":["Handbook"],"limit":3})");
  ASSERT_EQ(passages.status, 200) << passages.text;
  const auto& first = passages.body.at("data").at(0);
  EXPECT_EQ(find_string(first, "document"), "leave.md");
  EXPECT_EQ(find_string(first, "chunk_id"), find_string(chunks.at(0), "id"));
  EXPECT_EQ(find_int(first, "vector_rank"), 1);
  EXPECT_EQ(find_int(first, "text_rank"), 1);

  EXPECT_EQ(call("DELETE", "/v1/collections/" + into).status, 409);
  EXPECT_EQ(call("DELETE", "/v1/documents/" + id).status, 204);
  EXPECT_EQ(call("GET", "/v1/documents/" + id).status, 404);
  EXPECT_EQ(found("leave"), 0U);
  EXPECT_EQ(db.query("SELECT count(*) FROM chunk_vectors").integer(0, 0), 0);
  auto key = model::blob_key_of(ada.tenant_id, model::DocumentId::parse(id).value());
  EXPECT_TRUE(db.await(blobs->stat(key)).has_error());
  EXPECT_EQ(call("DELETE", "/v1/collections/" + into).status, 204);
}

TEST_P(KnowledgeRoutes, take_an_uploaded_file_over) {
  engine::NewFile upload;
  upload.tenant_id = ada.tenant_id;
  upload.created_by = *ada.user_id;
  upload.name = "prices.csv";
  upload.declared_type = "text/csv";
  struct Once {
    static Task<Result<std::string>> bytes(std::shared_ptr<bool> is_read) {
      std::string text = *is_read ? "" : "item,price\ntea,3";
      *is_read = true;
      co_return text;
    }
  };
  auto is_read = std::make_shared<bool>(false);
  auto stored =
      db.await(files.upload(std::move(upload), [is_read] { return Once::bytes(is_read); })).value();
  auto into = collection();
  auto made = bring(into, R"({"file_id":")" + stored.id.str() +
                              R"(","access":{"roles":["builder"],"members":[]}})");
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_EQ(made.word("name"), "prices.csv");
  EXPECT_EQ(call("GET", "/v1/files/" + stored.id.str()).status, 404)
      << "what has readers of its own is no file that everyone may read";
  work_off(made);
  EXPECT_EQ(found("tea", "ada builder"), 1U);
  EXPECT_EQ(found("tea", "ada owner"), 1U);
  auto access = call("GET", "/v1/documents/" + std::string(made.word("id"))).body.at("access");
  EXPECT_EQ(access.at("roles").as_array().size(), 2U) << to_text(access);
}

TEST_P(KnowledgeRoutes, hide_another_tenants_things_and_those_of_others) {
  auto into = collection();
  auto made = bring(into, R"({"name":"a.md","text":"wombat"})");
  work_off(made);
  std::string document = "/v1/documents/" + std::string(made.word("id"));
  const std::string bearer = "eve owner";
  EXPECT_EQ(call("GET", "/v1/collections/" + into, "", {}, bearer).status, 404);
  EXPECT_EQ(call("GET", "/v1/collections/" + into + "/documents", "", {}, bearer).status, 404);
  EXPECT_EQ(call("GET", document, "", {}, bearer).status, 404);
  EXPECT_EQ(call("GET", document + "/chunks", "", {}, bearer).status, 404);
  EXPECT_EQ(call("DELETE", document, "", {}, bearer).status, 404);
  EXPECT_EQ(call("POST", document + "/remake", "", {}, bearer).status, 404);
  EXPECT_EQ(call("PUT", document + "/access", R"({"access":null})", {}, bearer).status, 404);
  EXPECT_EQ(call("POST", "/v1/collections/" + into + "/documents", R"({"name":"b.md","text":"x"})",
                 {}, bearer)
                .status,
            404);
  EXPECT_EQ(found("wombat", bearer), 0U);
  EXPECT_EQ(call("POST", "/v1/collections", R"({"name":"x"})", {}, "ada viewer").status, 403);
  EXPECT_EQ(found("wombat", "ada viewer"), 1U);
}

TEST_P(KnowledgeRoutes, name_what_is_wrong) {
  auto into = collection();
  EXPECT_EQ(bring(into, R"({"name":"a.md"})").status, 400);
  EXPECT_EQ(bring(into, R"({"text":"no name"})").status, 400);
  EXPECT_EQ(bring(into, R"({"name":"a.md","text":""})").status, 400);
  EXPECT_EQ(bring(into, R"({"file_id":"file_none"})").status, 400);
  auto access = bring(into, R"({"name":"a","text":"b","access":{"members":["nobody"]}})");
  EXPECT_EQ(access.status, 400);
  EXPECT_NE(access.text.find("/access/members"), std::string::npos) << access.text;
  EXPECT_EQ(bring(into, R"({"name":"a","text":"b","access":{"roles":["king"]}})").status, 400);
  auto unknown = call("POST", "/v1/knowledge/search", R"({"query":"x","collections":["No"]})");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_NE(unknown.text.find("\\\"No\\\""), std::string::npos) << unknown.text;
  EXPECT_EQ(call("POST", "/v1/knowledge/search", R"({"query":"?!"})").status, 400);
  EXPECT_EQ(call("POST", "/v1/collections", R"({"name":"Handbook"})").status, 409);
}

TEST_P(KnowledgeRoutes, make_a_document_anew) {
  auto into = collection();
  auto made = bring(into, R"({"name":"a.csv","content_type":"text/csv","text":"a,\"b"})");
  std::string document = "/v1/documents/" + std::string(made.word("id"));
  EXPECT_EQ(call("POST", document + "/remake").status, 409);
  work_off(made);
  auto failed = call("GET", document);
  EXPECT_EQ(failed.word("status"), "failed");
  EXPECT_EQ(find_string(failed.body.at("error"), "message"),
            "Row 1: a quote is opened and never closed.");
  auto again = call("POST", document + "/remake");
  EXPECT_EQ(again.status, 202) << again.text;
  EXPECT_EQ(again.word("status"), "queued");
  EXPECT_NE(again.word("job_id"), made.word("job_id"));
}

TEST_P(KnowledgeRoutes, page_documents_and_chunks) {
  auto into = collection();
  std::string text;
  for (int i = 0; i < 5; ++i) text += "# H" + std::to_string(i) + "\\n\\nText.\\n\\n";
  for (int i = 0; i < 3; ++i) work_off(bring(into, R"({"name":"a.md","text":")" + text + "\"}"));
  auto page = call("GET", "/v1/collections/" + into + "/documents?limit=2");
  ASSERT_EQ(page.body.at("data").as_array().size(), 2U);
  auto rest = call("GET", "/v1/collections/" + into +
                              "/documents?limit=2&cursor=" + std::string(page.word("next_cursor")));
  ASSERT_EQ(rest.body.at("data").as_array().size(), 1U);
  std::string id(find_string(rest.body.at("data").at(0), "id").value());
  auto chunks = call("GET", "/v1/documents/" + id + "/chunks?limit=2");
  auto next = call("GET", "/v1/documents/" + id +
                              "/chunks?limit=2&cursor=" + std::string(chunks.word("next_cursor")));
  EXPECT_EQ(find_string(next.body.at("data").at(0), "title"), "H2");
  auto cited = call("GET", "/v1/documents/" + id + "/chunks?from=4");
  EXPECT_EQ(find_string(cited.body.at("data").at(0), "title"), "H4");
}

}  // namespace
}  // namespace elevaite::test
