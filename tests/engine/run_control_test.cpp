// What people ask of a run that is under way: answers, cancellation, another try.
#include <gmock/gmock.h>

#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using engine::test_workflow;
using model::RunStatus;
using model::StepStatus;
using Moment = FaultyDatabase::Moment;

const Json kYes = JsonObject{{"approved", true}};

class RunControlTest : public RunEngineTest {
 protected:
  EngineProcess& process = world.spawn();
  Definition slow =
      world.define(test_workflow({{"start", "start"}, {"work", "slow"}}, {"start work"}));
  Definition approval =
      world.define(test_workflow({{"start", "start"}, {"ask", "approval"}, {"send", "effect"}},
                                 {"start ask", "ask.approved send"}));
  // The run stays active because of the slow branch while the other one asks.
  Definition busy = world.define(
      test_workflow({{"start", "start"},
                     {"split", "parallel"},
                     {"work", "slow"},
                     {"ask", "approval"},
                     {"send", "effect"}},
                    {"start split", "split.a work", "split.b ask", "ask.approved send"}));

  void open_gate() { world.diary.open_gates.insert("gate"); }
  model::RunId start_waiting(EngineProcess& at) {
    auto id = world.start(at, approval).id;
    world.wait_for(id, RunStatus::waiting);
    return id;
  }
  std::int64_t epoch(model::RunId id) {
    return world.db
        .query("SELECT lease_epoch FROM runs WHERE tenant_id = $1 AND id = $2",
               {world.tenant_id.uuid, id.uuid})
        .integer(0, 0);
  }
  static std::string reason(const Result<void>& result) {
    return result ? "ok" : result.error().reason;
  }
  // A process that commits every event by itself, so that it can be frozen between two of them.
  EngineProcess& spawn_stepping() {
    auto options = world.options;
    options.journal.kill_before_event = UINT64_MAX;
    return world.spawn(options);
  }
  EngineProcess& spawn_idle() {
    auto options = world.options;
    options.rescue_interval = 1h;
    return world.spawn(options);
  }
};

TEST_P(RunControlTest, cancels_a_running_run_with_a_reason) {
  auto id = world.start(process, slow).id;
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  EXPECT_EQ(reason(world.cancel(process, id, "Not needed.")), "ok");
  auto row = world.row(id);
  EXPECT_EQ(row.status, RunStatus::cancelled);
  EXPECT_EQ(row.error->message, "Not needed.");
  EXPECT_EQ(process.engine().active(), 0u);
  EXPECT_EQ(reason(world.cancel(process, id)), "already_ended");
  world.check_journal(id);
}

TEST_P(RunControlTest, cancels_a_waiting_run) {
  auto id = start_waiting(process);
  EXPECT_EQ(reason(world.cancel(process, id)), "ok");
  EXPECT_EQ(world.row(id).status, RunStatus::cancelled);
  EXPECT_EQ(world.row(id).error->message, "Enough.");
  EXPECT_EQ(reason(world.signal(process, id, "ask", "approval", kYes)), "already_answered");
  world.check_journal(id);
}

TEST_P(RunControlTest, cancels_a_run_that_another_process_executes) {
  auto id = world.start(process, slow).id;
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  world.wait_for(id, RunStatus::running);
  auto& other = world.spawn();
  EXPECT_EQ(reason(world.cancel(other, id)), "ok");
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::cancelled);
  EXPECT_EQ(epoch(id), 1);
}

TEST_P(RunControlTest, cancels_a_run_whose_owner_died_after_it_was_asked_to) {
  auto& owner = world.spawn();
  auto id = world.start(owner, slow).id;
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  world.await(owner, owner.engine().journal().durable(owner.engine().find_active(id)->journal()))
      .value();
  owner.freeze();
  EXPECT_EQ(reason(world.cancel(process, id)), "ok");
  EXPECT_EQ(world.row(id).status, RunStatus::running);
  world.expire_leases();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::cancelled);
}

TEST_P(RunControlTest, does_not_lose_a_cancellation_that_comes_while_the_run_parks) {
  auto& owner = spawn_stepping();
  // run_created, start, ask: the fourth commit is the parking.
  owner.database().freeze_at(4, Moment::before, [&owner] { owner.freeze(); });
  auto id = world.start(owner, approval).id;
  world.run_until([&] { return owner.is_frozen(); });
  EXPECT_EQ(reason(world.cancel(process, id)), "ok");
  owner.thaw();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::cancelled);
  world.check_journal(id);
}

