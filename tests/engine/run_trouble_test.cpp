// What goes wrong around a run: time runs out, nodes break, the database is away, owners disappear.
#include <gmock/gmock.h>

#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using engine::test_workflow;
using model::RunStatus;
using model::StepStatus;
using Moment = FaultyDatabase::Moment;

model::Workflow with_timeout_of(model::Workflow workflow, std::string_view id, std::int64_t ms,
                                int attempts = 1) {
  for (auto& node : workflow.nodes) {
    if (node.id != id) continue;
    node.timeout_ms = ms;
    node.retry = {attempts, 1, 1};
  }
  return workflow;
}

class RunTroubleTest : public RunEngineTest {
 protected:
  EngineProcess& process = world.spawn();
  Definition slow = world.define(test_workflow(
      {{"start", "start"}, {"work", "slow"}, {"a", "effect"}}, {"start work", "work a"}));

  void open_gate() { world.diary.open_gates.insert("gate"); }
  void wait_entered() {
    world.run_until([this] { return world.diary.entered.contains("gate"); });
  }
  model::Run run_to_end(model::Workflow workflow) {
    auto id = world.start(process, world.define(std::move(workflow))).id;
    auto row = world.wait_for_end(id);
    world.check_journal(id);
    return row;
  }
};

TEST_P(RunTroubleTest, ends_a_run_at_its_deadline) {
  auto options = world.options;
  options.run_deadline = 1h;
  auto& hasty = world.spawn(options);
  auto waiting =
      world.define(test_workflow({{"start", "start"}, {"ask", "approval"}}, {"start ask"}));
  auto parked = world.start(hasty, waiting).id;
  world.wait_for(parked, RunStatus::waiting);
  world.clock.advance(2h);
  auto row = world.wait_for_end(parked);
  EXPECT_EQ(row.status, RunStatus::failed);
  EXPECT_EQ(row.error->reason, "run_deadline");
  options.run_deadline = 50ms;
  auto& hastier = world.spawn(options);
  auto active = world.start(hastier, slow).id;
  EXPECT_EQ(world.wait_for_end(active).error->reason, "run_deadline");
  world.check_journal(active);
}

TEST_P(RunTroubleTest, gives_up_on_a_step_that_takes_too_long) {
  auto workflow = with_timeout_of(
      test_workflow({{"start", "start"}, {"work", "slow"}}, {"start work"}), "work", 20, 2);
  auto row = run_to_end(std::move(workflow));
  EXPECT_EQ(row.status, RunStatus::failed);
  EXPECT_EQ(row.error->code, ErrorCode::timeout);
  EXPECT_EQ(world.step(row.id, "work").attempt, 2);
  world.run_until([this] { return process.engine().active() == 0; });
}

TEST_P(RunTroubleTest, fails_the_step_of_a_node_that_throws_and_goes_on) {
  for (const char* kind : {"breaks", "breaks_at_once"}) {
    auto row = run_to_end(test_workflow({{"start", "start"}, {"bad", kind}}, {"start bad"}));
    EXPECT_EQ(row.status, RunStatus::failed);
    EXPECT_EQ(row.error->code, ErrorCode::internal);
    auto handled = run_to_end(test_workflow({{"start", "start"}, {"bad", kind}, {"a", "effect"}},
                                            {"start bad", "bad.error a"}));
    EXPECT_EQ(handled.status, RunStatus::succeeded);
  }
}

TEST_P(RunTroubleTest, tells_an_agent_of_a_tool_that_throws) {
  auto row = run_to_end(
      test_workflow({{"start", "start"},
                     {"agent", "agent"},
                     {"bad", "breaks", "{}",
                      R"({"name":"bad","description":"Breaks.","parameters":{"type":"object"}})"}},
                    {"start agent", "bad.tool agent.tools"}));
  EXPECT_EQ(row.status, RunStatus::succeeded);
  EXPECT_EQ(world.step(row.id, "agent:tool.bad_0").status, StepStatus::failed);
}

TEST_P(RunTroubleTest, repeats_a_tool_call_that_was_cut_off_with_the_same_key) {
  // The tool takes effect and then hangs, until the agent's step is given up on; its next attempt
  // asks again.
  auto workflow = with_timeout_of(
      test_workflow({{"start", "start"},
                     {"agent", "agent"},
                     {"hang", "hang_after_effect", "{}",
                      R"({"name":"hang","description":"Hangs.","parameters":{"type":"object"}})"}},
                    {"start agent", "hang.tool agent.tools"}),
      "agent", 500, 2);
  auto id = world.start(process, world.define(std::move(workflow))).id;
  world.run_until([this] { return world.diary.effects.size() == 2; });
  world.run_until([&] { return world.step(id, "agent").attempt == 2; });
  open_gate();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  EXPECT_EQ(world.diary.effects.size(), 2u) << "two calls, each with one key";
  for (const auto& [key, count] : world.diary.effects) EXPECT_EQ(count, 2) << key;
}

