#include "adapters/database/migrate.hpp"

#include <gmock/gmock.h>

#include "adapters/database/conformance_test.hpp"

namespace elevaite::adapters::database {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Migrate : public DatabaseTest {
 protected:
  Result<MigrationReport> apply(std::vector<Migration> migrations) {
    return loop_.await(migrate(database(), std::move(migrations)));
  }
  bool exists(std::string_view select) { return try_query(select).has_value(); }
};

INSTANTIATE_TEST_SUITE_P(Databases, Migrate, testing::Values("sqlite", "postgres"), name_of_kind);

Migration first() {
  return {1, "first", "0001_first.sql",
          "CREATE TABLE one (n bigint);\nINSERT INTO one VALUES (1);\n"};
}
Migration second() {
  return {2, "second", "0002_second.sql", "ALTER TABLE one ADD COLUMN m bigint;"};
}

TEST_P(Migrate, applies_what_is_missing_once) {
  EXPECT_THAT(apply({first()}).value().applied, ElementsAre("0001_first.sql"));
  EXPECT_THAT(apply({first(), second()}).value().applied, ElementsAre("0002_second.sql"));
  EXPECT_THAT(apply({first(), second()}).value().applied, IsEmpty());
  EXPECT_EQ(query("SELECT count(*) FROM one").integer(0, 0), 1);
  EXPECT_EQ(query("SELECT count(*) FROM schema_migrations").integer(0, 0), 2);
}

TEST_P(Migrate, applies_those_of_the_product) {
  auto migrations = embedded_migrations(GetParam());
  ASSERT_GE(migrations.size(), 2U);
  EXPECT_EQ(migrations.front().file, "0001_identity.sql");
  auto report = apply(migrations);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->applied.size(), migrations.size());
  EXPECT_THAT(apply(migrations).value().applied, IsEmpty());
  EXPECT_EQ(query("SELECT count(*) FROM users").integer(0, 0), 0);
}

TEST_P(Migrate, leaves_no_trace_of_one_that_fails) {
  Migration bad{
      2, "bad", "0002_bad.sql",
      "CREATE TABLE two (n bigint);\nINSERT INTO two VALUES (1);\n\n"
      "-- This one is wrong.\nINSERT INTO missing VALUES (1);\nCREATE TABLE three (n bigint);"};
  auto report = apply({first(), bad});
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("0002_bad.sql"));
  EXPECT_THAT(report.error().message, HasSubstr("line 5 (INSERT INTO missing VALUES (1))"));
  EXPECT_THAT(report.error().message, HasSubstr("missing"));
  EXPECT_TRUE(exists("SELECT n FROM one"));
  EXPECT_FALSE(exists("SELECT n FROM two"));
  EXPECT_FALSE(exists("SELECT n FROM three"));
  EXPECT_EQ(query("SELECT count(*) FROM schema_migrations").integer(0, 0), 1);
  bad.sql = "CREATE TABLE two (n bigint);";
  EXPECT_THAT(apply({first(), bad}).value().applied, ElementsAre("0002_bad.sql"));
}

TEST_P(Migrate, names_the_first_line) {
  auto report = apply({{1, "bad", "0001_bad.sql", "INSERT INTO missing VALUES (1)"}});
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("line 1 (INSERT INTO missing"));
}

TEST_P(Migrate, refuses_one_that_was_changed_after_it_was_applied) {
  ASSERT_TRUE(apply({first()}).has_value());
  auto changed = first();
  changed.sql += " ";
  auto report = apply({changed, second()});
  ASSERT_TRUE(report.has_error());
  EXPECT_EQ(report.error().reason, "migration_changed");
  EXPECT_THAT(report.error().message, HasSubstr("0001_first.sql"));
  EXPECT_FALSE(exists("SELECT m FROM one"));
}

TEST_P(Migrate, accepts_a_database_that_is_newer_and_refuses_to_fill_a_gap) {
  Migration third{3, "third", "0003_third.sql", "CREATE TABLE three (n bigint)"};
  ASSERT_TRUE(apply({first(), third}).has_value());
  EXPECT_THAT(apply({first()}).value().unknown, ElementsAre(3));
  auto report = apply({first(), second(), third});
  ASSERT_TRUE(report.has_error());
  EXPECT_EQ(report.error().reason, "migration_out_of_order");
}

Task<void> run_migration(ports::Database& database, std::vector<Migration> migrations,
                         std::size_t& applied, int& running) {
  auto report = co_await migrate(database, std::move(migrations));
  EXPECT_TRUE(report.has_value()) << report.error().message;
  if (report.has_value()) applied += report->applied.size();
  --running;
}

TEST_P(Migrate, lets_many_begin_at_once) {
  constexpr int kProcesses = 6;
  auto migrations = embedded_migrations(GetParam());
  std::vector<std::unique_ptr<ports::Database>> databases;
  std::size_t applied = 0;
  int running = kProcesses;
  for (int i = 0; i < kProcesses; ++i) {
    databases.push_back(open(url_));
    loop_.spawn(run_migration(*databases.back(), migrations, applied, running));
  }
  loop_.run_until([&] { return running == 0; });
  EXPECT_EQ(applied, migrations.size());
}

}  // namespace
}  // namespace elevaite::adapters::database