TEST_P(RunControlTest, does_not_lose_an_answer_that_comes_while_the_run_parks) {
  for (auto moment : {Moment::before, Moment::after}) {
    auto& owner = spawn_stepping();
    owner.database().freeze_at(4, moment, [&owner] { owner.freeze(); });
    auto id = world.start(owner, approval).id;
    world.run_until([&] { return owner.is_frozen(); });
    EXPECT_EQ(reason(world.signal(process, id, "ask", "approval", kYes)), "ok");
    owner.thaw();
    EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
    world.check_journal(id);
    world.stop(owner);
  }
}

TEST_P(RunControlTest, takes_an_answer_in_the_process_that_parks_the_run) {
  auto& owner = spawn_stepping();
  owner.database().freeze_at(4, Moment::before, [&owner] { owner.freeze(); });
  auto id = world.start(owner, approval).id;
  world.run_until([&] { return owner.is_frozen(); });
  auto answered = world.begin(
      owner, owner.engine().signal_run(world.tenant_id, id, "ask", "approval", kYes, std::nullopt));
  owner.thaw();
  world.run_until([&] { return answered->is_there(); });
  EXPECT_EQ(reason(*answered->value), "ok");
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
}

TEST_P(RunControlTest, takes_one_answer_only) {
  auto id = start_waiting(process);
  EXPECT_EQ(reason(world.signal(process, id, "ask", "another", kYes)), "already_answered");
  EXPECT_EQ(reason(world.signal(process, id, "send", "approval", kYes)), "already_answered");
  EXPECT_EQ(reason(world.signal(process, id, "nobody", "approval", kYes)), "already_answered");
  std::vector<std::shared_ptr<Answer<Result<void>>>> answers;
  for (int i = 0; i < 10; ++i) {
    answers.push_back(world.begin(
        process,
        process.engine().signal_run(world.tenant_id, id, "ask", "approval", kYes, std::nullopt)));
  }
  int accepted = 0;
  for (auto& answer : answers) {
    world.run_until([&] { return answer->is_there(); });
    accepted += answer->value->has_value() ? 1 : 0;
    if (!*answer->value) {
      EXPECT_EQ(answer->value->error().reason, "already_answered");
    }
  }
  EXPECT_EQ(accepted, 1);
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  EXPECT_EQ(world.diary.effects.size(), 1u);
  EXPECT_EQ(reason(world.signal(process, id, "ask", "approval", kYes)), "already_answered");
}

TEST_P(RunControlTest, is_not_known_to_another_tenant) {
  auto id = start_waiting(process);
  auto other = model::TenantId::generate();
  auto signalled = world.await(
      process, process.engine().signal_run(other, id, "ask", "approval", kYes, std::nullopt));
  EXPECT_EQ(signalled.error().code, ErrorCode::not_found);
  auto cancelled = world.await(process, process.engine().cancel_run(other, id, "No."));
  EXPECT_EQ(cancelled.error().code, ErrorCode::not_found);
  EXPECT_EQ(world.row(id).status, RunStatus::waiting);
}

TEST_P(RunControlTest, carries_an_answer_to_the_process_that_executes_the_run) {
  auto& other = world.spawn();
  auto id = world.start(process, busy).id;
  world.run_until([&] { return world.events(id).size() >= 5; });
  EXPECT_EQ(reason(world.signal(other, id, "ask", "approval", kYes)), "ok");
  world.run_until([this] { return world.diary.effects.size() == 1; });
  EXPECT_EQ(epoch(id), 1) << "the run stays with its owner";
  EXPECT_NE(process.engine().find_active(id), nullptr);
  open_gate();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
}

TEST_P(RunControlTest, resumes_an_answered_run_in_the_process_that_was_told) {
  auto id = start_waiting(process);
  auto& other = spawn_idle();
  EXPECT_EQ(process.engine().active(), 0u) << "waiting costs nothing";
  EXPECT_EQ(reason(world.signal(other, id, "ask", "approval", kYes)), "ok");
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  world.check_journal(id);
}

TEST_P(RunControlTest, asks_again_after_the_first_answer_without_waking_in_vain) {
  auto twice =
      world.define(test_workflow({{"start", "start"}, {"ask", "approval"}, {"ask2", "approval"}},
                                 {"start ask", "ask.approved ask2"}));
  auto id = world.start(process, twice).id;
  world.wait_for(id, RunStatus::waiting);
  world.signal(process, id, "ask", "approval", kYes).value();
  world.run_until(
      [&] { return world.row(id).status == RunStatus::waiting && world.events(id).size() > 6; });
  auto count = world.events(id).size();
  world.run_for(100ms);
  EXPECT_EQ(world.events(id).size(), count)
      << "an answer that was taken must not wake the run again";
  world.signal(process, id, "ask2", "approval", kYes).value();
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
}

