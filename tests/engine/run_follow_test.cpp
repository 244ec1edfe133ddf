// Watchers of runs, and runs in number and size.
#include <gmock/gmock.h>

#include "engine/run_watch.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using engine::FeedItem;
using engine::RunWatch;
using engine::test_workflow;
using model::RunStatus;

// Everything from `after` on, until the run has ended.
Task<Result<std::vector<FeedItem>>> follow(engine::Engine& engine, model::TenantId tenant_id,
                                           model::RunId id, std::int64_t after) {
  RunWatch watch(engine, tenant_id, id, after);
  std::vector<FeedItem> items;
  while (!watch.is_over()) {
    CO_TRY(auto item, co_await watch.next(5s));
    if (item) items.push_back(std::move(*item));
  }
  co_return items;
}

class RunFollowTest : public RunEngineTest {
 protected:
  EngineProcess& process = world.spawn();
  Definition approval = world.define(test_workflow(
      {{"start", "start"}, {"a", "effect"}, {"work", "slow"}, {"ask", "approval"}, {"b", "effect"}},
      {"start a", "a work", "work ask", "ask.approved b"}));

  using Followed = std::shared_ptr<Answer<Result<std::vector<FeedItem>>>>;
  Followed begin_following(EngineProcess& at, model::RunId id, std::int64_t after) {
    return world.begin(at, follow(at.engine(), world.tenant_id, id, after));
  }
  void expect_whole(const Followed& followed, model::RunId id, std::int64_t after) {
    world.run_until([&] { return followed->is_there(); });
    auto events = world.events(id);
    std::int64_t next = after + 1;
    for (const auto& item : followed->value->value()) {
      if (item.is_transient) continue;
      EXPECT_EQ(item.seq, next++);
      EXPECT_EQ(parse_json(item.text, kMaxStoredJsonDepth).value(),
                events.at(static_cast<std::size_t>(item.seq - 1)));
    }
    EXPECT_EQ(next, static_cast<std::int64_t>(events.size()) + 1);
  }
  void approve(model::RunId id) {
    world.wait_for(id, RunStatus::waiting);
    world.signal(process, id, "ask", "approval", JsonObject{{"approved", true}}).value();
  }
};

TEST_P(RunFollowTest, sees_every_event_once_from_wherever_it_begins_and_on_whatever_process) {
  auto& other = world.spawn();
  auto id = world.start(process, approval).id;
  std::vector<std::pair<Followed, std::int64_t>> followers;
  for (std::int64_t after : {0, 1, 3}) {
    followers.emplace_back(begin_following(process, id, after), after);
    followers.emplace_back(begin_following(other, id, after), after);
  }
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  followers.emplace_back(begin_following(process, id, 0), 0);
  world.diary.open_gates.insert("gate");
  world.wait_for(id, RunStatus::waiting);
  followers.emplace_back(begin_following(process, id, 2), 2);
  approve(id);
  followers.emplace_back(begin_following(process, id, 4), 4);
  world.wait_for_end(id);
  for (auto& [followed, after] : followers) expect_whole(followed, id, after);
  auto count = static_cast<std::int64_t>(world.events(id).size());
  for (std::int64_t after = 0; after < count; ++after) {
    auto late = begin_following(after % 2 == 0 ? process : other, id, after);
    expect_whole(late, id, after);
  }
}

TEST_P(RunFollowTest, goes_on_when_the_run_changes_its_process) {
  auto& other = world.spawn();
  auto id = world.start(process, approval).id;
  world.run_until([&] { return world.events(id).size() >= 4; });
  auto followed = begin_following(other, id, 0);
  process.freeze();
  world.expire_leases();
  world.diary.open_gates.insert("gate");
  world.wait_for(id, RunStatus::waiting);
  world.signal(other, id, "ask", "approval", JsonObject{{"approved", true}}).value();
  world.wait_for_end(id);
  expect_whole(followed, id, 0);
}

TEST_P(RunFollowTest, hands_out_no_fragment_of_a_text_behind_its_record) {
  auto definition = world.define(test_workflow(
      {{"start", "start"}, {"say", "speak"}, {"work", "slow"}}, {"start say", "say work"}));
  auto id = world.start(process, definition).id;
  world.run_until([this] { return world.diary.entered.contains("spoken"); });
  world.run_until([&] { return world.events(id).size() >= 4; });
  RunWatch early(process.engine(), world.tenant_id, id, 0);
  std::string said;
  while (auto item = world.await(process, early.next(50ms)).value()) {
    if (item->is_transient) said += item->text;
  }
  EXPECT_NE(said.find("Hel"), std::string::npos) << "what was said so far is handed out";
  // This one has it too, but reads the journal only when the record is there.
  RunWatch late(process.engine(), world.tenant_id, id, 0);
  world.diary.open_gates.insert("spoken");
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  world.run_until([&] {
    auto events = world.events(id);
    return types_of(events).size() >= 7;
  });
  bool is_recorded = false;
  while (auto item = world.await(process, late.next(50ms)).value()) {
    is_recorded |= item->text.find("\"Hello\"") != std::string::npos;
    EXPECT_FALSE(is_recorded && item->is_transient) << item->text;
  }
  EXPECT_TRUE(is_recorded);
  world.diary.open_gates.insert("gate");
  world.wait_for_end(id);
}

