#include "adapters/report/xlsx.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/report/reader_test.hpp"

namespace elevaite::adapters::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPrint =
    "python3 -c 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None;"
    " print(*[z.read(n).decode() for n in z.namelist() if n.endswith(\"sheet1.xml\") or "
    "n.endswith(\"Strings.xml\") or n.endswith(\"workbook.xml\")])' {}";

std::string parts_of(std::string_view rows, const std::string& title = "Orders") {
  ports::TableExport table;
  table.title = title;
  table.rows = parse_json(rows).value().as_array();
  auto file = write_xlsx(table);
  EXPECT_TRUE(file) << file.error().message;
  return ReadFile(file->bytes).run(kPrint);
}

TEST(Xlsx, keeps_numbers_texts_dates_and_booleans_apart) {
  auto parts = parts_of(R"([{"n":12.5,"t":"Größe <b>","d":"2026-11-24","b":true,"z":null}])");
  EXPECT_THAT(parts, HasSubstr("<v>12.5</v>"));
  EXPECT_THAT(parts, HasSubstr("Größe &lt;b&gt;"));
  EXPECT_THAT(parts, HasSubstr("<v>46350</v>"));  // the day's number in the 1900 system
  EXPECT_THAT(parts, HasSubstr("t=\"b\"><v>1</v>"));
  EXPECT_THAT(parts, HasSubstr("name=\"Orders\""));
}

TEST(Xlsx, writes_no_formula) {
  auto parts = parts_of(R"([{"a":"=1+1","b":"@x","c":"http://example.com"}])");
  EXPECT_THAT(parts, HasSubstr("=1+1"));
  EXPECT_THAT(parts, Not(HasSubstr("<f>")));
  EXPECT_THAT(parts, Not(HasSubstr("hyperlink")));
}

TEST(Xlsx, keeps_integers_that_a_double_cannot_hold) {
  EXPECT_THAT(parts_of("[[9007199254740993]]"), HasSubstr("9007199254740993"));
}

TEST(Xlsx, refuses_a_cell_that_no_spreadsheet_takes) {
  ports::TableExport table;
  table.rows.push_back(JsonArray{Json(std::string(40'000, 'x'))});
  auto file = write_xlsx(table);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::limit_exceeded);
  EXPECT_THAT(file.error().message, HasSubstr("Row 1 has a cell of 40000 characters"));
}

TEST(Xlsx, writes_an_empty_table) { EXPECT_THAT(parts_of("[]"), HasSubstr("<worksheet")); }

TEST(Xlsx, cleans_the_name_of_the_sheet) {
  EXPECT_EQ(sheet_name("Q4/2026: [all]"), "Q4 2026   all");
  EXPECT_EQ(sheet_name(""), "Data");
  EXPECT_EQ(sheet_name("'"), "Data");
  std::string umlauts;
  for (int i = 0; i < 31; ++i) umlauts += "ä";
  EXPECT_EQ(sheet_name(umlauts + "äää"), umlauts);
}

}  // namespace
}  // namespace elevaite::adapters::report
