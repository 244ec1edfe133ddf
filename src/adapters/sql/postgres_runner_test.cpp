// Against a real server on loopback.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/sql/open.hpp"
#include "adapters/sql/postgres_target.hpp"
#include "adapters/sql/postgres_values.hpp"
#include "core/task_timeout.hpp"
#include "core/test_loop.hpp"
#include "tests/support/postgres_server.hpp"

namespace elevaite::adapters::sql {
namespace {

using testing::HasSubstr;
using testing::Not;

struct PostgresRunner : testing::Test {
  asio::io_context loop{1};
  test::PostgresServer& server = test::PostgresServer::instance();
  std::string database = server.create_database();
  // The role of the fixture may not create tables; the tests speak as the superuser.
  std::string url = server.superuser_url(database);
  net::EgressGuard guard{{"127.0.0.1", "localhost"}};
  std::unique_ptr<ports::SqlRunner> runner;

  bool is_read_only = true;
  Duration timeout = 10s;
  std::size_t max_rows = 1000;

  PostgresRunner() { open(&guard); }
  void open(const net::EgressGuard* with) {
    SqlRunnerOptions options;
    options.guard = with;
    options.max_result_bytes = 1 << 20;
    runner = open_postgres_runner(loop.get_executor(), options);
  }
  ports::SqlQuery make_query(std::string sql, JsonArray params) const {
    ports::SqlQuery query;
    query.connection = {{"kind", "postgres"}, {"url", url}};
    query.sql = std::move(sql);
    query.params = std::move(params);
    query.is_read_only = is_read_only;
    query.timeout = timeout;
    query.max_rows = max_rows;
    return query;
  }
  Result<Json> query(std::string sql, JsonArray params = {}) {
    return run_task(loop, runner->run(make_query(std::move(sql), std::move(params))));
  }
  Error error(std::string sql, JsonArray params = {}) {
    auto result = query(std::move(sql), std::move(params));
    if (result) throw std::runtime_error("the query did not fail: " + to_text(*result));
    return result.error();
  }
  Json row(std::string sql, JsonArray params = {}) {
    return find_array(query(std::move(sql), std::move(params)).value(), "rows")->at(0);
  }
  void execute(const std::string& sql) { server.execute(database, sql); }
  // Waits for the server to show it: cancelling is asynchronous.
  bool becomes(const std::string& sql, const std::string& expected) {
    for (int i = 0; i < 200; ++i) {
      if (server.execute(database, sql) == expected) return true;
      run_task(loop, pause());
    }
    return false;
  }
  static Task<Result<void>> pause() {
    co_await sleep_for(25ms);
    co_return Result<void>{};
  }
};

}  // namespace

TEST_F(PostgresRunner, answers_typed_values) {
  EXPECT_EQ(to_text(row("SELECT 7 AS i, 9007199254740993::bigint AS l, 1.5::float8 AS f, "
                        "'NaN'::float8 AS nan, 19.99::numeric AS n, "
                        "123456789012345678901.5::numeric AS big, true AS b, NULL AS none, "
                        "'x' AS t, '{\"a\":[1]}'::jsonb AS j")),
            R"({"i":7,"l":9007199254740993,"f":1.5E0,"nan":"NaN","n":1.999E1,)"
            R"("big":"123456789012345678901.5","b":true,"none":null,"t":"x","j":{"a":[1]}})");
  EXPECT_EQ(to_text(row("SELECT '2026-10-03 12:00:00.5+02'::timestamptz AS z, "
                        "'2026-10-03 12:00:00'::timestamp AS l, '2026-10-03'::date AS d, "
                        "'infinity'::timestamptz AS i, '\\x00ff'::bytea AS raw, "
                        "'1 day'::interval AS w, 1 AS w")),
            R"({"z":"2026-10-03T10:00:00.5Z","l":"2026-10-03T12:00:00","d":"2026-10-03",)"
            R"("i":"infinity","raw":"\\x00ff","w":"P1D","w_2":1})");
}

TEST_F(PostgresRunner, binds_parameters_and_never_as_sql) {
  EXPECT_EQ(to_text(row("SELECT $1::text AS a, $2::int + 1 AS b, $3::jsonb AS c, $4::bool AS d, "
                        "$5::int AS e",
                        {"x'; DROP TABLE orders; --", 41, JsonObject{{"k", 1}}, true, nullptr})),
            R"({"a":"x'; DROP TABLE orders; --","b":42,"c":{"k":1},"d":true,"e":null})");
  EXPECT_EQ(error("SELECT $1::int, $2::int", {1}).fields.at(0).field, "params");
  EXPECT_EQ(error("SELECT $1::int", {1, 2}).fields.at(0).field, "params");
  EXPECT_EQ(error("SELECT $1::text", {std::string_view("a\0b", 3)}).fields.at(0).field,
            "params[0]");
}

TEST_F(PostgresRunner, reads_and_nothing_else) {
  execute("CREATE TABLE t(id int PRIMARY KEY); INSERT INTO t VALUES (1)");
  for (std::string sql :
       {"DELETE FROM t", "INSERT INTO t VALUES (2)", "UPDATE t SET id=5", "DROP TABLE t",
        "CREATE TABLE u(a int)", "WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x",
        "DO $$ BEGIN DELETE FROM t; END $$"}) {
    EXPECT_EQ(error(sql).code, ErrorCode::permission_denied) << sql;
  }
  EXPECT_FALSE(query("DO $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM t; END $$").has_value());
  EXPECT_FALSE(query("DO $$ BEGIN COMMIT; DELETE FROM t; END $$").has_value());
  EXPECT_FALSE(query("SELECT set_config('transaction_read_only','off',true), 1").has_value());
  for (std::string sql : {"SET TRANSACTION READ WRITE", "COMMIT", "COMMIT AND CHAIN",
                          "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"}) {
    query(sql).has_value();
    EXPECT_EQ(error("DELETE FROM t").code, ErrorCode::permission_denied) << "after " << sql;
  }
  EXPECT_EQ(server.execute(database, "SELECT count(*) FROM t"), "1");
}

TEST_F(PostgresRunner, takes_exactly_one_statement) {
  EXPECT_EQ(error("SELECT 1; SELECT 2").fields.at(0).code, "multiple_statements");
  EXPECT_EQ(error("").fields.at(0).code, "empty");
  EXPECT_EQ(error("COPY (SELECT 1) TO STDOUT").fields.at(0).code, "copy");
  EXPECT_EQ(error("SELEC 1").code, ErrorCode::invalid_argument);
  EXPECT_TRUE(query("SELECT 1;").has_value());
}

TEST_F(PostgresRunner, writes_when_it_may_and_commits) {
  execute("CREATE TABLE t(id int PRIMARY KEY)");
  is_read_only = false;
  EXPECT_EQ(find_int(query("INSERT INTO t SELECT generate_series(1, 3)").value(), "affected"), 3);
  Json returned = query("DELETE FROM t WHERE id = $1 RETURNING id", {3}).value();
  EXPECT_EQ(to_text(*find(returned, "rows")), R"([{"id":3}])");
  EXPECT_EQ(find_int(returned, "affected"), 1);
  EXPECT_EQ(error("INSERT INTO t VALUES (1)").code, ErrorCode::conflict);
  max_rows = 1;
  Json truncated = query("UPDATE t SET id = id + 10 RETURNING id").value();
  EXPECT_EQ(find_bool(truncated, "is_truncated"), true);
  EXPECT_EQ(server.execute(database, "SELECT count(*) FROM t WHERE id > 10"), "2");
}

TEST_F(PostgresRunner, stops_at_the_timeout_and_leaves_nothing_running) {
  timeout = 200ms;
  EXPECT_EQ(error("SELECT pg_sleep(30)").code, ErrorCode::timeout);
  EXPECT_TRUE(
      becomes("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
              " AND state = 'active' AND pid <> pg_backend_pid()",
              "0"));
}

TEST_F(PostgresRunner, stops_the_server_when_the_caller_is_cancelled) {
  auto work = with_timeout<Json>(300ms, runner->run(make_query("SELECT pg_sleep(30)", {})), "it");
  EXPECT_EQ(run_task(loop, std::move(work)).error().code, ErrorCode::timeout);
  EXPECT_TRUE(
      becomes("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
              " AND state = 'active' AND pid <> pg_backend_pid()",
              "0"));
}

TEST_F(PostgresRunner, truncates_rows_and_bytes_and_says_so) {
  max_rows = 10;
  Json some = query("SELECT generate_series(1, 100000000) AS n").value();
  EXPECT_EQ(find_int(some, "row_count"), 10);
  EXPECT_EQ(find_bool(some, "is_truncated"), true);
  max_rows = 1000;
  Json wide = query("SELECT repeat('x', 100000) FROM generate_series(1, 50)").value();
  EXPECT_EQ(find_bool(wide, "is_truncated"), true);
  EXPECT_EQ(find_int(wide, "row_count"), 10);
  EXPECT_EQ(error("SELECT repeat('x', 40000000)").code, ErrorCode::limit_exceeded);
}

TEST_F(PostgresRunner, leaves_no_state_for_the_next_query) {
  is_read_only = false;
  query("SET search_path = nowhere").value();
  query("SELECT pg_advisory_lock(7)").value();
  query("PREPARE p AS SELECT 1").value();
  is_read_only = true;
  EXPECT_THAT(std::string(*find_string(row("SHOW search_path"), "search_path")),
              HasSubstr("public"));
  EXPECT_EQ(find_int(row("SELECT count(*) AS n FROM pg_prepared_statements"), "n"), 0);
  EXPECT_EQ(find_int(row("SELECT count(*) AS n FROM pg_locks WHERE locktype='advisory'"), "n"), 0);
}

TEST_F(PostgresRunner, keeps_a_connection_and_survives_its_death) {
  auto pid = row("SELECT pg_backend_pid() AS pid");
  EXPECT_EQ(row("SELECT pg_backend_pid() AS pid"), pid);
  execute("SELECT pg_terminate_backend(" + to_text(*find(pid, "pid")) + ")");
  EXPECT_NE(row("SELECT pg_backend_pid() AS pid"), pid);
}

TEST_F(PostgresRunner, asks_the_guard_about_the_resolved_address) {
  net::EgressGuard strict;
  open(&strict);
  EXPECT_EQ(error("SELECT 1").code, ErrorCode::permission_denied);
  url = "postgres://u:p@localhost:" + std::to_string(server.port()) + "/x";
  EXPECT_EQ(error("SELECT 1").code, ErrorCode::permission_denied);
}

TEST_F(PostgresRunner, says_why_it_cannot_connect_without_the_password) {
  url = "postgres://nobody:hunter2@127.0.0.1:1/none?sslmode=disable";
  Error refused = error("SELECT 1");
  EXPECT_EQ(refused.code, ErrorCode::unavailable);
  EXPECT_THAT(refused.message, Not(HasSubstr("hunter2")));
}

TEST(PostgresTarget, refuses_urls_that_reach_for_the_operators_files) {
  for (std::string url :
       {"", "http://x", "postgres://", "postgres:///db", "postgres://u@/db?host=/var/run",
        "postgres://u@a,b/db", "postgres://u@h:99999/db", "postgres://h/db",
        "postgres://u:hunter2@h/db?passfile=/etc/passwd", "postgres://u:hunter2@h/db?service=x",
        "postgres://u:hunter2@h/db?sslkey=/x", "postgres://u:hunter2@h/db?options=-c%20x=1",
        "postgres://u:hunter2@h/db?hostaddr=10.0.0.1", "postgres://u:hunter2@h/db?sslmode=maybe",
        "postgres://u:hunter2@h/db?nonsense=1", "host=h user=u password=hunter2"}) {
    auto target = parse_postgres_target({{"kind", "postgres"}, {"url", url}});
    ASSERT_FALSE(target.has_value()) << url;
    EXPECT_THAT(target.error().message, Not(HasSubstr("hunter2"))) << url;
  }
  auto target = parse_postgres_target(
      {{"url", "postgresql://u:p%40s@db.example.com/shop?sslmode=verify-full"}});
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->password, "p@s");
  EXPECT_EQ(target->port, "5432");
}

TEST(PostgresValues, keeps_a_number_only_when_it_is_exact) {
  EXPECT_EQ(to_text(postgres_value(1700, "123456789012345678")), "123456789012345678");
  EXPECT_EQ(to_text(postgres_value(1700, "1234567890123456789")), R"("1234567890123456789")");
  EXPECT_EQ(to_text(postgres_value(1700, "0.1")), "1E-1");
  EXPECT_EQ(to_text(postgres_value(1700, "0.12345678901234567")), R"("0.12345678901234567")");
  EXPECT_EQ(to_text(postgres_value(1700, "NaN")), R"("NaN")");
  EXPECT_EQ(to_text(postgres_value(25, "a\xff")), "\"a\ufffd\"");
}

}  // namespace elevaite::adapters::sql
