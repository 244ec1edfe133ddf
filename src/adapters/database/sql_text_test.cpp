#include "adapters/database/sql_text.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::database {
namespace {

std::vector<std::string> texts(std::string_view script) {
  std::vector<std::string> out;
  for (const auto& statement : split_script(script)) out.emplace_back(statement.sql);
  return out;
}

TEST(SqlText, splits_a_script_at_semicolons) {
  EXPECT_EQ(texts("CREATE TABLE a (x text); CREATE TABLE b (y text);\n"),
            (std::vector<std::string>{"CREATE TABLE a (x text)", "CREATE TABLE b (y text)"}));
  EXPECT_EQ(texts("SELECT 1"), std::vector<std::string>{"SELECT 1"});
  EXPECT_TRUE(texts(" ;; -- nothing; here\n /* nor; here */ ;").empty());
}

TEST(SqlText, does_not_split_inside_quotes_and_comments) {
  for (std::string sql : {"SELECT ';'", "SELECT 'it''s;'", "SELECT \";\"", "SELECT 1 -- a; b\n + 1",
                          "SELECT /* ; */ 1", "DO $$ BEGIN; END $$", "DO $body$ a; $$; b $body$",
                          "SELECT $1, 'a;b'"}) {
    EXPECT_EQ(texts(sql + ";" + sql), (std::vector<std::string>{sql, sql}));
  }
}

TEST(SqlText, says_on_which_line_a_statement_begins) {
  auto statements = split_script("-- first\nSELECT 1;\n\n-- why\n\nSELECT\n2;SELECT 3");
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_EQ(statements[0].line, 2);
  EXPECT_EQ(statements[1].line, 6);
  EXPECT_EQ(statements[2].line, 7);
  EXPECT_EQ(describe(statements[1]), "the statement on line 6 (SELECT 2)");
}

TEST(SqlText, tells_reads_by_their_first_word) {
  EXPECT_TRUE(is_select("  -- why\n select 1"));
  EXPECT_TRUE(may_read("WITH a AS (SELECT 1) SELECT * FROM a"));
  EXPECT_FALSE(is_select("WITH a AS (SELECT 1) SELECT * FROM a"));
  EXPECT_FALSE(may_read("INSERT INTO a SELECT 1"));
  EXPECT_FALSE(may_read("SELECTED"));
}

TEST(SqlText, makes_a_table_of_rows_of_parameters) {
  constexpr std::string_view kSql = "WITH v (a, b) AS ($rows(uuid, double precision)) SELECT a";
  EXPECT_EQ(row_types(kSql), (std::vector<std::string_view>{"uuid", "double precision"}));
  EXPECT_EQ(with_unnested_rows(kSql),
            "WITH v (a, b) AS (SELECT * FROM unnest(CAST($1 AS uuid[]), CAST($2 AS double "
            "precision[]))) SELECT a");
  EXPECT_EQ(with_one_row(kSql), "WITH v (a, b) AS (SELECT $1, $2) SELECT a");
  EXPECT_TRUE(row_types("SELECT $1").empty());
  EXPECT_EQ(with_unnested_rows("SELECT $1"), "SELECT $1");
}

TEST(SqlText, guards_a_statement_that_ends_in_a_comment) {
  EXPECT_EQ(
      guarded("DELETE FROM a -- all;\n; "),
      "WITH guarded AS (DELETE FROM a -- all\nRETURNING 1) SELECT count(*), 1 / count(*) FROM "
      "guarded");
}

}  // namespace
}  // namespace elevaite::adapters::database
