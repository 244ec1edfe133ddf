#include "tests/engine/fixture.hpp"

namespace elevaite::test {
namespace {

class Deployments : public EngineTest {};
ELEVAITE_ON_BOTH_DATABASES(Deployments);

TEST_P(Deployments, number_versions_and_reuse_an_unchanged_one) {
  auto agent = create("Desk", hook_workflow(1));
  auto first = deploy(agent, "first").value();
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(get(agent).status, model::AgentStatus::deployed);
  EXPECT_EQ(deploy(agent).value().id, first.id);
  set_workflow(agent, hook_workflow(2));
  EXPECT_EQ(get(agent).status, model::AgentStatus::changed);
  auto second = deploy(agent, "second").value();
  EXPECT_EQ(second.number, 2);
  set_workflow(agent, hook_workflow(1));
  auto third = deploy(agent).value();
  EXPECT_EQ(third.version_id, first.version_id);
  EXPECT_NE(third.id, first.id);
  auto versions = db.await(agents.versions(ada, "desk", 1000, 10)).value();
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].note, "second");
  EXPECT_EQ(versions[1].note, "first");
  auto history = db.await(agents.deployments(ada, "desk", {}, 10)).value();
  ASSERT_EQ(history.size(), 3u);
  EXPECT_FALSE(history[0].ended_at);
  EXPECT_TRUE(history[1].ended_at && history[2].ended_at);
}

TEST_P(Deployments, keep_the_workflow_of_a_version_when_the_draft_moves_on) {
  auto agent = create("Desk", hook_workflow(1));
  auto version_id = deploy(agent).value().version_id;
  set_workflow(agent, hook_workflow(2));
  auto version = db.await(agents.get_version(ada, "desk", version_id)).value();
  EXPECT_EQ(version.workflow, agent.draft);
  EXPECT_EQ(version.checksum, crypto::hex_encode(crypto::sha256(agent.draft)));
}

TEST_P(Deployments, are_refused_with_every_problem) {
  auto agent = create("Desk", json(R"({"nodes":[{"id":"a","kind":"no_such_kind"},
    {"id":"set","kind":"set_fields","config":{"fields":[]}},
    {"id":"query","kind":"sql_query","config":{"credential":"gone","sql":"SELECT 1"}}],
    "edges":[{"id":"e","source":"set","target":"nowhere"}]})"));
  auto refused = deploy(agent);
  ASSERT_EQ(reason(refused), "workflow_invalid");
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
  EXPECT_GE(refused.error().fields.size(), 3u);
  auto problems = db.await(agents.validate(ada, "desk")).value();
  EXPECT_GE(problems.size(), refused.error().fields.size());
  EXPECT_EQ(get(agent).status, model::AgentStatus::draft);
  EXPECT_TRUE(db.await(agents.versions(ada, "desk", 1000, 10)).value().empty());
}

TEST_P(Deployments, are_refused_when_the_draft_is_another_by_now) {
  auto agent = create("Desk", hook_workflow(1));
  set_workflow(agent, hook_workflow(2));
  EXPECT_EQ(reason(db.await(agents.deploy(ada, "desk", "", 1))), "stale_revision");
  EXPECT_TRUE(db.await(agents.deploy(ada, "desk", "", 2)).has_value());
}

TEST_P(Deployments, at_once_leave_one_live) {
  auto agent = create("Desk", hook_workflow(1));
  std::vector<Task<Result<model::Deployment>>> several;
  for (int i = 0; i < 4; ++i) several.push_back(agents.deploy(ada, "desk", ""));
  for (const auto& answer : db.await_all(std::move(several))) {
    EXPECT_TRUE(answer.has_value()) << answer.error().message;
  }
  auto live = db.query("SELECT count(*) FROM deployments WHERE ended_at IS NULL");
  EXPECT_EQ(live.integer(0, 0), 1);
  auto read = get(agent);
  auto newest = db.query("SELECT id FROM deployments WHERE ended_at IS NULL");
  EXPECT_EQ(read.deployment_id->uuid, newest.uuid(0, 0));
}

