// What only PostgreSQL has: tenants' walls, sessions that die, limits.
#include "adapters/database/postgres.hpp"

#include <gmock/gmock.h>

#include "adapters/database/conformance_test.hpp"
#include "adapters/database/migrate.hpp"

namespace elevaite::adapters::database {
namespace {

using ports::Scope;
using ports::Statement;

class Postgres : public DatabaseTest {
 protected:
  void make_notes() {
    script(
        "CREATE TABLE notes (tenant_id uuid NOT NULL, body text NOT NULL);"
        "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; ALTER TABLE notes FORCE ROW LEVEL SECURITY;"
        "CREATE POLICY tenant_isolation ON notes "
        "USING (current_setting('elevaite.scope', true) = 'system' OR "
        "  tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid) "
        "WITH CHECK (current_setting('elevaite.scope', true) = 'system' OR "
        "  tenant_id = nullif(current_setting('elevaite.tenant_id', true), '')::uuid)");
  }
};

INSTANTIATE_TEST_SUITE_P(Databases, Postgres, testing::Values("postgres"), name_of_kind);

constexpr std::string_view kInsertNote = "INSERT INTO notes (tenant_id, body) VALUES ($1, $2)";
constexpr std::string_view kAllNotes = "SELECT tenant_id FROM notes";

TEST_P(Postgres, shows_a_tenant_only_its_own_rows_without_a_where) {
  make_notes();
  auto a = model::TenantId::generate();
  auto b = model::TenantId::generate();
  for (int i = 0; i < 3; ++i) query(kInsertNote, {a.uuid, std::string("a")});
  for (int i = 0; i < 5; ++i) query(kInsertNote, {b.uuid, std::string("b")});
  EXPECT_EQ(try_query(kAllNotes, {}, false, Scope::tenant(a)).value().size(), 3U);
  EXPECT_EQ(try_query(kAllNotes, {}, false, Scope::tenant(b)).value().size(), 5U);
  EXPECT_EQ(
      try_query(kAllNotes, {}, false, Scope::tenant(model::TenantId::generate())).value().size(),
      0U);
  EXPECT_EQ(query(kAllNotes).size(), 8U);
  EXPECT_EQ(try_query("DELETE FROM notes", {}, false, Scope::tenant(a)).value().affected(), 3);
  EXPECT_EQ(query(kAllNotes).size(), 5U);
  auto foreign = try_query(kInsertNote, {b.uuid, std::string("forged")}, false, Scope::tenant(a));
  ASSERT_TRUE(foreign.has_error());
  EXPECT_EQ(query(kAllNotes).size(), 5U);
}

TEST_P(Postgres, shows_nothing_to_a_session_that_names_no_scope) {
  make_notes();
  query(kInsertNote, {Uuid::generate(), std::string("a")});
  // The tables' owner, on a session of its own that did not come through the adapter.
  auto user = url_.substr(url_.rfind('/') + 1);
  EXPECT_EQ(server().execute(url_, "SET ROLE " + user + "; SELECT count(*) FROM notes"), "0");
  EXPECT_EQ(server().execute(url_, "SELECT count(*) FROM notes"), "1");
}

TEST_P(Postgres, compresses_long_texts_with_lz4_where_the_server_can) {
  auto known = query(
      "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression'"
      " AND 'lz4' = ANY (enumvals)");
  EXPECT_EQ(query("SELECT current_setting('default_toast_compression')").text(0, 0),
            known.integer(0, 0) == 1 ? "lz4" : "pglz");
}

TEST_P(Postgres, leaves_the_operators_choice_of_compression_alone) {
  auto chosen = open(url_ + "?options=-c%20default_toast_compression%3Dpglz");
  auto answer = loop_.await(
      chosen->query(Scope::system(), {"SELECT current_setting('default_toast_compression')"}));
  EXPECT_EQ(answer.value().text(0, 0), "pglz");
}

Task<void> count_own(ports::Database& database, model::TenantId tenant, std::size_t expected,
                     bool fail, int& running, int& wrong) {
  for (int i = 0; i < 10; ++i) {
    std::vector<Statement> statements;
    statements.push_back({kAllNotes});
    if (fail) statements.push_back({"SELECT 1 / (SELECT 0)"});
    auto scope = tenant.is_nil() ? Scope::system() : Scope::tenant(tenant);
    auto answer = co_await database.batch(scope, std::move(statements));
    if (answer.has_error() != fail) ++wrong;
    if (answer.has_value() && answer->front().size() != expected) ++wrong;
  }
  --running;
}

TEST_P(Postgres, never_mixes_scopes_up_on_a_busy_connection) {
  make_notes();
  database_ = open(url_ + "?connections=1");
  std::vector<model::TenantId> tenants;
  std::size_t all = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    tenants.push_back(model::TenantId::generate());
    for (std::size_t n = 0; n <= i; ++n, ++all) {
      query(kInsertNote, {tenants.back().uuid, std::string("x")});
    }
  }
  int running = 0;
  int wrong = 0;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < tenants.size(); ++i) {
      running += 3;
      auto spawn = [&](model::TenantId tenant, std::size_t expected, bool fail) {
        loop_.spawn(count_own(database(), tenant, expected, fail, running, wrong));
      };
      spawn(tenants[i], i + 1, false);
      spawn(tenants[i], i + 1, true);
      spawn({}, all, false);
    }
  }
  loop_.run_until([&] { return running == 0; });
  EXPECT_EQ(wrong, 0);
}

