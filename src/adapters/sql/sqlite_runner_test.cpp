#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "adapters/sql/open.hpp"
#include "core/test_loop.hpp"
#include "core/uuid.hpp"

namespace elevaite::adapters::sql {
namespace {

namespace fs = std::filesystem;

struct SqliteRunner : testing::Test {
  asio::io_context loop{1};
  fs::path root = fs::temp_directory_path() / ("sql_" + Uuid::generate().str());
  SqlRunnerOptions options;

  SqliteRunner() {
    fs::create_directories(root / "files" / "sub");
    options.sqlite_directory = root / "files";
    fill(root / "files" / "shop.sqlite");
    fill(root / "files" / "sub" / "other.sqlite");
    fill(root / "outside.sqlite");
  }
  ~SqliteRunner() override { fs::remove_all(root); }

  static void fill(const fs::path& file) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    int code =
        sqlite3_exec(database,
                     "CREATE TABLE orders(id INTEGER PRIMARY KEY, total REAL, paid BOOLEAN, note "
                     "TEXT, raw BLOB);"
                     "INSERT INTO orders VALUES(1,19.99,1,'first',x'00ff'),(2,5.0,0,NULL,NULL),"
                     "(3,NULL,NULL,CAST(x'61ff' AS TEXT),NULL);",
                     nullptr, nullptr, nullptr);
    EXPECT_EQ(code, SQLITE_OK);
    sqlite3_close(database);
  }

  Result<Json> query(std::string sql, JsonArray params = {}, std::string file = "shop.sqlite") {
    ports::SqlQuery query;
    query.connection = {{"kind", "sqlite"}, {"file", file}};
    query.sql = std::move(sql);
    query.params = std::move(params);
    query.is_read_only = is_read_only;
    query.timeout = timeout;
    query.max_rows = max_rows;
    auto runner = open_sqlite_runner(options);
    return run_task(loop, runner->run(std::move(query)));
  }
  ErrorCode error_of(std::string sql, JsonArray params = {}, std::string file = "shop.sqlite") {
    auto result = query(std::move(sql), std::move(params), std::move(file));
    EXPECT_FALSE(result.has_value());
    return result ? ErrorCode::internal : result.error().code;
  }
  std::int64_t count() {
    return *find_int(find_array(query("SELECT count(*) AS n FROM orders").value(), "rows")->at(0),
                     "n");
  }

  bool is_read_only = true;
  Duration timeout = 10s;
  std::size_t max_rows = 1000;
};

}  // namespace

TEST_F(SqliteRunner, answers_typed_rows) {
  EXPECT_EQ(to_text(query("SELECT * FROM orders ORDER BY id").value()),
            R"({"columns":["id","total","paid","note","raw"],"row_count":3,"rows":[)"
            R"({"id":1,"total":1.999E1,"paid":true,"note":"first","raw":"\\x00ff"},)"
            R"({"id":2,"total":5E0,"paid":false,"note":null,"raw":null},)"
            "{\"id\":3,\"total\":null,\"paid\":null,\"note\":\"a\ufffd\",\"raw\":null}],"
            R"("is_truncated":false,"affected":0})");
}

TEST_F(SqliteRunner, binds_parameters_by_number_and_never_as_sql) {
  auto rows = query("SELECT $2 AS b, $1 AS a, $1 AS a", {"x'; DROP TABLE orders; --", 7}).value();
  EXPECT_EQ(to_text(find_array(rows, "rows")->at(0)),
            R"({"b":7,"a":"x'; DROP TABLE orders; --","a_2":"x'; DROP TABLE orders; --"})");
  EXPECT_EQ(
      to_text(find_array(query("SELECT ? AS a, ? AS b", {true, nullptr}).value(), "rows")->at(0)),
      R"({"a":1,"b":null})");
}

TEST_F(SqliteRunner, refuses_missing_spare_and_named_parameters) {
  EXPECT_EQ(error_of("SELECT $1, $2", {1}), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("SELECT $1", {1, 2}), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("SELECT :name", {1}), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("SELECT $99999999999999999999", {1}), ErrorCode::invalid_argument);
}

TEST_F(SqliteRunner, refuses_everything_but_reading) {
  for (std::string sql :
       {"DELETE FROM orders", "INSERT INTO orders(id) VALUES(9)", "UPDATE orders SET total=0",
        "DROP TABLE orders", "CREATE TABLE t(a)", "CREATE TEMP TABLE t(a)", "VACUUM",
        "VACUUM INTO 'copy.sqlite'", "ATTACH 'outside.sqlite' AS o", "PRAGMA journal_mode=wal",
        "PRAGMA table_info(orders)", "SELECT * FROM pragma_database_list", "BEGIN",
        "SELECT load_extension('x')", "ANALYZE", "WITH x AS (SELECT 1) DELETE FROM orders"}) {
    auto result = query(sql);
    ASSERT_FALSE(result.has_value()) << sql;
    EXPECT_EQ(result.error().code, ErrorCode::permission_denied) << sql << result.error().message;
  }
  EXPECT_EQ(count(), 3);
  EXPECT_FALSE(fs::exists(root / "files" / "copy.sqlite"));
}

