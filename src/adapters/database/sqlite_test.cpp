#include "adapters/database/sqlite.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "adapters/database/conformance_test.hpp"

namespace elevaite::adapters::database {
namespace {

using ports::Scope;
using ports::Statement;

class Sqlite : public DatabaseTest {
 protected:
  SqliteDatabase& sqlite() { return dynamic_cast<SqliteDatabase&>(database()); }
};

INSTANTIATE_TEST_SUITE_P(Databases, Sqlite, testing::Values("sqlite"), name_of_kind);

Task<void> insert(ports::Database& database, std::int64_t n, int& running, int& failed) {
  std::vector<Statement> statements;
  statements.push_back({"INSERT INTO numbers (n) VALUES ($1)", {n}});
  auto answer = co_await database.batch(Scope::system(), std::move(statements));
  failed += answer.has_error() ? 1 : 0;
  --running;
}

TEST_P(Sqlite, commits_concurrent_batches_together) {
  script("CREATE TABLE numbers (n bigint NOT NULL)");
  auto before = sqlite().counters();
  int running = 640;
  int failed = 0;
  for (int i = 0; i < 640; ++i) {
    loop_.spawn(insert(database(), i, running, failed));
  }
  loop_.run_until([&] { return running == 0; });
  auto after = sqlite().counters();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(after.batches - before.batches, 640U);
  EXPECT_LT(after.commits - before.commits, 320U);
  EXPECT_GE(after.commits - before.commits, 1U);
  EXPECT_EQ(query("SELECT count(*) FROM numbers").integer(0, 0), 640);
}

TEST_P(Sqlite, keeps_one_failure_in_a_group_to_itself) {
  script("CREATE TABLE numbers (n bigint NOT NULL UNIQUE)");
  int running = 200;
  int failed = 0;
  for (int i = 0; i < 200; ++i) {
    loop_.spawn(insert(database(), i % 100, running, failed));
  }
  loop_.run_until([&] { return running == 0; });
  EXPECT_EQ(failed, 100);
  EXPECT_EQ(query("SELECT count(*) FROM numbers").integer(0, 0), 100);
}

TEST_P(Sqlite, survives_a_full_disk) {
  script("CREATE TABLE blobs (b bytea)");
  // In each connection's own memory: it is the writer's that counts.
  script("PRAGMA max_page_count = 20");
  auto big = ports::Bytes(200'000, 1);
  auto answer = try_query("INSERT INTO blobs VALUES ($1)", {big});
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  EXPECT_EQ(answer.error().reason, "disk_full");
  EXPECT_EQ(query("INSERT INTO blobs VALUES ($1)", {ports::Bytes{1}}).affected(), 1);
  EXPECT_EQ(query("SELECT count(*) FROM blobs").integer(0, 0), 1);
}

Task<void> insert_blob(ports::Database& database, std::size_t size, int& good, int& running) {
  std::vector<Statement> statements;
  statements.push_back({"INSERT INTO blobs VALUES ($1)", {ports::Bytes(size, 1)}});
  statements.push_back({"INSERT INTO blobs VALUES ($1)", {ports::Bytes{2}}});
  auto answer = co_await database.batch(Scope::system(), std::move(statements));
  good += answer.has_value() ? 1 : 0;
  --running;
}

TEST_P(Sqlite, commits_the_rest_of_a_group_when_the_disk_is_too_full_for_one) {
  script("CREATE TABLE blobs (b bytea)");
  script("PRAGMA max_page_count = 30");
  int running = 20;
  int good = 0;
  for (int i = 0; i < 20; ++i) {
    loop_.spawn(insert_blob(database(), i % 5 == 3 ? 200'000 : 10, good, running));
  }
  loop_.run_until([&] { return running == 0; });
  EXPECT_EQ(good, 16);
  EXPECT_EQ(query("SELECT count(*) FROM blobs").integer(0, 0), 32);
}

TEST_P(Sqlite, creates_a_private_file_and_its_directory) {
  auto path = directory_ / "deep/down/database.db";
  auto other = open("sqlite:" + path.string());
  struct stat status{};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
  ASSERT_EQ(stat((path.string() + "-wal").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
}

TEST_P(Sqlite, opens_a_new_file_from_many_sides_at_once) {
  auto path = (directory_ / "shared.db").string();
  std::atomic<int> opened = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      asio::io_context io;
      auto database = SqliteDatabase::open(io.get_executor(), path);
      opened += database.has_value() ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(opened, 8);
}

TEST_P(Sqlite, keeps_a_database_in_memory_to_itself) {
  auto one = open("sqlite::memory:");
  auto two = open("sqlite::memory:");
  EXPECT_TRUE(
      loop_.await(one->script("CREATE TABLE a (n bigint); INSERT INTO a VALUES (1)")).has_value());
  auto rows = loop_.await(one->query(Scope::system(), {"SELECT n FROM a"}));
  EXPECT_EQ(rows.value().integer(0, 0), 1);
  EXPECT_TRUE(loop_.await(two->query(Scope::system(), {"SELECT n FROM a"})).has_error());
  EXPECT_TRUE(loop_.await(one->ping(5s)).has_value());
}

TEST_P(Sqlite, keeps_the_log_short) {
  script("CREATE TABLE blobs (b bytea)");
  for (int i = 0; i < 400; ++i) query("INSERT INTO blobs VALUES ($1)", {ports::Bytes(100'000, 1)});
  EXPECT_LT(std::filesystem::file_size(directory_ / "test.db-wal"), 20'000'000U);
}

TEST_P(Sqlite, reads_while_it_writes) {
  script("CREATE TABLE numbers (n bigint NOT NULL)");
  query("INSERT INTO numbers VALUES (1)");
  // Another process's transaction, for which the writing thread must wait.
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((directory_ / "test.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  bool written = false;
  auto finished = [&](Result<std::vector<ports::Rows>> answer) {
    EXPECT_TRUE(answer.has_value());
    written = true;
  };
  std::vector<Statement> statements;
  statements.push_back({"INSERT INTO numbers VALUES (2)"});
  loop_.spawn(database().batch(Scope::system(), std::move(statements)), finished);
  for (int reads = 0; reads < 20; ++reads) {
    EXPECT_EQ(query("SELECT count(*) FROM numbers").integer(0, 0), 1);
  }
  EXPECT_FALSE(written);
  EXPECT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_close(other), SQLITE_OK);
  loop_.run_until([&] { return written; });
  EXPECT_EQ(query("SELECT count(*) FROM numbers").integer(0, 0), 2);
}

}  // namespace
}  // namespace elevaite::adapters::database