TEST_P(RunTroubleTest, survives_a_database_that_is_away_for_a_while) {
  std::vector<model::RunId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(world.start(process, slow).id);
  wait_entered();
  process.database().set_away(true);
  open_gate();
  world.run_for(200ms);
  EXPECT_TRUE(world.diary.effects.empty()) << "no effect without a durable intent";
  process.database().set_away(false);
  for (auto id : ids) {
    EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
    world.check_journal(id);
  }
  EXPECT_EQ(world.diary.effects.size(), 5u);
}

TEST_P(RunTroubleTest, takes_a_run_up_later_when_the_database_goes_away_meanwhile) {
  auto definition = world.define(
      test_workflow({{"start", "start"}, {"wait", "delay", R"({"ms":60000})"}, {"a", "effect"}},
                    {"start wait", "wait a"}));
  for (int away_after = 0; away_after < 8; ++away_after) {
    auto id = world.start(process, definition).id;
    world.wait_for(id, RunStatus::waiting);
    process.database().set_away_after(away_after);
    world.clock.advance(1min);
    world.run_for(30ms);
    process.database().set_away(false);
    EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded) << "away after " << away_after;
    world.check_journal(id);
  }
}

TEST_P(RunTroubleTest, makes_nothing_twice_when_the_answers_to_commits_are_lost) {
  auto conversation = model::ConversationId::generate();
  auto request = world.request(slow);
  request.conversation_id = conversation;
  request.idempotency_key = "k";
  request.message.emplace();
  request.message->parts = JsonArray{JsonObject{{"type", "text"}, {"text", "hello"}}};
  process.database().lose_answers(100);
  open_gate();
  auto answer = world.begin(process, process.engine().start_run(std::move(request)));
  world.run_for(150ms);
  process.database().lose_answers(0);
  world.run_until([&] { return answer->is_there(); });
  auto started = answer->value->value();
  EXPECT_FALSE(started.is_duplicate);
  EXPECT_EQ(world.wait_for_end(started.id).status, RunStatus::succeeded);
  world.check_journal(started.id);
  auto count = world.db.query("SELECT count(*) FROM messages WHERE conversation_id = $1",
                              {conversation.uuid});
  EXPECT_EQ(count.integer(0, 0), 2);
  for (const auto& [key, times] : world.diary.effects) EXPECT_EQ(times, 1) << key;
}

TEST_P(RunTroubleTest, ends_a_run_that_the_database_refuses_and_spares_the_others) {
  auto refused = world.start(process, slow).id;
  wait_entered();
  world
      .await(process,
             process.engine().journal().durable(process.engine().find_active(refused)->journal()))
      .value();
  process.database().refuse_once();
  open_gate();
  auto row = world.wait_for_end(refused);
  EXPECT_EQ(row.status, RunStatus::failed);
  EXPECT_EQ(row.error->reason, "journal_refused");
  world.check_journal(refused);
  auto next = world.start(process, slow).id;
  EXPECT_EQ(world.wait_for_end(next).status, RunStatus::succeeded);
}

TEST_P(RunTroubleTest, ends_a_run_whose_journal_makes_no_sense) {
  auto definition =
      world.define(test_workflow({{"start", "start"}, {"ask", "approval"}}, {"start ask"}));
  auto id = world.start(process, definition).id;
  world.wait_for(id, RunStatus::waiting);
  world.versions[definition.version_id] = slow.workflow;
  world.db.query("UPDATE runs SET wake_at = $1 WHERE tenant_id = $2 AND id = $3",
                 {std::int64_t{1}, world.tenant_id.uuid, id.uuid});
  auto row = world.wait_for_end(id);
  EXPECT_EQ(row.status, RunStatus::failed);
  EXPECT_EQ(row.error->reason, "journal_broken");
  world.check_journal(id);
  world.versions.erase(definition.version_id);
  auto other = world.start(process, slow).id;
  open_gate();
  EXPECT_EQ(world.wait_for_end(other).status, RunStatus::succeeded)
      << "the others are not kept waiting";
}