TEST_P(RunFollowTest, catches_up_after_falling_far_behind) {
  JsonArray items;
  for (int i = 0; i < 3000; ++i) items.push_back(i);
  auto loop = world.define(
      test_workflow({{"start", "start"},
                     {"work", "slow"},
                     {"each", "for_each", R"j({"items":"{{ trigger.items }}","concurrency":50})j"},
                     {"one", "set", R"j({"value":"{{ item }}"})j"},
                     {"two", "set", R"j({"value":"{{ item }}"})j"}},
                    {"start work", "work each", "each.item one", "one two"}));
  auto id = world.start(process, loop, JsonObject{{"items", items}}).id;
  world.run_until([this] { return world.diary.entered.contains("gate"); });
  RunWatch watch(process.engine(), world.tenant_id, id, 0);
  world.await(process, watch.next(1s)).value();
  world.diary.open_gates.insert("gate");
  world.wait_for_end(id);
  std::int64_t last = 1;
  while (!watch.is_over()) {
    auto item = world.await(process, watch.next(1s)).value();
    if (!item || item->is_transient) continue;
    ASSERT_EQ(item->seq, ++last);
  }
  EXPECT_EQ(last, static_cast<std::int64_t>(world.events(id).size()));
}

TEST_P(RunFollowTest, hears_a_response_before_the_run_ends) {
  auto definition = world.define(test_workflow(
      {{"start", "start"}, {"answer", "respond", R"({"value":{"text":"soon"}})"}, {"work", "slow"}},
      {"start answer", "answer work"}));
  auto started = world.start(process, definition);
  auto answered = world.await(process, started.execution->wait_answered());
  EXPECT_TRUE(answered.has_value());
  ASSERT_TRUE(world.find_row(started.id)) << "what is answered is durable";
  EXPECT_EQ(to_text(started.execution->state().response), R"({"text":"soon"})");
  EXPECT_FALSE(started.execution->is_finished());
  world.diary.open_gates.insert("gate");
  EXPECT_EQ(world.wait_for_end(started.id).status, RunStatus::succeeded);
}

TEST_P(RunFollowTest, runs_a_thousand_at_once) {
  auto definition = world.define(test_workflow({{"start", "start"},
                                                {"a", "effect"},
                                                {"work", "slow", R"({"look_every_ms":200})"},
                                                {"b", "effect"}},
                                               {"start a", "a work", "work b"}));
  std::vector<std::shared_ptr<Answer<Result<engine::Started>>>> begun;
  for (int i = 0; i < 1000; ++i) {
    begun.push_back(world.begin(process, process.engine().start_run(world.request(definition))));
  }
  world.run_until([this] { return world.diary.effects.size() == 1000; });
  EXPECT_EQ(process.engine().active(), 1000u);
  world.diary.open_gates.insert("gate");
  world.run_until([this] { return process.engine().active() == 0; }, 60s);
  EXPECT_EQ(world.diary.effects.size(), 2000u);
  auto rows = world.db.query("SELECT count(*) FROM runs WHERE tenant_id = $1 AND status = $2",
                             {world.tenant_id.uuid, std::string("succeeded")});
  EXPECT_EQ(rows.integer(0, 0), 1000);
  EXPECT_LT(process.database().journal_commits(), 1000u) << "runs share their commits";
  for (int i = 0; i < 1000; i += 97)
    world.check_journal(begun[static_cast<std::size_t>(i)]->value->value().id);
}

TEST_P(RunFollowTest, runs_a_chain_of_two_thousand_nodes) {
  model::Workflow workflow = test_workflow({{"start", "start"}, {"if", "condition"}}, {"start if"});
  auto add = [&workflow](const std::string& id, const std::string& before,
                         const std::string& handle) {
    model::Node node;
    node.id = id;
    node.kind = "set";
    workflow.nodes.push_back(node);
    workflow.edges.push_back({before + id, before, handle, id, "in"});
  };
  add("s0", "if", "true");
  add("n0", "if", "false");
  for (int i = 1; i < 999; ++i) {
    add("s" + std::to_string(i), "s" + std::to_string(i - 1), "out");
    add("n" + std::to_string(i), "n" + std::to_string(i - 1), "out");
  }
  auto definition = world.define(std::move(workflow));
  auto begun = std::chrono::steady_clock::now();
  auto id = world.start(process, definition).id;
  auto advancing = std::chrono::steady_clock::now() - begun;
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  EXPECT_LT(advancing, 5s);
  RecordProperty("milliseconds", static_cast<int>(advancing / 1ms));
  world.check_journal(id);
  EXPECT_EQ(world.events(id).size(), 1u + 2u + 1u + 999u + 1u) << "the skipped branch is one event";
}

TEST_P(RunFollowTest, runs_a_loop_over_five_thousand_items) {
  JsonArray items;
  for (int i = 0; i < 5000; ++i) items.push_back(i);
  auto loop = world.define(
      test_workflow({{"start", "start"},
                     {"each", "for_each", R"j({"items":"{{ trigger.items }}","concurrency":50})j"},
                     {"one", "look", R"j({"value":"{{ item }}"})j"}},
                    {"start each", "each.item one"}));
  auto id = world.start(process, loop, JsonObject{{"items", items}}).id;
  EXPECT_EQ(world.wait_for_end(id).status, RunStatus::succeeded);
  auto events = world.events(id);
  const Json* output = find(events.back(), "output");
  EXPECT_EQ(find_array(*output, "items")->size(), 5000u);
  EXPECT_EQ(find_array(*output, "items")->at(4999), Json(4999));
}

INSTANTIATE_TEST_SUITE_P(Databases, RunFollowTest, testing::Values("sqlite", "postgres"),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace elevaite::test
