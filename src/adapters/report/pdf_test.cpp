#include "adapters/report/pdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/report/reader_test.hpp"

namespace elevaite::adapters::report {
namespace {

using testing::HasSubstr;
using testing::Not;

ports::Report report_of(std::string markdown) {
  ports::Report report;
  report.markdown = std::move(markdown);
  report.title = "Fourth quarter";
  report.author = "Ann Lee";
  report.subtitle = "For the board";
  report.organisation = "Northwind";
  report.created_at = *parse_rfc3339("2027-01-12T09:30:00Z");
  return report;
}

std::string bytes_of(ports::Report report) {
  auto file = render_pdf(std::move(report), {});
  EXPECT_TRUE(file) << file.error().message
                    << (file.error().fields.empty() ? "" : file.error().fields[0].message);
  return file ? file->bytes : "";
}

std::string text_of(ports::Report report, const std::string& options = "") {
  return ReadFile(bytes_of(std::move(report))).run("pdftotext " + options + " {} -");
}

std::string words_of(std::string_view text) {
  std::string words;
  for (char character : text) {
    bool is_space = character == ' ' || character == '\n' || character == '\f';
    if (!is_space)
      words += character;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  return words;
}

void expect_in_order(const std::string& text, std::initializer_list<std::string_view> parts) {
  std::size_t at = 0;
  for (std::string_view part : parts) {
    auto found = text.find(part, at);
    ASSERT_NE(found, std::string::npos) << "after byte " << at << ": " << part << "\n" << text;
    at = found + part.size();
  }
}

Error failure_of(ports::Report report, const PdfLimits& limits = {}) {
  auto file = render_pdf(std::move(report), limits);
  EXPECT_FALSE(file);
  return file ? Error{} : file.error();
}

std::string long_table(int rows) {
  std::string json;
  for (int i = 1; i <= rows; ++i) {
    json += (i > 1 ? "," : "") + std::string("{\"name\":\"Row ") + std::to_string(i) +
            "\",\"total\":" + std::to_string(i * 1000) + "}";
  }
  return "```table\n{\"rows\":[" + json + "]}\n```\n";
}

TEST(Pdf, holds_the_text_in_the_order_of_reading) {
  auto text = words_of(text_of(report_of(
      "## Summary\n\nRevenue **grew** to [a record](https://example.com/x).\n\n1. First\n2. "
      "Second\n"
      "   - Inner\n\n- [x] Done\n\n> Quoted\n\n```\ncode  here\n```\n\n## Outlook\n\nThe end.\n")));
  expect_in_order(text, {"Northwind", "Fourth quarter", "For the board", "Ann Lee", "Contents",
                         "Summary", "Outlook", "Page 3 of 3"});
  expect_in_order(text, {"Revenue grew to a record.", "1. First", "2. Second", "Inner", "Done",
                         "Quoted", "code", "here", "Outlook", "The end."});
}

TEST(Pdf, tells_a_reader_what_it_is) {
  ReadFile file(bytes_of(report_of("# One\n\nText.\n\n## Two\n\nText.\n")));
  auto info = file.run("TZ=UTC pdfinfo {}");
  for (const char* part :
       {"Title:           Fourth quarter", "Author:          Ann Lee",
        "Subject:         For the board", "Tagged:          yes", "Pages:           3",
        "Page size:       595.28 x 841.89 pts (A4)", "Tue Jan 12 09:30:00 2027"}) {
    EXPECT_THAT(info, HasSubstr(part));
  }
  auto structure = file.run("pdfinfo -struct-text {}");
  for (const char* part : {"H1", "TOC", "TOCI", "H2", "P (block)"}) {
    EXPECT_THAT(structure, HasSubstr(part));
  }
  EXPECT_THAT(file.run("pdffonts {}"), HasSubstr("NotoSans"));
  EXPECT_THAT(file.run("pdffonts {}"), Not(HasSubstr(" no  no ")));
}

TEST(Pdf, repeats_the_head_of_a_table_on_every_page) {
  auto report = report_of("## Rows\n\n" + long_table(120));
  report.has_cover = false;
  report.has_contents = false;
  auto bytes = bytes_of(report);
  ReadFile file(bytes);
  std::string text = file.run("pdftotext -layout {} -");
  std::size_t pages = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\f'));
  std::size_t heads = 0;
  for (auto at = text.find("Name"); at != std::string::npos; at = text.find("Name", at + 1))
    ++heads;
  EXPECT_GE(pages, 3u);
  EXPECT_EQ(heads, pages);
  expect_in_order(text, {"Row 1 ", "1,000", "Row 60", "60,000", "Row 120", "120,000"});
}

TEST(Pdf, gives_the_pages_of_headings_in_the_contents) {
  auto text = words_of(
      text_of(report_of("## First\n\n" + long_table(80) + "\n## Last\n\nEnd.\n"), "-layout"));
  expect_in_order(text, {"Contents", "First", "3", "Last", "5", "Page 2 of 5"});
}

TEST(Pdf, writes_languages_of_the_world) {
  auto text = text_of(report_of(
      "## Языки\n\nПривет, мир. Γειά σου Κόσμε. 你好，世界。 こんにちは 한국어 สวัสดี नमस्ते\n\nمرحبا "
      "بالعالم\n"));
  for (const char* part :
       {"Языки", "Привет, мир", "Γειά σου Κόσμε", "你好，世界", "こんにちは", "한국어", "مرحبا"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Pdf, runs_from_right_to_left_in_arabic) {
  auto report = report_of("## ملخص\n\nنص.\n");
  report.language = "ar";
  EXPECT_THAT(text_of(report), HasSubstr("المحتويات"));
}

TEST(Pdf, links_only_where_nothing_runs) {
  auto bytes =
      bytes_of(report_of("[a](https://example.com/o'neil?x=\\(1\\)) [b](javascript:alert\\(1\\)) "
                         "[c](file:///etc/passwd)"));
  EXPECT_THAT(bytes, HasSubstr("https://example.com/o'neil"));
  EXPECT_THAT(bytes, Not(HasSubstr("javascript:")));
  EXPECT_THAT(bytes, Not(HasSubstr("file://")));
}

TEST(Pdf, fetches_no_picture_and_runs_no_html) {
  auto text = words_of(text_of(report_of("![Our logo](https://example.com/x.png) <b>bold</b>\n")));
  EXPECT_THAT(text, HasSubstr("[Our logo] <b>bold</b>"));
}

TEST(Pdf, draws_charts_with_their_words) {
  auto text = words_of(text_of(report_of(
      "```chart\n{\"type\":\"bar\",\"title\":\"Revenue\",\"labels\":[\"Oct\",\"Nov\"],\"prefix\":"
      "\"€ "
      "\",\"series\":[{\"name\":\"2025\",\"values\":[1490,1582]},{\"name\":\"2026\",\"values\":["
      "1700,"
      "1800]}]}\n```\n\n```chart\n{\"type\":\"line\",\"labels\":[\"a\",\"b\",\"c\"],\"series\":[{"
      "\"values\":[1,null,3]}]}\n```\n\n```chart\n{\"type\":\"pie\",\"labels\":[\"Tea\",\"Milk\"],"
      "\"series\":[{\"values\":[3,1]}]}\n```\n")));
  for (const char* part : {"Revenue", "Oct", "€ 500", "€ 1,490", "2026", "Tea", "75.0"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Pdf, takes_the_title_from_the_text) {
  auto report = report_of("# Annual report\n\nText.\n");
  report.title = "";
  ReadFile file(bytes_of(report));
  EXPECT_THAT(file.run("pdfinfo {}"), HasSubstr("Title:           Annual report"));
}

TEST(Pdf, names_the_line_of_what_is_wrong) {
  EXPECT_THAT(failure_of(report_of("# A\n\n```chart\n{\"type\":\"bar\"\n```\n")).fields[0].message,
              HasSubstr("Line 3: the chart is not JSON"));
  EXPECT_EQ(failure_of(report_of("\n```table\n{\"rows\":7}\n```\n")).fields[0].message,
            "Line 2: the table's rows must be a list.");
  EXPECT_EQ(failure_of(report_of("- a\n\n  ```chart\n  {}\n  ```\n")).fields[0].message,
            "Line 3: the chart's labels must name at least one value.");
}

TEST(Pdf, is_bounded) {
  EXPECT_EQ(failure_of(report_of(std::string(300 << 10, 'a'))).code, ErrorCode::limit_exceeded);
  EXPECT_EQ(failure_of(report_of("a\xff")).code, ErrorCode::invalid_argument);
  EXPECT_EQ(failure_of(report_of(std::string(500, '>') + " deep")).code,
            ErrorCode::invalid_argument);
  PdfLimits limits;
  limits.pages = 2;
  EXPECT_EQ(failure_of(report_of(long_table(200)), limits).code, ErrorCode::limit_exceeded);
  limits = {};
  limits.bytes = 4096;
  EXPECT_EQ(failure_of(report_of("text"), limits).code, ErrorCode::limit_exceeded);
  limits = {};
  limits.time = std::chrono::milliseconds(0);
  EXPECT_EQ(failure_of(report_of("text"), limits).code, ErrorCode::timeout);
}

TEST(Pdf, divides_a_row_that_is_taller_than_a_page) {
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "word" + std::to_string(i) + " ";
  auto text = words_of(text_of(report_of("| a | b |\n|---|---|\n| x | " + words + "|\n")));
  expect_in_order(text, {"word0", "word1500", "word2999"});
}

TEST(Pdf, draws_an_empty_report) {
  auto report = report_of("");
  report.title = "";
  EXPECT_THAT(ReadFile(bytes_of(report)).run("pdfinfo {}"), HasSubstr("Pages:           2"));
}

}  // namespace
}  // namespace elevaite::adapters::report
