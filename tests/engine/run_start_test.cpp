// How runs begin: once per key, and in a conversation one after the other.
#include <gmock/gmock.h>

#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using engine::Started;
using engine::test_workflow;
using model::RunStatus;
using testing::ElementsAre;

class RunStartTest : public RunEngineTest {
 protected:
  EngineProcess& process = world.spawn();
  Definition effect =
      world.define(test_workflow({{"start", "start"}, {"a", "effect"}}, {"start a"}));
  Definition turn = world.define(test_workflow(
      {{"start", "start"},
       {"work", "slow", R"j({"gate":"{{ trigger.gate }}","value":"{{ trigger.gate }}"})j"}},
      {"start work"}));
  model::ConversationId conversation = model::ConversationId::generate();

  engine::StartRequest keyed(const std::string& key) {
    auto request = world.request(effect);
    request.idempotency_key = key;
    return request;
  }
  // A turn of the conversation, whose run waits at the gate of that name.
  engine::StartRequest say(const std::string& text) {
    auto request = world.request(turn, JsonObject{{"gate", text}});
    request.conversation_id = conversation;
    request.message.emplace();
    request.message->parts = JsonArray{JsonObject{{"type", "text"}, {"text", text}}};
    request.input.get_object()["message_id"] = request.message->id.str();
    return request;
  }
  // A turn that a worker answers.
  engine::StartRequest work_on(const std::string& text) {
    auto request = say(text);
    request.job_id = model::JobId::generate().str();
    request.idempotency_key = "job/" + request.job_id + "/0";
    return request;
  }
  void begin_conversation() {
    world.db.query("INSERT INTO tenants (id, name, created_at, updated_at) VALUES ($1, $2, $3, $4)",
                   {world.tenant_id.uuid, std::string("T"), std::int64_t{0}, std::int64_t{0}});
    world.db.query(
        "INSERT INTO conversations (id, tenant_id, agent_id, title, created_at, updated_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {conversation.uuid, world.tenant_id.uuid, world.agent_id.uuid, std::string("T"),
         std::int64_t{0}, std::int64_t{0}});
  }
  std::vector<std::string> messages() {
    auto rows = world.db.query(
        "SELECT role, parts FROM messages WHERE tenant_id = $1 AND conversation_id = $2 ORDER BY "
        "id",
        {world.tenant_id.uuid, conversation.uuid});
    std::vector<std::string> all;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Json parts = parse_json(rows.text(i, 1)).value();
      if (parts.get_array().empty()) continue;  // an answer under way
      all.push_back(rows.text(i, 0) + ": " +
                    std::string(find_string(parts.get_array().at(0), "text").value_or("?")));
    }
    return all;
  }
  std::int64_t run_count() {
    return world.db.query("SELECT count(*) FROM runs WHERE tenant_id = $1", {world.tenant_id.uuid})
        .integer(0, 0);
  }
  void open(const std::string& gate) { world.diary.open_gates.insert(gate); }
};

TEST_P(RunStartTest, answers_a_repeated_key_with_the_same_run) {
  auto first = world.start(process, keyed("k")).value();
  auto second = world.start(process, keyed("k")).value();
  world.wait_for_end(first.id);
  auto third = world.start(process, keyed("k")).value();
  EXPECT_FALSE(first.is_duplicate);
  EXPECT_TRUE(second.is_duplicate);
  EXPECT_TRUE(third.is_duplicate);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(third.id, first.id);
  EXPECT_EQ(world.diary.effects.size(), 1u);
}

TEST_P(RunStartTest, makes_one_run_of_fifty_deliveries_at_once) {
  auto& other = world.spawn();
  std::vector<std::shared_ptr<Answer<Result<Started>>>> answers;
  for (int i = 0; i < 50; ++i) {
    auto& at = i % 2 == 0 ? process : other;
    answers.push_back(world.begin(at, at.engine().start_run(keyed("same"))));
  }
  std::size_t originals = 0;
  std::set<model::RunId> ids;
  for (auto& answer : answers) {
    world.run_until([&] { return answer->is_there(); });
    auto started = answer->value->value();
    originals += started.is_duplicate ? 0 : 1;
    ids.insert(started.id);
  }
  ASSERT_EQ(ids.size(), 1u);
  EXPECT_EQ(originals, 1u);
  world.wait_for_end(*ids.begin());
  EXPECT_EQ(run_count(), 1);
  EXPECT_EQ(world.diary.effects.size(), 1u);
  world.check_journal(*ids.begin());
}

TEST_P(RunStartTest, lets_another_agent_use_the_same_key) {
  auto first = world.start(process, keyed("k")).value();
  auto request = keyed("k");
  request.agent_id = model::AgentId::generate();
  auto second = world.start(process, std::move(request)).value();
  EXPECT_FALSE(second.is_duplicate);
  EXPECT_NE(first.id, second.id);
}

