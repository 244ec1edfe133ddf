// Many queries and batches at once, from one loop, on both databases.
#include "adapters/database/conformance_test.hpp"
#include "adapters/database/sqlite.hpp"

namespace elevaite::adapters::database {
namespace {

using ports::Scope;
using ports::SqlValue;
using ports::Statement;

class Concurrency : public DatabaseTest {};

INSTANTIATE_TEST_SUITE_P(Databases, Concurrency, testing::Values("sqlite", "postgres"),
                         name_of_kind);

struct Tally {
  int running = 0;
  int begun = 0;
  int good = 0;
  int conflicts = 0;
  int other = 0;
  void count(ErrorCode code) { (code == ErrorCode::conflict ? conflicts : other) += 1; }
};

constexpr std::string_view kInsert = "INSERT INTO entries (id, owner, n) VALUES ($1, $2, $3)";

// Every third batch fails in its last statement.
Task<void> write_batches(ports::Database& database, std::int64_t owner, int batches, Tally& tally) {
  for (int i = 0; i < batches; ++i) {
    std::vector<Statement> statements;
    statements.push_back({kInsert, {Uuid::generate(), owner, std::int64_t{1}}});
    statements.push_back({kInsert, {Uuid::generate(), owner, std::int64_t{i % 3 == 2 ? -1 : 1}}});
    auto answer = co_await database.batch(Scope::system(), std::move(statements));
    if (answer.has_value()) {
      ++tally.good;
    } else {
      tally.count(answer.error().code);
    }
    Statement read{"SELECT count(*) FROM entries WHERE owner = $1", {owner}};
    auto seen = co_await database.query(Scope::system(), std::move(read));
    if (seen.has_error() || seen->integer(0, 0) != 2 * (i + 1 - (i + 1) / 3)) ++tally.other;
  }
  --tally.running;
}

TEST_P(Concurrency, keeps_hundreds_of_writers_apart) {
  constexpr int kWriters = 200;
  constexpr int kBatches = 9;
  script(
      "CREATE TABLE entries (id uuid NOT NULL PRIMARY KEY, owner bigint NOT NULL, n bigint NOT "
      "NULL, "
      "CONSTRAINT entries_n_check CHECK (n > 0)); CREATE INDEX entries_owner ON entries (owner)");
  auto second = open(url_);
  Tally tally;
  for (int i = 0; i < kWriters; ++i) {
    ++tally.running;
    auto& target = i % 4 == 0 ? *second : database();
    loop_.spawn(write_batches(target, i, kBatches, tally));
  }
  loop_.run_until([&] { return tally.running == 0; });
  EXPECT_EQ(tally.good, kWriters * kBatches * 2 / 3);
  EXPECT_EQ(tally.conflicts, kWriters * kBatches / 3);
  EXPECT_EQ(tally.other, 0);
  auto rows = query("SELECT count(*), count(DISTINCT owner) FROM entries");
  EXPECT_EQ(rows.integer(0, 0), tally.good * 2);
  EXPECT_EQ(rows.integer(0, 1), kWriters);
}

Task<void> claim(ports::Database& database, std::int64_t who, Tally& tally) {
  Statement claim_it{"UPDATE jobs SET owner = $1 WHERE owner IS NULL AND id = 1", {who}, true};
  Statement record{"INSERT INTO claims (owner) VALUES ($1)", {who}};
  std::vector<Statement> statements;
  statements.push_back(std::move(record));
  statements.push_back(std::move(claim_it));
  ++tally.begun;
  auto answer = co_await database.batch(Scope::system(), std::move(statements));
  if (answer.has_value()) {
    ++tally.good;
  } else {
    tally.count(answer.error().code);
  }
  --tally.running;
}

TEST_P(Concurrency, lets_exactly_one_win_a_compare_and_set) {
  script(
      "CREATE TABLE jobs (id bigint PRIMARY KEY, owner bigint); INSERT INTO jobs VALUES (1, NULL);"
      "CREATE TABLE claims (owner bigint NOT NULL)");
  auto second = open(url_);
  Tally tally;
  for (int i = 0; i < 100; ++i) {
    ++tally.running;
    loop_.spawn(claim(i % 2 == 0 ? *second : database(), i, tally));
  }
  loop_.run_until([&] { return tally.running == 0; });
  EXPECT_EQ(tally.good, 1);
  EXPECT_EQ(tally.conflicts, 99);
  EXPECT_EQ(query("SELECT count(*) FROM claims").integer(0, 0), 1);
}

// Two rows in opposite orders: PostgreSQL ends one of the two transactions, which is tried again.
Task<void> update_both(ports::Database& database, bool forwards, Tally& tally) {
  for (int i = 0; i < 20; ++i) {
    std::vector<Statement> statements;
    for (std::int64_t step : {0, 1}) {
      std::int64_t row = forwards ? step : 1 - step;
      statements.push_back({"UPDATE counters SET n = n + 1 WHERE id = $1", {row}, true});
    }
    auto answer = co_await database.batch(Scope::system(), std::move(statements));
    if (answer.has_value()) {
      ++tally.good;
    } else {
      ++tally.other;
    }
  }
  --tally.running;
}

TEST_P(Concurrency, repeats_what_a_deadlock_has_ended) {
  script(
      "CREATE TABLE counters (id bigint PRIMARY KEY, n bigint NOT NULL);"
      "INSERT INTO counters VALUES (0, 0); INSERT INTO counters VALUES (1, 0)");
  Tally tally;
  for (int i = 0; i < 4; ++i) {
    ++tally.running;
    loop_.spawn(update_both(database(), i % 2 == 0, tally));
  }
  loop_.run_until([&] { return tally.running == 0; });
  EXPECT_EQ(tally.good, 80);
  EXPECT_EQ(query("SELECT min(n), max(n) FROM counters").integer(0, 0), 80);
}

TEST_P(Concurrency, answers_everything_when_it_is_destroyed_in_the_middle) {
  script("CREATE TABLE entries (id uuid PRIMARY KEY, owner bigint, n bigint)");
  Tally tally;
  auto doomed = open(url_);
  for (int i = 0; i < 50; ++i) {
    ++tally.running;
    loop_.spawn(claim(*doomed, i, tally));
  }
  loop_.run_until([&] { return tally.begun == 50; });
  doomed.reset();
  loop_.run_until([&] { return tally.running == 0; });
  EXPECT_EQ(tally.good, 0);
}

}  // namespace
}  // namespace elevaite::adapters::database