TEST_P(Postgres, walls_off_the_tables_of_the_migrations) {
  ASSERT_TRUE(loop_.await(migrate(database(), embedded_migrations("postgres"))).has_value());
  // Every table that has a tenant_id, and the tenants themselves.
  auto unprotected = query(
      "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
      "n.nspname = 'public' AND c.relkind = 'r' AND (c.relname = 'tenants' OR EXISTS (SELECT 1 "
      "FROM "
      "pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')) AND NOT "
      "(c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE "
      "p.polrelid = c.oid))");
  for (std::size_t i = 0; i < unprotected.size(); ++i) {
    ADD_FAILURE() << unprotected.text(i, 0) << " has no row-level security";
  }
  auto tenant = model::TenantId::generate();
  for (int i = 0; i < 2; ++i) {
    auto id = i == 0 ? tenant.uuid : Uuid::generate();
    query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, 'n', 0, 0)", {id});
  }
  EXPECT_EQ(try_query("SELECT id FROM tenants", {}, false, Scope::tenant(tenant)).value().size(),
            1U);
}

struct Load {
  ports::Database& database;
  bool stop = false;
  int running = 0;
  std::int64_t committed = 0;
  std::int64_t unknown = 0;
  std::int64_t refused = 0;
  std::int64_t reads = 0;
  std::int64_t failed_reads = 0;
  std::int64_t strange = 0;
  std::string last_error{};
};

Task<void> keep_writing(Load& load) {
  while (!load.stop) {
    std::vector<Statement> statements;
    statements.push_back({"INSERT INTO entries (n) VALUES (1)"});
    auto answer = co_await load.database.batch(Scope::system(), std::move(statements));
    if (answer.has_value()) {
      ++load.committed;
    } else if (answer.error().code != ErrorCode::unavailable) {
      ++load.strange;
    } else {
      ++(answer.error().reason == ports::kCommitUnknown ? load.unknown : load.refused);
    }
  }
  --load.running;
}

Task<void> keep_reading(Load& load) {
  while (!load.stop) {
    Statement read{"SELECT count(*) FROM entries"};
    auto answer = co_await load.database.query(Scope::system(), std::move(read));
    ++(answer.has_value() ? load.reads : load.failed_reads);
    if (answer.has_error()) load.last_error = answer.error().message + " " + answer.error().reason;
  }
  --load.running;
}

void start(Loop& loop, Load& load) {
  for (int i = 0; i < 20; ++i) {
    load.running += 2;
    loop.spawn(keep_writing(load));
    loop.spawn(keep_reading(load));
  }
}

TEST_P(Postgres, survives_a_restart_of_the_server_under_load) {
  script("CREATE TABLE entries (n bigint)");
  Load load{database()};
  start(loop_, load);
  for (int round = 0; round < 2; ++round) {
    auto goal = load.committed + 200;
    loop_.run_until([&] { return load.committed >= goal; });
    server().restart_immediately();
    goal = load.committed + 200;
    loop_.run_until([&] { return load.committed >= goal; });
  }
  load.stop = true;
  loop_.run_until([&] { return load.running == 0; });
  EXPECT_EQ(load.strange, 0);
  EXPECT_EQ(load.failed_reads, 0) << load.last_error;
  EXPECT_GT(load.reads, 0);
  // What was committed is there, what was refused is not; only of the unknown can we not say.
  auto rows = query("SELECT count(*) FROM entries").integer(0, 0);
  EXPECT_GE(rows, load.committed);
  EXPECT_LE(rows, load.committed + load.unknown);
  // At most one for each writer, connection and restart.
  EXPECT_LE(load.unknown, 20 * 4 * 2);
}

TEST_P(Postgres, waits_for_a_server_that_comes_back_and_gives_up_on_one_that_does_not) {
  database_ = open(url_ + "?connections=2");
  query("SELECT 1");
  server().stop_immediately();
  auto begun = std::chrono::steady_clock::now();
  auto ping = loop_.await(database().ping(300ms));
  EXPECT_TRUE(ping.has_error());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 4500ms);
  begun = std::chrono::steady_clock::now();
  auto gone = try_query("SELECT 1");
  auto waited = std::chrono::steady_clock::now() - begun;
  ASSERT_TRUE(gone.has_error());
  EXPECT_EQ(gone.error().code, ErrorCode::unavailable);
  EXPECT_GE(waited, 4500ms);
  bool answered = false;
  auto finished = [&](Result<ports::Rows> answer) {
    EXPECT_TRUE(answer.has_value());
    answered = true;
  };
  loop_.spawn(database().query(Scope::system(), {"SELECT 1"}), finished);
  loop_.run_for(50ms);
  EXPECT_FALSE(answered);
  server().start();
  loop_.run_until([&] { return answered; });
}