TEST_P(Deployments, go_back_to_the_version_before_or_to_any) {
  auto agent = create("Desk", hook_workflow(1));
  EXPECT_EQ(reason(db.await(agents.roll_back(ada, "desk", {}))), "no_earlier_version");
  auto first = deploy(agent).value();
  EXPECT_EQ(reason(db.await(agents.roll_back(ada, "desk", {}))), "no_earlier_version");
  set_workflow(agent, hook_workflow(2));
  deploy(agent).value();
  set_workflow(agent, hook_workflow(3));
  deploy(agent).value();
  EXPECT_EQ(db.await(agents.roll_back(ada, "desk", {})).value().number, 2);
  EXPECT_EQ(db.await(agents.roll_back(ada, "desk", first.version_id)).value().number, 1);
  EXPECT_EQ(get(agent).status, model::AgentStatus::changed);
  auto absent = model::VersionId::generate();
  EXPECT_EQ(reason(db.await(agents.roll_back(ada, "desk", absent))), "not_found");
}

TEST_P(Deployments, end_with_undeploy_which_happens_once) {
  auto agent = create("Desk", hook_workflow());
  EXPECT_EQ(reason(db.await(agents.undeploy(ada, "desk"))), "not_deployed");
  deploy(agent).value();
  db.await(agents.undeploy(ada, "desk")).value();
  EXPECT_EQ(reason(db.await(agents.undeploy(ada, "desk"))), "not_deployed");
  EXPECT_EQ(get(agent).status, model::AgentStatus::draft);
  EXPECT_EQ(reason(db.await(cache.deployed(ada.tenant_id, "desk"))), "not_found");
}

TEST_P(Deployments, keep_a_hooks_address_for_ever) {
  auto agent = create("Desk", hook_workflow(1));
  deploy(agent).value();
  auto token = hook_of(agent);
  EXPECT_EQ(token.size(), 43u);
  set_workflow(agent, hook_workflow(2));
  deploy(agent).value();
  db.await(agents.undeploy(ada, "desk")).value();
  EXPECT_EQ(reason(db.await(cache.hook(token))), "not_found");
  deploy(agent).value();
  EXPECT_EQ(hook_of(agent), token);
  auto target = db.await(cache.hook(token)).value();
  EXPECT_EQ(target->agent_id, agent.id);
  EXPECT_EQ(target->node_id, "hook");
  EXPECT_EQ(target->trigger->node.kind, "webhook_trigger");
  db.await(agents.remove(ada, "desk")).value();
  EXPECT_EQ(reason(db.await(cache.hook(token))), "not_found");
}

TEST_P(Deployments, take_a_draft_under_test_as_a_version_without_a_number) {
  auto agent = create("Desk", hook_workflow(1));
  auto snapshot = db.await(agents.snapshot_draft(ada, "desk")).value();
  EXPECT_GE(snapshot.workflow->find("hook"), 0);
  EXPECT_EQ(db.await(agents.snapshot_draft(ada, "desk")).value().version_id, snapshot.version_id);
  EXPECT_TRUE(db.await(agents.versions(ada, "desk", 1000, 10)).value().empty());
  EXPECT_EQ(deploy(agent).value().number, 1);
  set_workflow(agent, hook_workflow(2));
  auto other = db.await(agents.snapshot_draft(ada, "desk")).value();
  EXPECT_NE(other.version_id, snapshot.version_id);
  EXPECT_EQ(reason(db.await(agents.roll_back(ada, "desk", other.version_id))), "not_found");
}

// Stands before a database and counts what goes through.
class CountingDatabase final : public ports::Database {
 public:
  explicit CountingDatabase(ports::Database& database) : database_(database) {}
  std::string_view dialect() const override { return database_.dialect(); }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override {
    ++queries;
    return database_.query(scope, std::move(statement));
  }
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override {
    return database_.batch(scope, std::move(statements));
  }
  Task<Result<void>> script(std::string sql) override { return database_.script(std::move(sql)); }
  Task<Result<void>> ping(Duration limit) override { return database_.ping(limit); }
  int queries = 0;

 private:
  ports::Database& database_;
};