TEST_P(RunTroubleTest, drops_a_run_that_was_taken_over_while_its_process_stood_still) {
  auto id = world.start(process, slow).id;
  wait_entered();
  world
      .await(process,
             process.engine().journal().durable(process.engine().find_active(id)->journal()))
      .value();
  process.freeze();
  auto& other = world.spawn();
  world.run_for(50ms);
  EXPECT_EQ(other.engine().active(), 0u) << "the lease has not run out";
  world.expire_leases();
  world.run_until([&] { return other.engine().find_active(id) != nullptr; });
  process.thaw();
  open_gate();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  world.run_until([this] { return process.engine().active() == 0; });
  world.check_journal(id);
  EXPECT_EQ(world.diary.effects.size(), 1u);
  EXPECT_EQ(world.diary.effects.begin()->second, 1) << "the old owner did not get to its effect";
  auto types = types_of(world.events(id));
  EXPECT_EQ(std::count(types.begin(), types.end(), "run_resumed"), 1);
}

TEST_P(RunTroubleTest, takes_over_from_a_machine_whose_clock_was_far_ahead) {
  auto id = world.start(process, slow).id;
  wait_entered();
  world
      .await(process,
             process.engine().journal().durable(process.engine().find_active(id)->journal()))
      .value();
  process.freeze();
  world.db.query("UPDATE processes SET host = 'elsewhere', expires_at = expires_at + $1",
                 {std::int64_t{24} * 3'600'000'000});
  auto& other = world.spawn();
  world.run_for(50ms);
  EXPECT_EQ(other.engine().active(), 0u) << "it may be alive";
  world.expire_leases();
  world.run_until([&] { return other.engine().find_active(id) != nullptr; });
  process.thaw();
  open_gate();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  world.check_journal(id);
}

TEST_P(RunTroubleTest, leaves_the_runs_of_the_living_alone) {
  std::vector<model::RunId> ids;
  for (int i = 0; i < 10; ++i) ids.push_back(world.start(process, slow).id);
  wait_entered();
  for (auto id : ids) world.wait_for(id, RunStatus::running);
  process.freeze();
  world.expire_leases();
  auto& second = world.spawn();
  auto& third = world.spawn();
  // The two others look for the ten at the same time.
  world.run_until([&] { return second.engine().active() + third.engine().active() == 10; });
  world.run_for(100ms);
  process.thaw();
  open_gate();
  for (auto id : ids) {
    EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
    auto types = types_of(world.events(id));
    EXPECT_EQ(std::count(types.begin(), types.end(), "run_resumed"), 1) << "taken over once";
  }
}

TEST_P(RunTroubleTest, hands_its_runs_over_when_it_stops) {
  auto& leaving = world.spawn();
  auto id = world.start(leaving, slow).id;
  wait_entered();
  world.stop(leaving);
  world.run_until([&] { return process.engine().find_active(id) != nullptr; });
  open_gate();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  world.check_journal(id);
}

TEST_P(RunTroubleTest, waits_for_its_runs_when_it_stops_with_grace) {
  auto& leaving = world.spawn();
  auto id = world.start(leaving, slow).id;
  wait_entered();
  bool has_stopped = false;
  start_task(leaving.loop().get_executor(), leaving.engine().stop(10s),
             [&has_stopped](std::exception_ptr) { has_stopped = true; });
  world.run_for(30ms);
  EXPECT_FALSE(has_stopped);
  open_gate();
  world.run_until([&] { return has_stopped; });
  EXPECT_EQ(world.row(id).status, RunStatus::succeeded);
}

TEST_P(RunTroubleTest, stops_although_the_database_is_away) {
  auto options = world.options;
  options.journal.stop_patience = 100ms;
  auto& leaving = world.spawn(options);
  auto id = world.start(leaving, slow).id;
  wait_entered();
  leaving.database().set_away(true);
  open_gate();
  world.run_for(20ms);
  auto begun = std::chrono::steady_clock::now();
  world.stop(leaving);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
  world.expire_leases();
  EXPECT_TRUE(world.diary.effects.empty());
  (void)id;
}

INSTANTIATE_TEST_SUITE_P(Databases, RunTroubleTest, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

TEST(RunOnPostgresTest, survives_a_restart_of_the_server) {
  World world("postgres");
  auto& process = world.spawn();
  auto loop = world.define(
      test_workflow({{"start", "start"},
                     {"each", "for_each", R"({"items":[1,2,3,4,5,6,7,8],"concurrency":2})"},
                     {"work", "effect", R"j({"value":"{{ item }}"})j"}},
                    {"start each", "each.item work"}));
  std::vector<model::RunId> ids;
  for (int i = 0; i < 20; ++i) {
    ids.push_back(world.start(process, loop).id);
    if (i == 10) PostgresServer::instance().restart_immediately();
  }
  for (auto id : ids) {
    world.wait_for_end(id);
    EXPECT_EQ(world.row(id).status, RunStatus::succeeded);
    world.check_journal(id);
  }
  EXPECT_EQ(world.diary.effects.size(), 160u);
}

}  // namespace
}  // namespace elevaite::test
