// What every database adapter must do alike.
#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "adapters/database/conformance_test.hpp"

namespace elevaite::adapters::database {
namespace {

using ports::Bytes;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

class Conformance : public DatabaseTest {
 protected:
  void make_things() {
    script(
        "CREATE TABLE things (id uuid NOT NULL PRIMARY KEY, name text, amount bigint, small "
        "integer, "
        "ratio double precision, flag boolean, body bytea,"
        "CONSTRAINT things_amount_check CHECK (amount >= 0));"
        "CREATE UNIQUE INDEX things_name_key ON things (name);");
  }
  Error error_of(std::string_view sql, std::vector<SqlValue> params = {}) {
    auto answer = try_query(sql, std::move(params));
    return answer.has_error() ? answer.error() : Error{ErrorCode::internal, "it succeeded"};
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, Conformance, testing::Values("sqlite", "postgres"),
                         name_of_kind);

TEST_P(Conformance, names_its_dialect) { EXPECT_EQ(database().dialect(), GetParam()); }

TEST_P(Conformance, gives_back_every_type_as_it_was_given) {
  make_things();
  // Its entries would be larger than PostgreSQL's indexes hold.
  query("DROP INDEX things_name_key");
  Bytes every_byte;
  for (int i = 0; i < 512; ++i) every_byte.push_back(static_cast<std::uint8_t>(i));
  struct Case {
    std::string_view insert;
    std::string_view select;
    std::vector<SqlValue> values;
  };
  std::vector<Case> cases = {
      {"INSERT INTO things (id, name) VALUES ($1, $2)",
       "SELECT name FROM things WHERE id = $1",
       {std::string(), std::string("plain"),
        std::string("Grüße, 世界, 👩‍🚀, \\x41 'quoted'\n\r\t"),
        std::string(300'000, 'x'), std::monostate{}}},
      {"INSERT INTO things (id, amount) VALUES ($1, $2)",
       "SELECT amount FROM things WHERE id = $1",
       {std::int64_t{0}, std::int64_t{1}, std::numeric_limits<std::int64_t>::max(),
        std::monostate{}}},
      {"INSERT INTO things (id, small) VALUES ($1, $2)",
       "SELECT small FROM things WHERE id = $1",
       {std::int64_t{-7}, std::int64_t{2147483647}, std::int64_t{-2147483648LL}, std::monostate{}}},
      {"INSERT INTO things (id, ratio) VALUES ($1, $2)",
       "SELECT ratio FROM things WHERE id = $1",
       {0.1, -2.5e300, 3.0, std::numeric_limits<double>::denorm_min(),
        std::numeric_limits<double>::infinity(), std::monostate{}}},
      {"INSERT INTO things (id, flag) VALUES ($1, $2)",
       "SELECT flag FROM things WHERE id = $1",
       {true, false, std::monostate{}}},
      {"INSERT INTO things (id, body) VALUES ($1, $2)",
       "SELECT body FROM things WHERE id = $1",
       {Bytes{}, Bytes{0}, Bytes{0, 0, 255, 0}, every_byte, Bytes(16, 7), std::monostate{}}},
  };
  for (const auto& [insert, select, values] : cases) {
    for (const auto& value : values) {
      auto id = Uuid::generate();
      EXPECT_EQ(query(insert, {id, value}).affected(), 1);
      auto rows = query(select, {id});
      ASSERT_EQ(rows.size(), 1U);
      EXPECT_EQ(rows.at(0, 0), value) << select;
    }
  }
  EXPECT_EQ(query("SELECT count(*) FROM things").integer(0, 0), 28);
}

TEST_P(Conformance, holds_the_least_integer) {
  script("CREATE TABLE numbers (n bigint)");
  auto least = std::numeric_limits<std::int64_t>::min();
  query("INSERT INTO numbers VALUES ($1)", {least});
  EXPECT_EQ(query("SELECT n FROM numbers WHERE n = $1", {least}).integer(0, 0), least);
}

TEST_P(Conformance, returns_typed_columns_also_from_returning_joins_and_subqueries) {
  make_things();
  auto id = Uuid::generate();
  auto inserted =
      query("INSERT INTO things (id, flag, ratio) VALUES ($1, $2, $3) RETURNING id, flag, ratio",
            {id, true, 4.0});
  ASSERT_EQ(inserted.size(), 1U);
  EXPECT_EQ(inserted.affected(), 1);
  EXPECT_EQ(inserted.uuid(0, 0), id);
  EXPECT_EQ(inserted.boolean(0, 1), true);
  EXPECT_EQ(inserted.number(0, 2), 4.0);
  auto joined = query(
      "SELECT a.id, b.flag FROM things a JOIN (SELECT id, flag FROM things) b ON a.id = b.id");
  EXPECT_EQ(joined.at(0, 0), SqlValue(id));
  EXPECT_EQ(joined.at(0, 1), SqlValue(true));
}

TEST_P(Conformance, computes_values_that_can_be_read) {
  make_things();
  for (int i = 1; i <= 3; ++i) {
    query("INSERT INTO things (id, amount, ratio) VALUES ($1, $2, $3)",
          {Uuid::generate(), std::int64_t{i}, 0.5 * i});
  }
  auto rows = query(
      "SELECT count(*), sum(amount), avg(amount), sum(ratio), max(amount) = 3, coalesce(min(name), "
      "'none'), "
      "max(name) FROM things");
  EXPECT_EQ(rows.integer(0, 0), 3);
  EXPECT_EQ(rows.integer(0, 1), 6);
  EXPECT_EQ(rows.number(0, 2), 2.0);
  EXPECT_EQ(rows.number(0, 3), 3.0);
  EXPECT_EQ(rows.boolean(0, 4), true);
  EXPECT_EQ(rows.text(0, 5), "none");
  EXPECT_TRUE(rows.is_null(0, 6));
  auto id = query("SELECT id FROM things LIMIT 1").uuid(0, 0);
  EXPECT_EQ(query("SELECT coalesce(id, id) FROM things WHERE id = $1", {id}).uuid(0, 0), id);
}

TEST_P(Conformance, does_arithmetic_on_parameters_in_64_bits) {
  std::int64_t micros = 1'764'000'000'000'000;
  EXPECT_EQ(query("SELECT $1 - 1000", {micros}).integer(0, 0), micros - 1000);
  EXPECT_EQ(query("SELECT $1 * 2", {1.25}).number(0, 0), 2.5);
}

TEST_P(Conformance, takes_one_placeholder_several_times_and_null_for_any_type) {
  make_things();
  auto id = Uuid::generate();
  std::string_view insert = "INSERT INTO things (id, name, amount, body) VALUES ($1, $2, $3, $4)";
  query(insert, {id, std::monostate{}, std::monostate{}, std::monostate{}});
  query(insert, {Uuid::generate(), std::string("b"), std::int64_t{2}, Bytes{1}});
  query(insert, {Uuid::generate(), std::string("c"), std::monostate{}, Bytes{1}});
  auto rows =
      query("SELECT name FROM things WHERE amount = $2 OR (id = $1 AND name IS NULL) OR id = $1",
            {id, std::int64_t{2}});
  EXPECT_EQ(rows.size(), 2U);
}

TEST_P(Conformance, names_the_violated_constraint) {
  script(
      "CREATE TABLE parents (id uuid NOT NULL PRIMARY KEY);"
      "CREATE TABLE children (id uuid NOT NULL PRIMARY KEY, parent_id uuid REFERENCES parents "
      "(id), "
      "  name text NOT NULL, kind text, rank integer, shade text, size bigint, "
      "  CONSTRAINT children_name UNIQUE (kind, name), UNIQUE (kind, rank), "
      "  CONSTRAINT children_kind_check CHECK (kind IN ('a', 'b')));"
      "CREATE UNIQUE INDEX children_shade_key ON children (shade) WHERE size > 0;"
      "CREATE UNIQUE INDEX children_lower_key ON children (lower(shade));");
  std::string_view insert =
      "INSERT INTO children (id, name, kind, rank, shade, size) VALUES ($1, $2, $3, $4, $5, $6)";
  auto id = Uuid::generate();
  query(insert, {id, std::string("n"), std::string("a"), std::int64_t{1}, std::string("red"),
                 std::int64_t{1}});
  auto reason = [&](std::vector<SqlValue> params) {
    auto error = error_of(insert, std::move(params));
    EXPECT_EQ(error.code, ErrorCode::conflict) << error.message;
    return error.reason;
  };
  std::string a = "a";
  std::string m = "m";
  auto fresh = [] { return Uuid::generate(); };
  auto none = std::monostate{};
  EXPECT_EQ(reason({id, m, a, std::int64_t{2}, none, none}), "children_pkey");
  EXPECT_EQ(reason({fresh(), std::string("n"), a, std::int64_t{2}, none, none}), "children_name");
  EXPECT_EQ(reason({fresh(), m, a, std::int64_t{1}, none, none}), "children_kind_rank_key");
  EXPECT_EQ(reason({fresh(), m, std::string("z"), std::int64_t{2}, none, none}),
            "children_kind_check");
  EXPECT_EQ(reason({fresh(), none, a, std::int64_t{2}, none, none}), "children.name");
  EXPECT_EQ(reason({fresh(), m, a, std::int64_t{2}, std::string("RED"), none}),
            "children_lower_key");
  query("DROP INDEX children_lower_key");
  EXPECT_EQ(reason({fresh(), m, a, std::int64_t{2}, std::string("red"), std::int64_t{2}}),
            "children_shade_key");
  auto orphan = error_of("UPDATE children SET parent_id = $1", {Uuid::generate()});
  EXPECT_EQ(orphan.code, ErrorCode::conflict);
  EXPECT_EQ(orphan.reason, GetParam() == "sqlite" ? "foreign_key" : "children_parent_id_fkey");
}

TEST_P(Conformance, finds_a_deferred_violation_at_the_commit) {
  script(
      "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY, "
      "  b bigint REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);");
  auto good = batch({{"INSERT INTO a VALUES (1, 2)"}, {"INSERT INTO a VALUES (2, 1)"}});
  EXPECT_TRUE(good.has_value());
  auto bad = batch({{"INSERT INTO a VALUES (3, 4)"}, {"INSERT INTO a VALUES (5, 1)"}});
  ASSERT_TRUE(bad.has_error());
  EXPECT_EQ(bad.error().code, ErrorCode::conflict);
  EXPECT_NE(bad.error().reason, ports::kCommitUnknown);
  EXPECT_EQ(query("SELECT count(*) FROM a").integer(0, 0), 2);
}

TEST_P(Conformance, counts_affected_rows) {
  make_things();
  auto insert = [&](const char* name) {
    return try_query(
               "INSERT INTO things (id, name, amount) VALUES ($1, $2, 1) ON CONFLICT (name) DO "
               "NOTHING",
               {Uuid::generate(), std::string(name)})
        .value()
        .affected();
  };
  EXPECT_EQ(insert("a"), 1);
  EXPECT_EQ(insert("a"), 0);
  EXPECT_EQ(insert("b"), 1);
  EXPECT_EQ(query("UPDATE things SET amount = amount + 1").affected(), 2);
  EXPECT_EQ(query("UPDATE things SET amount = 5 WHERE name = 'none'").affected(), 0);
  EXPECT_EQ(query("SELECT * FROM things").affected(), 0);
  EXPECT_EQ(query("DELETE FROM things WHERE name = 'a' RETURNING name").affected(), 1);
  EXPECT_EQ(query("CREATE TABLE others (id uuid)").affected(), 0);
}

TEST_P(Conformance, refuses_a_statement_that_must_affect_and_does_not) {
  make_things();
  auto id = Uuid::generate();
  query("INSERT INTO things (id, amount) VALUES ($1, 1)", {id});
  std::string_view guarded =
      "UPDATE things SET amount = amount + 1 WHERE id = $1 AND amount = $2; ";
  auto first = try_query(guarded, {id, std::int64_t{1}}, true);
  ASSERT_TRUE(first.has_value()) << first.error().message;
  EXPECT_EQ(first->affected(), 1);
  auto second = try_query(guarded, {id, std::int64_t{1}}, true);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_EQ(second.error().reason, ports::kMustAffect);
  // The same text without the guard is another statement.
  EXPECT_EQ(try_query(guarded, {id, std::int64_t{1}}, false).value().affected(), 0);
  auto with = try_query(
      "WITH t AS (SELECT id FROM things) DELETE FROM things WHERE id IN (SELECT id FROM t)", {},
      true);
  EXPECT_EQ(with.value().affected(), 1);
}

TEST_P(Conformance, commits_a_batch_as_a_whole_or_not_at_all) {
  make_things();
  auto id = Uuid::generate();
  std::string_view insert = "INSERT INTO things (id, amount) VALUES ($1, $2)";
  auto good = batch({{insert, {id, std::int64_t{1}}},
                     {"SELECT amount FROM things WHERE id = $1", {id}},
                     {"UPDATE things SET amount = 2 WHERE id = $1", {id}, true}});
  ASSERT_TRUE(good.has_value()) << good.error().message;
  ASSERT_EQ(good->size(), 3U);
  EXPECT_EQ((*good)[0].affected(), 1);
  EXPECT_EQ((*good)[1].integer(0, 0), 1);
  EXPECT_EQ((*good)[2].affected(), 1);

  struct Case {
    Statement last;
    ErrorCode code;
  };
  for (const auto& [last, code] : std::vector<Case>{
           {{insert, {Uuid::generate(), std::int64_t{-1}}}, ErrorCode::conflict},
           {{"UPDATE things SET amount = 9 WHERE amount = 77", {}, true}, ErrorCode::conflict},
           {{"SELECT nonsense FROM nowhere"}, ErrorCode::internal}}) {
    auto bad = batch({{insert, {Uuid::generate(), std::int64_t{5}}},
                      {"UPDATE things SET amount = 100"},
                      last,
                      {"UPDATE things SET amount = 200"}});
    ASSERT_TRUE(bad.has_error());
    EXPECT_EQ(bad.error().code, code) << bad.error().message;
    EXPECT_EQ(query("SELECT sum(amount), count(*) FROM things").integer(0, 0), 2);
  }
  EXPECT_TRUE(batch({}).value().empty());
}

TEST_P(Conformance, goes_on_after_statements_that_do_not_exist) {
  make_things();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(error_of("SELEC 1").code, ErrorCode::internal);
    EXPECT_EQ(error_of("SELECT 1 FROM missing").code, ErrorCode::internal);
    EXPECT_EQ(query("SELECT count(*) FROM things").integer(0, 0), 0);
  }
  EXPECT_EQ(error_of("SELECT $1, $2", {std::int64_t{1}}).code, ErrorCode::internal);
  EXPECT_EQ(query("SELECT 2").integer(0, 0), 2);
  script("CREATE TABLE missing (n bigint)");
  EXPECT_TRUE(query("SELECT 1 FROM missing").empty());
}

TEST_P(Conformance, refuses_text_with_nul_bytes) {
  make_things();
  auto error = error_of("INSERT INTO things (id, name) VALUES ($1, $2)",
                        {Uuid::generate(), std::string("a\0b", 3)});
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_EQ(error.reason, "nul_in_text");
  EXPECT_EQ(query("SELECT count(*) FROM things").integer(0, 0), 0);
}

TEST_P(Conformance, tells_texts_at_one_address_apart) {
  // A literal's address stands for its text; text that moves must not be mistaken for it.
  std::string sql = "SELECT 11";
  EXPECT_EQ(query(sql).integer(0, 0), 11);
  sql[7] = '2';
  EXPECT_EQ(query(sql).integer(0, 0), 21);
  EXPECT_EQ(query(std::string_view(sql).substr(0, 8)).integer(0, 0), 2);
}

TEST_P(Conformance, reads_its_own_writes) {
  make_things();
  auto id = Uuid::generate();
  query("INSERT INTO things (id, amount) VALUES ($1, 0)", {id});
  for (std::int64_t i = 1; i <= 200; ++i) {
    query("UPDATE things SET amount = $2 WHERE id = $1", {id, i});
    ASSERT_EQ(query("SELECT amount FROM things WHERE id = $1", {id}).integer(0, 0), i);
  }
}

TEST_P(Conformance, shows_one_object_what_another_has_committed) {
  make_things();
  auto other = open(url_);
  auto insert = [&](ports::Database& database, std::int64_t amount) {
    return loop_.await(database.query(
        Scope::system(),
        {"INSERT INTO things (id, amount) VALUES ($1, $2)", {Uuid::generate(), amount}}));
  };
  for (std::int64_t i = 1; i <= 20; ++i) {
    ASSERT_TRUE(insert(*other, i).has_value());
    ASSERT_TRUE(insert(database(), i).has_value());
    ASSERT_EQ(query("SELECT count(*) FROM things").integer(0, 0), 2 * i);
  }
}

constexpr std::string_view kInsertThings =
    "WITH v (id, name, amount, ratio, flag, body) AS"
    " ($rows(uuid, text, bigint, double precision, boolean, bytea))"
    " INSERT INTO things (id, name, amount, ratio, flag, body)"
    " SELECT v.id, v.name, v.amount, v.ratio, v.flag, v.body FROM v WHERE v.amount IS NULL"
    " OR v.amount < 100 ON CONFLICT DO NOTHING RETURNING id";

TEST_P(Conformance, executes_a_statement_for_many_rows_at_once) {
  make_things();
  const SqlValue null;
  auto first = Uuid::generate();
  auto second = Uuid::generate();
  auto third = Uuid::generate();
  Statement insert{kInsertThings,
                   {first, std::string("Grüße, {1,\"2\"}"), std::int64_t{0}, 0.5, true, Bytes{},
                    second, null, null, null, null, null, third, std::string(), std::int64_t{7},
                    -1e300, false, Bytes{0, 255, 0}}};
  auto inserted = batch({insert});
  ASSERT_TRUE(inserted.has_value()) << inserted.error().message;
  EXPECT_EQ(inserted->front().affected(), 3);
  EXPECT_EQ(inserted->front().size(), 3U);
  auto rows = query("SELECT id, name, amount, ratio, flag, body FROM things ORDER BY id");
  ASSERT_EQ(rows.size(), 3U);
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 6; ++column) {
      EXPECT_EQ(rows.at(row, column), insert.params[row * 6 + column]) << row << ' ' << column;
    }
  }
}

TEST_P(Conformance, tells_which_of_many_rows_were_written) {
  make_things();
  const SqlValue null;
  auto taken = Uuid::generate();
  auto refused = Uuid::generate();
  auto fresh = Uuid::generate();
  query("INSERT INTO things (id) VALUES ($1)", {taken});
  Statement insert{kInsertThings, {}};
  for (const auto& [id, amount] : std::vector<std::pair<Uuid, std::int64_t>>{
           {taken, 1}, {refused, 100}, {fresh, 2}, {fresh, 3}}) {
    for (const SqlValue& value : {SqlValue(id), null, SqlValue(amount), null, null, null}) {
      insert.params.push_back(value);
    }
  }
  auto inserted = batch({insert, insert});
  ASSERT_TRUE(inserted.has_value()) << inserted.error().message;
  ASSERT_EQ(inserted->at(0).size(), 1U);
  EXPECT_EQ(inserted->at(0).uuid(0, 0), fresh);
  EXPECT_EQ(inserted->at(0).affected(), 1);
  EXPECT_EQ(inserted->at(1).affected(), 0);
  EXPECT_EQ(query("SELECT amount FROM things WHERE id = $1", {fresh}).integer(0, 0), 2);
}

TEST_P(Conformance, writes_none_of_many_rows_when_one_is_refused) {
  make_things();
  const SqlValue null;
  Statement insert{kInsertThings,
                   {Uuid::generate(), null, std::int64_t{1}, null, null, null,  //
                    Uuid::generate(), null, std::int64_t{-1}, null, null, null}};
  auto inserted = batch({insert});
  ASSERT_TRUE(inserted.has_error());
  EXPECT_EQ(inserted.error().reason, "things_amount_check");
  EXPECT_EQ(query("SELECT count(*) FROM things").integer(0, 0), 0);
}

TEST_P(Conformance, refuses_rows_that_do_not_have_the_columns) {
  make_things();
  Statement insert{kInsertThings, {Uuid::generate(), std::string("a")}};
  auto inserted = batch({insert});
  ASSERT_TRUE(inserted.has_error());
  EXPECT_EQ(inserted.error().code, ErrorCode::internal);
}

TEST_P(Conformance, runs_a_script_in_one_transaction_and_names_what_failed) {
  auto failed = loop_.await(database().script(
      "-- First a table.\nCREATE TABLE first (n bigint);\nINSERT INTO first VALUES (1);\n\n"
      "CREATE TABLE second (n bigint, CHECK (n > missing_column));\nCREATE TABLE third (n "
      "bigint);"));
  ASSERT_TRUE(failed.has_error());
  EXPECT_THAT(failed.error().message, testing::HasSubstr("line 5 (CREATE TABLE second"));
  EXPECT_EQ(error_of("SELECT 1 FROM first").code, ErrorCode::internal);
  script("CREATE TABLE first (n bigint); INSERT INTO first VALUES (1); -- done; really\n");
  EXPECT_EQ(query("SELECT n FROM first").integer(0, 0), 1);
}

TEST_P(Conformance, answers_a_ping) {
  auto answer = loop_.await(database().ping(5s));
  EXPECT_TRUE(answer.has_value());
}

TEST(OpenDatabase, refuses_what_it_does_not_understand) {
  Loop loop;
  for (std::string url :
       {"", "mysql://host/db", "sqlite:", "postgres://u:hunter2@h/db?connections=0",
        "postgres://u:hunter2@h/db?connections=x", "postgres://u:hunter2@h/db?no_such_option=1",
        "sqlite:/dev/null/database"}) {
    auto opened = open_database(loop.executor(), url);
    ASSERT_TRUE(opened.has_error()) << url;
    EXPECT_THAT(opened.error().message, testing::Not(testing::HasSubstr("hunter2")));
  }
}

}  // namespace
}  // namespace elevaite::adapters::database
