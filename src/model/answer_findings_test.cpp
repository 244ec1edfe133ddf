#include "model/answer_findings.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

Json json(std::string_view text) { return parse_json(text).value(); }

constexpr std::string_view kFile =
    R"({"file_id":"file_1","name":"q4.pdf","content_type":"application/pdf","size":9,"url":"x"})";

TEST(AnswerFindings, finds_a_file_once_wherever_it_lies) {
  AnswerFindings findings;
  findings.add_files(json(kFile));
  findings.add_files(json(R"({"body":{"made":[)" + std::string(kFile) + "]}}"));
  ASSERT_EQ(findings.files.size(), 1u);
  EXPECT_EQ(findings.files[0].name, "q4.pdf");
}

TEST(AnswerFindings, looks_neither_too_deep_nor_without_end) {
  AnswerFindings findings;
  findings.add_files(json(R"({"a":{"b":{"c":{"d":{"e":)" + std::string(kFile) + "}}}}}"));
  EXPECT_TRUE(findings.files.empty());
  JsonArray many;
  for (int i = 0; i < 50; ++i) {
    many.push_back(JsonObject{{"file_id", "file_" + std::to_string(i)},
                              {"name", "a"},
                              {"content_type", "b/c"},
                              {"size", 1}});
  }
  findings.add_files(many);
  EXPECT_EQ(findings.files.size(), 10u);
}

TEST(AnswerFindings, takes_sources_that_are_declared_and_can_be_followed) {
  AnswerFindings findings;
  findings.add_sources(json(R"json({"sources":[{"url":"https://a.test/","title":"A"},
    {"url":"https://a.test/","title":"again"}, {"url":"javascript:alert(1)","title":"B"},
    {"url":"http://c.test/"}, "https://d.test/", null]})json"));
  findings.add_sources(json(R"({"rows":[{"url":"https://e.test/"}]})"));
  ASSERT_EQ(findings.sources.size(), 2u);
  EXPECT_EQ(findings.sources[0].title, "A");
  EXPECT_EQ(findings.sources[1].title, "http://c.test/");
}

TEST(AnswerFindings, takes_passages_of_documents_that_have_no_address) {
  AnswerFindings findings;
  findings.add_sources(json(R"json({"sources":[
    {"document_id":"doc_1","title":"Handbook.pdf","media_type":"application/pdf","place":"page 3",
     "passage":"Thirty days."},
    {"document_id":"doc_1","title":"Handbook.pdf","place":"page 3","passage":"Thirty days."},
    {"document_id":"doc_1","title":"Handbook.pdf","place":"page 9","passage":"In writing."},
    {"title":"nothing to look at"}, {"passage":"of nobody knows what"}]})json"));
  ASSERT_EQ(findings.sources.size(), 2u);
  EXPECT_EQ(to_text(source_part(findings.sources[0], 1)),
            R"({"type":"source-document","sourceId":"source-1","title":"Handbook.pdf",)"
            R"("mediaType":"application/pdf","providerMetadata":{"elevaite":)"
            R"({"document_id":"doc_1","place":"page 3","passage":"Thirty days."}}})");
  EXPECT_EQ(find_string(source_part(findings.sources[1], 2), "mediaType"),
            "application/octet-stream");
}

TEST(AnswerFindings, clips_a_passage_between_characters) {
  AnswerFindings findings;
  std::string passage = "x";
  for (int i = 0; i < 3000; ++i) passage += "ä";
  findings.add_sources(
      JsonObject{{"sources", JsonArray{JsonObject{{"title", "A"}, {"passage", passage}}}}});
  ASSERT_EQ(findings.sources.size(), 1u);
  EXPECT_TRUE(findings.sources[0].passage.ends_with("ä…"));
}

TEST(AnswerFindings, are_parts_of_the_answer) {
  AnswerFindings findings;
  findings.add_files(json(kFile));
  findings.add_sources(json(R"({"sources":[{"url":"https://a.test/","title":"A"}]})"));
  JsonArray parts = findings.parts();
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(find_string(parts[0], "filename"), "q4.pdf");
  EXPECT_EQ(find_string(parts[1], "type"), "source-url");
  EXPECT_EQ(find_string(parts[1], "sourceId"), "source-1");
}

}  // namespace
}  // namespace elevaite::model
