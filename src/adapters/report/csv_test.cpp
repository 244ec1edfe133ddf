#include "adapters/report/csv.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::report {
namespace {

ports::TableExport table_of(std::string_view rows) {
  ports::TableExport table;
  table.rows = parse_json(rows).value().as_array();
  return table;
}

TEST(Csv, writes_rows_by_column) {
  auto table = table_of(R"([{"id":1,"name":"Ann, Bo"},{"name":"say \"hi\"","id":2.5,"ok":true}])");
  auto file = write_csv(table);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->bytes, "id,name,ok\r\n1,\"Ann, Bo\",\r\n2.5,\"say \"\"hi\"\"\",true\r\n");
  EXPECT_EQ(file->content_type, "text/csv; charset=utf-8");
}

TEST(Csv, takes_columns_separator_and_byte_order_mark) {
  auto table = table_of(R"([["a;b",1],["c",null]])");
  table.columns = {"x", "y"};
  table.separator = ';';
  table.has_byte_order_mark = true;
  EXPECT_EQ(write_csv(table).value().bytes, "\xef\xbb\xbfx;y\r\n\"a;b\";1\r\nc;\r\n");
}

TEST(Csv, disarms_what_a_spreadsheet_would_run) {
  struct Case {
    std::string_view json, cell;
  };
  const Case cases[] = {
      {R"j("=HYPERLINK(1)")j", "'=HYPERLINK(1)"},
      {R"j("+49 30 1234")j", "'+49 30 1234"},
      {R"j("@SUM(A1)")j", "'@SUM(A1)"},
      {R"j("-2+3+cmd|' /C calc'!A0")j", "'-2+3+cmd|' /C calc'!A0"},
      {R"j("\t=1+1")j", "\"'\t=1+1\""},
      {R"j("  =1+1")j", "'  =1+1"},
      {R"j("\r=1")j", "\"'\r=1\""},
      {R"j("＝1+1")j", "'＝1+1"},
      {R"j("-12.5")j", "-12.5"},
      {"-12.5", "-12.5"},
      {R"j("plain")j", "plain"},
      {R"j("-")j", "'-"},
      {"null", ""},
      {R"j({"a":"=1"})j", R"j("{""a"":""=1""}")j"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(csv_cell(parse_json(one.json).value(), ','), one.cell) << one.json;
  }
}

TEST(Csv, disarms_the_names_of_columns) {
  EXPECT_EQ(write_csv(table_of(R"j([{"=cmd()":1}])j")).value().bytes, "'=cmd()\r\n1\r\n");
}

TEST(Csv, refuses_what_is_no_row) {
  auto scalar = write_csv(table_of("[{}, 7]"));
  ASSERT_FALSE(scalar);
  EXPECT_EQ(scalar.error().fields.at(0).message, "Row 2 is neither an object nor a list.");
  auto table = table_of("[[1,2,3]]");
  table.columns = {"a"};
  EXPECT_FALSE(write_csv(table));
}

TEST(Csv, writes_an_empty_table) { EXPECT_EQ(write_csv(table_of("[]")).value().bytes, "\r\n"); }

}  // namespace
}  // namespace elevaite::adapters::report