class Cache : public EngineTest {
 protected:
  CountingDatabase counting{*db};
  engine::VersionCache counted{db.executor(), counting, lookup(), clock};
  void TearDown() override {
    db.await(counted.stop());
    EngineTest::TearDown();
  }
  Result<engine::DeployedPtr> ask() { return db.await(counted.deployed(ada.tenant_id, "desk")); }
};
ELEVAITE_ON_BOTH_DATABASES(Cache);

TEST_P(Cache, asks_the_database_once_for_callers_at_once_and_then_not_at_all) {
  deploy(create("Desk", hook_workflow())).value();
  EXPECT_EQ(counted.find_deployed(ada.tenant_id, "desk"), nullptr);
  std::vector<Task<Result<engine::DeployedPtr>>> callers;
  for (int i = 0; i < 20; ++i) callers.push_back(counted.deployed(ada.tenant_id, "desk"));
  for (const auto& answer : db.await_all(std::move(callers))) EXPECT_TRUE(answer.has_value());
  EXPECT_EQ(counting.queries, 2);  // who is live, and the version
  EXPECT_NE(counted.find_deployed(ada.tenant_id, "desk"), nullptr);
  EXPECT_EQ(counting.queries, 2);
}

TEST_P(Cache, sees_within_a_second_what_another_process_deployed) {
  auto agent = create("Desk", hook_workflow(1));
  auto first = deploy(agent).value();
  EXPECT_EQ(ask().value()->version_id, first.version_id);
  set_workflow(agent, hook_workflow(2));
  auto second = deploy(agent).value();  // tells the other cache only
  EXPECT_EQ(counted.find_deployed(ada.tenant_id, "desk")->version_id, first.version_id);
  clock.advance(engine::kDeploymentTtl);
  EXPECT_EQ(counted.find_deployed(ada.tenant_id, "desk"), nullptr);
  EXPECT_EQ(ask().value()->version_id, second.version_id);
}

TEST_P(Cache, reads_a_busy_entry_again_in_the_background) {
  auto agent = create("Desk", hook_workflow(1));
  auto first = deploy(agent).value();
  ask().value();
  set_workflow(agent, hook_workflow(2));
  auto second = deploy(agent).value();
  clock.advance(engine::kRefreshAfter);
  EXPECT_EQ(counted.find_deployed(ada.tenant_id, "desk")->version_id, first.version_id);
  for (int i = 0; i < 1000; ++i) {
    auto found = counted.find_deployed(ada.tenant_id, "desk");
    if (found->version_id == second.version_id) return;
    db.await(sleep_for(1ms));
  }
  FAIL() << "the entry was never refreshed";
}

TEST_P(Cache, forgets_at_once_what_this_process_changed) {
  auto agent = create("Desk", hook_workflow(1));
  deploy(agent).value();
  EXPECT_NE(db.await(cache.deployed(ada.tenant_id, "desk")).value(), nullptr);
  EXPECT_NE(cache.find_deployed(ada.tenant_id, "desk"), nullptr);
  db.await(agents.undeploy(ada, "desk")).value();
  EXPECT_EQ(cache.find_deployed(ada.tenant_id, "desk"), nullptr);
}

TEST_P(Cache, keeps_no_more_versions_than_it_may) {
  engine::VersionCacheOptions options;
  options.max_versions = 2;
  engine::VersionCache small{db.executor(), counting, lookup(), clock, options};
  auto agent = create("Desk", hook_workflow(0));
  std::vector<model::VersionId> versions;
  for (int i = 0; i < 3; ++i) {
    set_workflow(agent, hook_workflow(i));
    versions.push_back(deploy(agent).value().version_id);
    db.await(small.load(ada.tenant_id, versions.back())).value();
  }
  counting.queries = 0;
  db.await(small.load(ada.tenant_id, versions[2])).value();
  db.await(small.load(ada.tenant_id, versions[1])).value();
  EXPECT_EQ(counting.queries, 0);
  db.await(small.load(ada.tenant_id, versions[0])).value();
  EXPECT_EQ(counting.queries, 1);
  db.await(small.stop());
}

TEST_P(Cache, answers_after_its_stop_without_waiting_for_ever) {
  deploy(create("Desk", hook_workflow())).value();
  db.await(counted.stop());
  EXPECT_EQ(reason(ask()), "stopping");
}

}  // namespace
}  // namespace elevaite::test