TEST_P(RunStartTest, answers_the_turns_of_a_conversation_in_their_order) {
  auto first = world.start(process, say("one")).value();
  auto second = world.start(process, say("two")).value();
  auto third = world.start(process, say("three")).value();
  EXPECT_FALSE(first.is_queued);
  EXPECT_TRUE(second.is_queued);
  EXPECT_TRUE(third.is_queued);
  open("three");
  open("two");
  world.run_for(30ms);
  EXPECT_EQ(world.row(second.id).status, RunStatus::queued);
  open("one");
  world.wait_for_end(third.id);
  auto two = world.row(second.id);
  auto three = world.row(third.id);
  EXPECT_LE(*world.row(first.id).finished_at, *two.started_at);
  EXPECT_LE(*two.finished_at, *three.started_at);
  EXPECT_THAT(messages(), ElementsAre("user: one", "assistant: one", "user: two", "assistant: two",
                                      "user: three", "assistant: three"));
  for (auto id : {first.id, second.id, third.id}) world.check_journal(id);
}

TEST_P(RunStartTest, refuses_a_turn_of_a_busy_conversation_when_asked_to) {
  world.start(process, say("one")).value();
  auto request = say("two");
  request.queues_behind = false;
  auto refused = world.start(process, std::move(request));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().reason, "conversation_busy");
  EXPECT_THAT(messages(), ElementsAre("user: one"));
  EXPECT_EQ(run_count(), 1);
}

TEST_P(RunStartTest, keeps_one_question_of_a_turn_that_is_delivered_twice) {
  auto request = say("one");
  request.idempotency_key = "k";
  auto first = world.start(process, request).value();
  auto second = world.start(process, request).value();
  EXPECT_EQ(second.id, first.id);
  open("one");
  world.wait_for_end(first.id);
  EXPECT_THAT(messages(), ElementsAre("user: one", "assistant: one"));
}

TEST_P(RunStartTest, does_not_let_a_new_turn_overtake_those_that_queue) {
  auto options = world.options;
  options.rescue_interval = 1h;
  auto& owner = world.spawn(options);
  auto& other = world.spawn(options);
  world.stop(process);
  auto first = world.start(owner, say("one")).value();
  auto second = world.start(owner, say("two")).value();
  // The owner stands still between the end of the first turn and the beginning of the second.
  world.run_until([&] { return world.diary.entered.contains("one"); });
  world.await(owner, owner.engine().journal().durable(first.execution->journal())).value();
  // Queueing looks once whether the turn has come; that look must be over.
  world.run_for(100ms);
  owner.database().freeze_at(1, FaultyDatabase::Moment::after, [&owner] { owner.freeze(); });
  open("one");
  world.run_until([&] { return owner.is_frozen(); });
  EXPECT_EQ(world.row(first.id).status, RunStatus::succeeded);
  auto third = world.start(other, say("three")).value();
  EXPECT_TRUE(third.is_queued);
  open("two");
  open("three");
  world.wait_for_end(third.id);
  EXPECT_LE(*world.row(second.id).finished_at, *world.row(third.id).started_at);
}

TEST_P(RunStartTest, goes_on_with_the_queue_after_a_failure_and_a_cancellation) {
  auto first = world.start(process, say("one")).value();
  auto second = world.start(process, say("two")).value();
  auto third = world.start(process, say("three")).value();
  EXPECT_TRUE(world.cancel(process, second.id).has_value());
  EXPECT_EQ(world.row(second.id).status, RunStatus::cancelled);
  EXPECT_TRUE(world.cancel(process, first.id).has_value());
  open("three");
  EXPECT_EQ(world.wait_for_end(third.id).status, RunStatus::succeeded);
  for (auto id : {first.id, second.id, third.id}) world.check_journal(id);
}

TEST_P(RunStartTest, gives_a_turn_the_earlier_messages_of_its_branch_only) {
  begin_conversation();
  auto first = world.start(process, say("one")).value();
  open("one");
  world.wait_for_end(first.id);
  auto second = world.start(process, say("two")).value();
  auto earlier = [&](const engine::Started& started, std::size_t limit) {
    auto question = started.execution->state().question();
    auto row = world.row(started.id);
    return world.await(process, process.engine().conversation(row, question, limit)).value();
  };
  auto before = earlier(second, 10);
  ASSERT_EQ(before.size(), 2u);
  EXPECT_EQ(before[0].text, "one");
  EXPECT_EQ(before[1].text, "one");
  EXPECT_EQ(earlier(second, 1).size(), 1u);
  open("two");
  world.wait_for_end(second.id);
  auto instead = say("instead");
  instead.message->follows_head = false;
  auto third = world.start(process, std::move(instead)).value();
  EXPECT_TRUE(earlier(third, 10).empty()) << "it stands where the conversation began";
}