TEST_P(RunControlTest, sleeps_through_a_long_delay_and_stays_awake_for_a_short_one) {
  auto delays = world.define(test_workflow({{"start", "start"},
                                            {"short", "delay", R"({"ms":50})"},
                                            {"long", "delay", R"({"ms":3600000})"}},
                                           {"start short", "short long"}));
  auto id = world.start(process, delays).id;
  world.wait_for(id, RunStatus::waiting);
  EXPECT_EQ(world.step(id, "short").status, StepStatus::succeeded);
  EXPECT_GE(*world.step(id, "short").duration, 50ms);
  auto wake_at = *world.row(id).wake_at;
  EXPECT_GT(wake_at - world.clock.now(), 59min);
  world.clock.advance(1h);
  auto row = world.wait_for_end(id);
  EXPECT_EQ(row.status, RunStatus::succeeded);
  EXPECT_GE(*world.step(id, "long").duration, 1h);
  EXPECT_LT(*world.step(id, "long").duration, 2h);
}

TEST_P(RunControlTest, retries_from_where_it_failed) {
  auto definition =
      world.define(test_workflow({{"start", "start"},
                                  {"a", "effect", R"({"value":1})"},
                                  {"odd", "flaky", R"({"errors":["not_found"]})"},
                                  {"handled", "effect", R"({"value":2})"},
                                  {"bad", "slow", R"({"gate":"bad"})"}},
                                 {"start a", "a odd", "odd.error handled", "handled bad"}));
  auto first = world.start(process, definition);
  world.run_until([this] { return world.diary.entered.contains("bad"); });
  world.cancel(process, first.id).value();
  auto failed = world.row(first.id);
  world.diary.open_gates.insert("bad");
  auto retried =
      world.await(process, process.engine().retry_run(failed, definition.workflow)).value();
  EXPECT_EQ(world.wait_for_end(retried.id).status, RunStatus::succeeded);
  EXPECT_EQ(world.row(retried.id).retry_of, first.id);
  for (const char* kept : {"start", "a", "odd", "handled"}) {
    EXPECT_EQ(world.diary.executions[retried.id.str() + "/" + kept], 0) << kept;
  }
  EXPECT_TRUE(world.step(retried.id, "a").is_kept);
  EXPECT_EQ(world.step(retried.id, "bad").status, StepStatus::succeeded);
  world.check_journal(retried.id);
}

TEST_P(RunControlTest, retries_once_for_a_key) {
  auto definition = world.define(test_workflow(
      {{"start", "start"}, {"a", "effect", R"({"value":1})"}, {"bad", "slow", R"({"gate":"bad"})"}},
      {"start a", "a bad"}));
  auto first = world.start(process, definition);
  world.run_until([this] { return world.diary.entered.contains("bad"); });
  world.cancel(process, first.id).value();
  auto failed = world.row(first.id);
  world.diary.open_gates.insert("bad");
  auto retry = [&] {
    return world.await(process, process.engine().retry_run(failed, definition.workflow, "again"));
  };
  auto retried = retry().value();
  auto repeated = retry().value();
  EXPECT_FALSE(retried.is_duplicate);
  EXPECT_TRUE(repeated.is_duplicate);
  EXPECT_EQ(retried.id, repeated.id);
  EXPECT_EQ(world.wait_for_end(retried.id).status, RunStatus::succeeded);
  EXPECT_EQ(world.diary.executions[retried.id.str() + "/a"], 0);
  world.check_journal(retried.id);
}

TEST_P(RunControlTest, runs_one_node_alone_also_inside_of_a_loop) {
  auto definition = world.define(
      test_workflow({{"start", "start"},
                     {"each", "for_each", R"({"items":[1,2]})"},
                     {"work", "set", R"j({"value":"{{ item.n + nodes.start.base }}"})j"}},
                    {"start each", "each.item work"}));
  auto request = world.request(definition, JsonObject{{"n", 5}});
  request.only_node = "work";
  request.nodes = {{"start", {{"base", 10}}}};
  auto started = world.start(process, std::move(request)).value();
  EXPECT_EQ(world.wait_for_end(started.id).status, RunStatus::succeeded);
  EXPECT_EQ(*find(world.events(started.id).back(), "output"), Json(15));
}

INSTANTIATE_TEST_SUITE_P(Databases, RunControlTest, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace elevaite::test
