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

// What a migration that is no transaction needs: its lock is a session's.
class MigrateAlone : public Migrate {
 protected:
  MigrateAlone() { database_ = open_one(); }
  std::unique_ptr<ports::Database> open_one() {
    DatabaseOptions one;
    one.connections = 1;
    return open_database(loop_.executor(), url_, one).value();
  }
  bool is_postgres() const { return GetParam() == "postgres"; }
  Migration build() const {
    std::string how = is_postgres() ? "CONCURRENTLY " : "";
    return {2, "build", "0002_build.sql",
            "-- transaction: none\nDROP INDEX " + how + "IF EXISTS one_n;\nCREATE INDEX " + how +
                "one_n ON one (n);\n"};
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, MigrateAlone, testing::Values("sqlite", "postgres"),
                         name_of_kind);

TEST_P(MigrateAlone, builds_an_index_while_everybody_works) {
  auto report = apply({first(), build()});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_THAT(report->applied, ElementsAre("0001_first.sql", "0002_build.sql"));
  EXPECT_THAT(apply({first(), build()}).value().applied, IsEmpty());
  EXPECT_TRUE(try_query("DROP INDEX one_n").has_value()) << "it is there";
}

TEST_P(MigrateAlone, is_applied_again_from_its_beginning_after_a_failure) {
  auto broken = build();
  broken.sql += "INSERT INTO missing VALUES (1);";
  auto report = apply({first(), broken});
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("0002_build.sql"));
  EXPECT_THAT(report.error().message, HasSubstr("line 4 (INSERT INTO missing VALUES (1))"));
  if (is_postgres()) {
    EXPECT_THAT(report.error().message, HasSubstr("what came before it stays"));
  }
  EXPECT_EQ(query("SELECT count(*) FROM schema_migrations").integer(0, 0), 1);
  EXPECT_THAT(apply({first(), build()}).value().applied, ElementsAre("0002_build.sql"));
}

TEST_P(MigrateAlone, lets_many_begin_at_once) {
  constexpr int kProcesses = 6;
  std::vector<Migration> migrations{first(), build()};
  std::vector<std::unique_ptr<ports::Database>> databases;
  std::size_t applied = 0;
  int running = kProcesses;
  for (int i = 0; i < kProcesses; ++i) {
    databases.push_back(open_one());
    loop_.spawn(run_migration(*databases.back(), migrations, applied, running));
  }
  loop_.run_until([&] { return running == 0; });
  EXPECT_EQ(applied, 2U);
}

// Locks and limits are PostgreSQL's.
class MigrateInPostgres : public MigrateAlone {
 protected:
  Result<MigrationReport> apply_within(std::vector<Migration> migrations,
                                       MigrationOptions options) {
    options.pause = 1ms;
    return loop_.await(migrate(database(), std::move(migrations), options));
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, MigrateInPostgres, testing::Values("postgres"), name_of_kind);

TEST_P(MigrateInPostgres, gives_up_for_a_lock_says_so_and_leaves_no_trace) {
  ASSERT_TRUE(apply({first()}).has_value());
  auto other = open(url_);
  // Two statements of one transaction: it has read the table, and does not end.
  auto is_over = std::make_shared<bool>(false);
  loop_.spawn(other->script("SELECT n FROM one; SELECT pg_sleep(600)"),
              [is_over](const Result<void>&) { *is_over = true; });
  auto lockers = [this](const std::string& what) {
    return server().execute(url_, "SELECT " + what + " FROM pg_locks WHERE granted AND pid <> " +
                                      "pg_backend_pid() AND relation = 'one'::regclass");
  };
  for (int i = 0; i < 1000 && lockers("count(*)") == "0"; ++i) loop_.run_for(5ms);
  MigrationOptions options;
  options.lock_timeout = 20ms;
  options.attempts = 3;
  auto report = apply_within({first(), second()}, options);
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("0002_second.sql"));
  EXPECT_THAT(report.error().message, HasSubstr("within 20 ms, 3 times"));
  EXPECT_THAT(report.error().message, HasSubstr("database.migration_lock_timeout"));
  EXPECT_THAT(report.error().message, HasSubstr("line 1 (ALTER TABLE one ADD COLUMN m bigint)"));
  EXPECT_FALSE(exists("SELECT m FROM one"));
  lockers("pg_cancel_backend(pid)");
  loop_.run_until([&] { return *is_over; });
  EXPECT_THAT(apply_within({first(), second()}, options).value().applied,
              ElementsAre("0002_second.sql"));
}

TEST_P(MigrateInPostgres, ends_a_statement_that_takes_too_long) {
  MigrationOptions options;
  options.statement_timeout = 30ms;
  Migration slow{2, "slow", "0002_slow.sql", "CREATE TABLE two (n bigint);\nSELECT pg_sleep(60);"};
  auto report = apply_within({first(), slow}, options);
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("0002_slow.sql took longer than 30 ms"));
  EXPECT_THAT(report.error().message, HasSubstr("database.migration_statement_timeout"));
  EXPECT_FALSE(exists("SELECT n FROM two"));
  options.statement_timeout = Duration(0);
  options.build_timeout = 30ms;
  slow.sql = "-- transaction: none\nSELECT pg_sleep(60);";
  report = apply_within({first(), slow}, options);
  ASSERT_TRUE(report.has_error());
  EXPECT_THAT(report.error().message, HasSubstr("database.migration_build_timeout"));
}

}  // namespace
}  // namespace elevaite::adapters::database