TEST_P(Postgres, goes_on_when_its_sessions_are_killed) {
  script("CREATE TABLE entries (n bigint)");
  Load load{database()};
  start(loop_, load);
  auto user = url_.substr(url_.rfind('/') + 1);
  for (int round = 0; round < 5; ++round) {
    auto goal = load.committed + 50;
    loop_.run_until([&] { return load.committed >= goal; });
    server().execute(url_,
                     "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                     "usename = '" +
                         user + "'");
  }
  auto goal = load.committed + 50;
  loop_.run_until([&] { return load.committed >= goal; });
  load.stop = true;
  loop_.run_until([&] { return load.running == 0; });
  EXPECT_EQ(load.strange, 0);
  EXPECT_EQ(load.failed_reads, 0) << load.last_error;
  auto rows = query("SELECT count(*) FROM entries").integer(0, 0);
  EXPECT_GE(rows, load.committed);
  EXPECT_LE(rows, load.committed + load.unknown);
}

TEST_P(Postgres, ends_a_statement_that_takes_too_long) {
  database_ = open(url_ + "?connections=1&query_timeout_ms=200");
  auto begun = std::chrono::steady_clock::now();
  auto slow = try_query("SELECT 1 FROM pg_sleep(20)");
  ASSERT_TRUE(slow.has_error());
  EXPECT_EQ(slow.error().code, ErrorCode::timeout);
  EXPECT_NE(slow.error().reason, ports::kCommitUnknown);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
  EXPECT_EQ(query("SELECT 3").integer(0, 0), 3);
}

TEST_P(Postgres, does_not_queue_behind_a_slow_query) {
  query("SELECT 1");
  int slow = 3;
  auto finished = [&](Result<ports::Rows>) { --slow; };
  for (int i = 0; i < 3; ++i) {
    loop_.spawn(database().query(Scope::system(), {"SELECT 1 FROM pg_sleep(25)"}), finished);
  }
  loop_.run_for(100ms);
  for (int i = 0; i < 200; ++i) query("SELECT 2");
  EXPECT_EQ(slow, 3);
  // Again and again, as some may wait in the pipeline of a connection behind another.
  while (slow > 0) {
    server().execute(url_,
                     "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE query LIKE "
                     "'SELECT 1 FROM pg_sleep%'");
    loop_.run_for(20ms);
  }
}

TEST_P(Postgres, prepares_anew_after_the_table_has_changed) {
  script("CREATE TABLE shapes (a bigint); INSERT INTO shapes VALUES (1)");
  std::string_view select = "SELECT * FROM shapes";
  for (int i = 0; i < 8; ++i) query(select);
  script("ALTER TABLE shapes ADD COLUMN b text DEFAULT 'x'");
  for (int i = 0; i < 8; ++i) EXPECT_EQ(query(select).text(0, 1), "x");
}

TEST_P(Postgres, refuses_text_that_is_not_utf8) {
  auto answer = try_query("SELECT $1", {std::string("\xff\xfe")});
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(answer.error().code, ErrorCode::invalid_argument);
}

TEST_P(Postgres, connects_by_name_and_by_unix_socket) {
  auto name = url_.substr(url_.rfind('/') + 1);
  auto port = std::to_string(server().port());
  for (const auto& url :
       {"postgres://" + name + "@localhost:" + port + "/" + name + "?connections=1&sslmode=prefer",
        "postgresql://" + name + "@/" + name + "?host=" + server().directory().string() +
            "&port=" + port + "&connections=2"}) {
    database_ = open(url);
    EXPECT_EQ(query("SELECT current_user::text").text(0, 0), name);
  }
}

TEST_P(Postgres, says_why_it_cannot_connect) {
  database_ = open("postgresql://nobody@127.0.0.1:" + std::to_string(server().port()) +
                   "/nowhere?query_timeout_ms=500");
  auto answer = try_query("SELECT 1");
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  EXPECT_THAT(answer.error().message, testing::HasSubstr("nobody"));
}

TEST_P(Postgres, takes_a_large_batch_and_large_values) {
  script("CREATE TABLE entries (n bigint, body text)");
  std::vector<Statement> statements;
  for (std::int64_t i = 0; i < 3000; ++i) {
    statements.push_back({"INSERT INTO entries VALUES ($1, $2)", {i, std::string(2000, 'x')}});
  }
  EXPECT_EQ(batch(std::move(statements)).value().size(), 3000U);
  query("INSERT INTO entries VALUES (-1, $1)", {std::string(20'000'000, 'y')});
  auto rows = query("SELECT n, body FROM entries ORDER BY n");
  EXPECT_EQ(rows.size(), 3001U);
  EXPECT_EQ(rows.text(0, 1).size(), 20'000'000U);
}

}  // namespace
}  // namespace elevaite::adapters::database
