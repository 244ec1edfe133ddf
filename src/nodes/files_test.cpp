// The nodes that make files, against a fake renderer and shelf.
#include <gtest/gtest.h>

#include "nodes/fake_step_context.hpp"
#include "nodes/settings/made_file.hpp"

namespace elevaite::nodes {

TEST(ReportNode, stores_a_pdf_and_answers_where_it_is) {
  NodeBench bench;
  auto output =
      bench.output("report", json(R"({"title":"Q4: sales","markdown":"## A","paper":"letter",
                                              "cover":false,"language":"de"})"));
  ASSERT_EQ(bench.reports.reports.size(), 1U);
  const auto& report = bench.reports.reports[0];
  EXPECT_EQ(report.markdown, "## A");
  EXPECT_EQ(report.language, "de");
  EXPECT_TRUE(report.is_letter);
  EXPECT_FALSE(report.has_cover);
  EXPECT_TRUE(report.has_contents);
  EXPECT_EQ(report.created_at, bench.context.now());
  ASSERT_EQ(bench.shelf.files.size(), 1U);
  EXPECT_EQ(bench.shelf.files[0].name, "Q4- sales.pdf");
  EXPECT_EQ(bench.shelf.files[0].tenant_id, bench.context.tenant_id());
  EXPECT_EQ(bench.shelf.files[0].idempotency_key, bench.context.idempotency_key());
  EXPECT_EQ(find_string(output.value, "file_id"), "file_1");
  EXPECT_EQ(find_string(output.value, "url"), "http://x/1");
  EXPECT_EQ(find_int(output.value, "page_count"), 3);
}

TEST(ReportNode, refuses_a_report_without_text) {
  NodeBench bench;
  EXPECT_EQ(bench.error("report", json(R"({"title":"x"})")).fields.at(0).field, "config.markdown");
  EXPECT_TRUE(bench.shelf.files.empty());
}

TEST(ExportTableNode, hands_rows_over_in_the_format_asked_for) {
  NodeBench bench;
  bench.output("export_table", json(R"({"rows":[{"a":1}],"format":"csv","separator":"semicolon",
                                       "byte_order_mark":true,"columns":"a, b"})"));
  bench.output("export_table", json(R"({"rows":[[1]],"format":"xlsx","title":"Orders"})"));
  ASSERT_EQ(bench.reports.tables.size(), 2U);
  EXPECT_EQ(bench.reports.tables[0].separator, ';');
  EXPECT_TRUE(bench.reports.tables[0].has_byte_order_mark);
  EXPECT_EQ(bench.reports.tables[0].columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(bench.shelf.files.at(0).name, "table.csv");
  EXPECT_EQ(bench.shelf.files.at(1).name, "Orders.xlsx");
}

TEST(ExportTableNode, refuses_rows_that_are_no_list) {
  NodeBench bench;
  EXPECT_EQ(bench.error("export_table", json(R"({"rows":"x"})")).fields.at(0).field, "config.rows");
}

TEST(MadeFile, has_a_name_that_can_be_saved_anywhere) {
  EXPECT_EQ(file_name_for("", "Q4/2026", ".pdf"), "Q4-2026.pdf");
  EXPECT_EQ(file_name_for("a.pdf", "x", ".pdf"), "a.pdf");
  EXPECT_EQ(file_name_for("../../etc", "x", ".csv"), "-..-etc.csv");
  EXPECT_EQ(file_name_for(" . ", "", ".csv"), "file.csv");
  EXPECT_EQ(file_name_for("", std::string(300, 'a'), ".pdf").size(), 124U);
}

}  // namespace elevaite::nodes
