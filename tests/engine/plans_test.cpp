// What an engine asks all the time must not cost more the more runs there have ever been.
#include "engine/engine.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

// Remembers what single statements were asked, by their texts.
class AskedDatabase final : public ports::Database {
 public:
  explicit AskedDatabase(ports::Database& inner) : inner_(inner) {}

  std::string_view dialect() const override { return inner_.dialect(); }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override {
    asked.insert_or_assign(std::string(statement.sql), statement.params);
    co_return co_await inner_.query(scope, std::move(statement));
  }
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override {
    co_return co_await inner_.batch(scope, std::move(statements));
  }
  Task<Result<void>> script(std::string sql) override {
    co_return co_await inner_.script(std::move(sql));
  }
  Task<Result<void>> ping(Duration limit) override { co_return co_await inner_.ping(limit); }

  std::map<std::string, std::vector<ports::SqlValue>> asked;

 private:
  ports::Database& inner_;
};

bool is_about_runs(const std::string& sql) {
  return sql.starts_with("SELECT") && sql.find("runs ") != std::string::npos;
}

// Runs to be woken, of dead processes, and to be begun.
constexpr std::ptrdiff_t kQuestions = 3;

Task<bool> wait_until_asked(const AskedDatabase& database) {
  std::ptrdiff_t count = 0;
  while (count < kQuestions) {
    co_await sleep_for(1ms);
    count = std::count_if(database.asked.begin(), database.asked.end(),
                          [](const auto& entry) { return is_about_runs(entry.first); });
  }
  co_return true;
}

Task<bool> stop(engine::Engine& engine) {
  co_await engine.stop(Duration::zero());
  co_return true;
}

Task<Result<std::shared_ptr<const engine::CompiledWorkflow>>> load_nothing(model::TenantId,
                                                                           model::VersionId) {
  co_return not_found("version");
}

TEST(Plans, of_what_is_asked_all_the_time_walk_through_no_runs) {
  DatabaseOfKind db("sqlite");
  AskedDatabase database(*db);
  ports::NodeRegistry nodes;
  engine::EngineOptions options;
  options.rescue_interval = 5ms;
  engine::Engine engine(db.executor(), database, nodes, system_clock(), load_nothing, options);
  ASSERT_TRUE(db.await(engine.start()).has_value());
  ASSERT_TRUE(db.await(wait_until_asked(database)));
  ASSERT_TRUE(db.await(stop(engine)));
  for (const auto& [sql, params] : database.asked) {
    if (!is_about_runs(sql)) continue;
    const std::string explain = "EXPLAIN QUERY PLAN " + sql;
    auto plan = db.query(explain, params);
    for (std::size_t i = 0; i < plan.size(); ++i) {
      const auto step = plan.text(i, 3);
      bool is_walk = step.starts_with("SCAN") && step.find("INDEX") == std::string::npos;
      EXPECT_FALSE(is_walk) << step << " in " << sql;
    }
  }
}

TEST(Plans, leave_the_checks_of_runs_as_they_were) {
  DatabaseOfKind db("sqlite");
  auto insert = [&db](std::string_view trigger, std::string_view status, bool has_ended) {
    auto id = Uuid::generate();
    std::vector<ports::SqlValue> params{id, std::string(trigger), std::string(status)};
    params.push_back(has_ended ? ports::SqlValue(std::int64_t{1}) : ports::SqlValue());
    ports::Statement statement{
        "INSERT INTO runs (id, tenant_id, agent_id, version_id, trigger_kind, status, is_test,"
        " input_tokens, output_tokens, cost_usd_nanos, created_at, finished_at, lease_epoch)"
        " VALUES ($1, $1, $1, $1, $2, $3, false, 0, 0, 0, 0, $4, 1)",
        std::move(params)};
    return db.await((*db).query(ports::Scope::system(), std::move(statement))).has_value();
  };
  EXPECT_TRUE(insert("chat", "queued", false));
  EXPECT_TRUE(insert("api", "cancelled", true));
  EXPECT_FALSE(insert("whim", "queued", false));
  EXPECT_FALSE(insert("chat", "lost", false));
  EXPECT_FALSE(insert("chat", "queued", true));
  EXPECT_FALSE(insert("chat", "succeeded", false));
}

}  // namespace
}  // namespace elevaite::test