TEST_F(SqliteRunner, takes_exactly_one_statement) {
  EXPECT_EQ(error_of("SELECT 1; SELECT 2"), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("SELECT 1; DROP TABLE orders"), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("SELECT 1; not sql at all"), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of(""), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of("-- nothing"), ErrorCode::invalid_argument);
  EXPECT_EQ(error_of(std::string("SELECT 1\0; DROP TABLE orders", 28)),
            ErrorCode::invalid_argument);
  EXPECT_TRUE(query("SELECT 1; -- the end").has_value());
  EXPECT_TRUE(query("SELECT 1;\n /* the end */ ").has_value());
}

TEST_F(SqliteRunner, stops_an_endless_query_at_its_timeout) {
  timeout = 200ms;
  auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) "
                     "SELECT max(n) FROM c"),
            ErrorCode::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

TEST_F(SqliteRunner, truncates_rows_and_says_so) {
  max_rows = 2;
  auto some = query("SELECT id FROM orders").value();
  EXPECT_EQ(find_int(some, "row_count"), 2);
  EXPECT_EQ(find_bool(some, "is_truncated"), true);
  max_rows = 3;
  EXPECT_EQ(find_bool(query("SELECT id FROM orders").value(), "is_truncated"), false);
}

TEST_F(SqliteRunner, bounds_values_and_answers) {
  EXPECT_EQ(error_of("SELECT randomblob(100000000)"), ErrorCode::limit_exceeded);
  EXPECT_EQ(error_of("SELECT hex(zeroblob(3000000))"), ErrorCode::limit_exceeded);
  auto wide = query(
                  "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c LIMIT 100) "
                  "SELECT hex(zeroblob(500000)) AS x FROM c")
                  .value();
  EXPECT_EQ(find_bool(wide, "is_truncated"), true);
  EXPECT_EQ(find_int(wide, "row_count"), 8);
}

TEST_F(SqliteRunner, opens_files_inside_the_directory_only) {
  fs::create_symlink(root / "outside.sqlite", root / "files" / "link.sqlite");
  fs::create_directory_symlink(root, root / "files" / "up");
  for (std::string file :
       {"../outside.sqlite", "/etc/passwd", "sub/../../outside.sqlite", "link.sqlite",
        "up/outside.sqlite", "./shop.sqlite", "file:shop.sqlite/../../outside.sqlite"}) {
    EXPECT_EQ(error_of("SELECT 1", {}, file), ErrorCode::permission_denied) << file;
  }
  for (std::string file : {"", "none.sqlite", "sub", "file:shop.sqlite?mode=rwc", ":memory:"}) {
    EXPECT_EQ(error_of("SELECT 1", {}, file), ErrorCode::invalid_argument) << file;
  }
  EXPECT_TRUE(query("SELECT id FROM orders", {}, "sub/other.sqlite").has_value());
}

TEST_F(SqliteRunner, says_that_a_file_is_no_database) {
  std::ofstream(root / "files" / "text.sqlite") << std::string(5000, 'x');
  EXPECT_EQ(error_of("SELECT * FROM sqlite_master", {}, "text.sqlite"),
            ErrorCode::invalid_argument);
}

TEST_F(SqliteRunner, writes_only_where_the_operator_allows_it) {
  is_read_only = false;
  EXPECT_EQ(error_of("DELETE FROM orders"), ErrorCode::permission_denied);
  options.allows_sqlite_writes = true;
  EXPECT_EQ(find_int(query("UPDATE orders SET note='x' WHERE id<3").value(), "affected"), 2);
  EXPECT_EQ(error_of("INSERT INTO orders(id) VALUES(1)"), ErrorCode::conflict);
  EXPECT_EQ(error_of("ATTACH 'o.sqlite' AS o"), ErrorCode::permission_denied);
  EXPECT_EQ(error_of("DROP TABLE orders"), ErrorCode::permission_denied);
  EXPECT_EQ(find_int(query("DELETE FROM orders WHERE id=3 RETURNING id").value(), "row_count"), 1);
  is_read_only = true;
  EXPECT_EQ(count(), 2);
}

}  // namespace elevaite::adapters::sql