TEST_P(RunStartTest, goes_on_with_a_conversation_beside_what_a_worker_answers) {
  begin_conversation();
  auto task = work_on("long");
  auto queued = world.await(process, process.engine().queue_run(task)).value();
  EXPECT_TRUE(queued.is_queued);
  auto history = [&](const Started& started) {
    auto question = started.execution->state().question();
    auto row = world.row(started.id);
    std::vector<std::string> texts;
    for (auto& message :
         world.await(process, process.engine().conversation(row, question, 10)).value())
      texts.push_back(message.text);
    return texts;
  };
  auto worker = world.await(process, process.engine().take_up(world.tenant_id, queued.id)).value();
  ASSERT_NE(worker, nullptr);
  world.run_until([&] { return world.diary.entered.contains("long"); });

  auto beside = world.start(process, say("beside")).value();
  EXPECT_FALSE(beside.is_queued);
  EXPECT_THAT(history(beside), ElementsAre("long", testing::HasSubstr("background task")));
  open("beside");
  world.wait_for_end(beside.id);
  EXPECT_EQ(world.row(queued.id).status, RunStatus::running);

  // Another one of its kind, and one that waits its turn behind a plain one.
  auto second = world.start(process, work_on("other")).value();
  EXPECT_FALSE(second.is_queued);
  auto plain = world.start(process, say("plain")).value();
  EXPECT_FALSE(plain.is_queued);
  auto behind = world.start(process, say("behind")).value();
  EXPECT_TRUE(behind.is_queued);
  for (const char* gate : {"plain", "behind"}) open(gate);
  world.wait_for_end(behind.id);
  for (const char* gate : {"long", "other"}) open(gate);
  EXPECT_EQ(world.wait_for_end(queued.id).status, RunStatus::succeeded);
  world.wait_for_end(second.id);
  auto last = world.start(process, say("last")).value();
  EXPECT_THAT(history(last), ElementsAre("long", "long", "beside", "beside", "other", "other",
                                         "plain", "plain", "behind", "behind"));
  for (auto id : {queued.id, beside.id, second.id}) world.check_journal(id);
}

TEST_P(RunStartTest, retries_a_job_beside_its_conversation) {
  begin_conversation();
  auto task = work_on("long");
  auto queued = world.await(process, process.engine().queue_run(task)).value();
  world.cancel(process, queued.id).value();
  auto plain = world.start(process, say("plain")).value();
  auto failed = world.row(queued.id);
  auto key = "job/" + task.job_id + "/1";
  auto retried =
      world.await(process, process.engine().retry_run(failed, turn.workflow, key)).value();
  EXPECT_EQ(world.row(plain.id).status, RunStatus::running);
  open("long");
  EXPECT_EQ(world.wait_for_end(retried.id).status, RunStatus::succeeded);
  EXPECT_EQ(world.row(plain.id).status, RunStatus::running);
}

TEST_P(RunStartTest, puts_the_answer_of_a_retried_turn_beside_the_failed_one) {
  begin_conversation();
  auto first = world.start(process, say("one")).value();
  world.cancel(process, first.id).value();
  auto failed = world.row(first.id);
  auto other = world.start(process, say("two")).value();
  auto busy = world.await(process, process.engine().retry_run(failed, turn.workflow));
  ASSERT_FALSE(busy.has_value());
  EXPECT_EQ(busy.error().reason, "conversation_busy");
  world.cancel(process, other.id).value();
  auto retried = world.await(process, process.engine().retry_run(failed, turn.workflow)).value();
  open("one");
  EXPECT_EQ(world.wait_for_end(retried.id).status, RunStatus::succeeded);
  EXPECT_EQ(world.row(retried.id).conversation_id, conversation);
  EXPECT_EQ(world.row(retried.id).retry_of, first.id);
  world.check_journal(retried.id);
  EXPECT_EQ(messages(), (std::vector<std::string>{"user: one", "assistant: Stopped.", "user: two",
                                                  "assistant: Stopped.", "assistant: one"}));
  auto parents = world.db.query(
      "SELECT a.parent_id = b.parent_id FROM messages a, messages b WHERE a.id = $1 AND b.id = $2",
      {first.id.uuid, retried.id.uuid});
  EXPECT_TRUE(parents.boolean(0, 0));
}

TEST_P(RunStartTest, turns_runs_away_when_it_is_full_or_stopping) {
  auto options = world.options;
  options.max_active_runs = 1;
  auto& small = world.spawn(options);
  world.start(small, say("one")).value();
  auto full = world.start(small, keyed("k"));
  ASSERT_FALSE(full.has_value());
  EXPECT_EQ(full.error().reason, "too_many_runs");
  auto stopped = world.begin(small, [](EngineProcess& p) -> Task<Result<void>> {
    co_await p.engine().stop(0ms);
    co_return Result<void>();
  }(small));
  world.run_until([&] { return stopped->is_there(); });
  auto late = world.start(small, keyed("k"));
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().reason, "stopping");
}

INSTANTIATE_TEST_SUITE_P(Databases, RunStartTest, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace elevaite::test
