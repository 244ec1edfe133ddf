#include "engine/planner.hpp"

#include <gmock/gmock.h>

#include "engine/test_kinds.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;
using testing::ElementsAre;
using testing::IsEmpty;

// A run of a workflow whose journal is written by hand.
class PlannerTest : public testing::Test {
 protected:
  void begin(model::Workflow workflow, JsonObject created = {{"trigger_node", "start"}}) {
    auto compiled = CompiledWorkflow::compile(std::move(workflow), find_test_kind).value();
    run = std::make_unique<RunState>(compiled);
    add(EventType::run_created, "", std::move(created));
  }
  void add(EventType type, std::string step, JsonObject data = {}) {
    model::RunEvent event;
    event.type = type;
    event.seq = run->last_seq + 1;
    event.step = std::move(step);
    event.data = std::move(data);
    ASSERT_TRUE(run->apply(std::move(event)).has_value());
  }
  void succeed(std::string step, std::string handle = "out") {
    add(EventType::step_succeeded, std::move(step),
        {{"attempt", 1}, {"handle", handle}, {"output", 1}});
  }
  void fail(std::string step) {
    add(EventType::step_failed, std::move(step),
        {{"attempt", 1}, {"error", {{"code", "internal"}}}});
  }
  std::vector<std::string> names(const std::vector<int>& nodes) const {
    std::vector<std::string> out;
    for (int node : nodes) out.push_back(run->workflow->node(node).node.id);
    return out;
  }
  std::vector<std::string> ready() const { return names(plan(*run, run->root).ready); }
  std::vector<std::string> skipped() const { return names(plan(*run, run->root).skipped); }
  bool is_finished() const { return plan(*run, run->root).is_finished; }

  std::unique_ptr<RunState> run;
};

TEST_F(PlannerTest, begins_with_the_trigger_that_fired_and_skips_what_others_lead_to) {
  begin(test_workflow(
      {{"start", "chat_trigger"}, {"hook", "webhook_trigger"}, {"a", "set"}, {"b", "set"}},
      {"start a", "hook b"}));
  EXPECT_THAT(ready(), ElementsAre("start"));
  EXPECT_THAT(skipped(), ElementsAre("hook", "b"));
}

TEST_F(PlannerTest, waits_for_every_live_branch) {
  begin(test_workflow({{"start", "chat_trigger"}, {"a", "set"}, {"b", "set"}, {"join", "set"}},
                      {"start a", "start b", "a join", "b join"}));
  succeed("start");
  EXPECT_THAT(ready(), ElementsAre("a", "b"));
  succeed("a");
  EXPECT_THAT(ready(), ElementsAre("b"));
  succeed("b");
  EXPECT_THAT(ready(), ElementsAre("join"));
  EXPECT_THAT(names(live_sources(run->root, run->workflow->find("join"))), ElementsAre("a", "b"));
}

TEST_F(PlannerTest, skips_a_whole_branch_at_once_and_joins_after_it) {
  begin(test_workflow(
      {{"start", "chat_trigger"},
       {"which", "switch", R"({"cases":["x"]})"},
       {"x", "set"},
       {"x2", "set"},
       {"other", "set"},
       {"join", "set"}},
      {"start which", "which.x x", "x x2", "which.else other", "x2 join", "other join"}));
  succeed("start");
  succeed("which", "else");
  EXPECT_THAT(ready(), ElementsAre("other"));
  EXPECT_THAT(skipped(), ElementsAre("x", "x2"));
  add(EventType::steps_skipped, "", {{"steps", {"x", "x2"}}});
  EXPECT_THAT(skipped(), IsEmpty());
  succeed("other");
  EXPECT_THAT(ready(), ElementsAre("join"));
  EXPECT_THAT(names(live_sources(run->root, run->workflow->find("join"))), ElementsAre("other"));
  succeed("join");
  EXPECT_TRUE(is_finished());
}

TEST_F(PlannerTest, follows_a_failure_along_its_error_edge_only) {
  begin(test_workflow(
      {{"start", "chat_trigger"}, {"call", "http"}, {"next", "set"}, {"rescue", "set"}},
      {"start call", "call next", "call.error rescue"}));
  succeed("start");
  fail("call");
  EXPECT_THAT(ready(), ElementsAre("rescue"));
  EXPECT_THAT(skipped(), ElementsAre("next"));
}

TEST_F(PlannerTest, does_not_take_every_output_for_a_failure) {
  begin(test_workflow(
      {{"start", "chat_trigger"}, {"call", "http"}, {"next", "set"}, {"rescue", "set"}},
      {"start call", "call next", "call.error rescue"}));
  succeed("start");
  succeed("call", "*");
  EXPECT_THAT(ready(), ElementsAre("next"));
  EXPECT_THAT(skipped(), ElementsAre("rescue"));
  succeed("next");
  add(EventType::steps_skipped, "", {{"steps", {"rescue"}}});
  EXPECT_EQ(frame_output(run->root), Json(1)) << "the value of the one last node";
}

TEST_F(PlannerTest, starts_nothing_twice_while_it_runs_or_waits) {
  begin(test_workflow({{"start", "chat_trigger"}, {"call", "http"}}, {"start call"}));
  succeed("start");
  add(EventType::step_started, "call", {{"attempt", 1}});
  EXPECT_THAT(ready(), IsEmpty());
  add(EventType::step_retrying, "call", {{"attempt", 1}, {"until", "2026-01-01T00:00:00Z"}});
  EXPECT_THAT(ready(), IsEmpty());
  EXPECT_FALSE(is_finished());
  succeed("call");
  EXPECT_TRUE(is_finished());
}

TEST_F(PlannerTest, plans_each_pass_of_a_loop_by_itself) {
  begin(test_workflow({{"start", "chat_trigger"},
                       {"each", "for_each"},
                       {"a", "set"},
                       {"b", "set"},
                       {"after", "set"}},
                      {"start each", "each.item a", "a b", "each.done after"}));
  succeed("start");
  add(EventType::step_started, "each", {{"attempt", 1}, {"items", {1, 2}}, {"concurrency", 2}});
  succeed("each[1].a");
  const NodeState& each = run->root.state(run->workflow->find("each"));
  ASSERT_EQ(each.passes.size(), 2u);
  EXPECT_EQ(each.passes[0], nullptr);
  EXPECT_THAT(names(plan(*run, *each.passes[1]).ready), ElementsAre("b"));
  EXPECT_THAT(ready(), IsEmpty()) << "the loop itself is not over";
  succeed("each", "done");
  EXPECT_THAT(ready(), ElementsAre("after"));
}

TEST_F(PlannerTest, runs_one_node_alone_and_its_loop_as_a_whole) {
  auto workflow = test_workflow(
      {{"start", "chat_trigger"}, {"each", "for_each"}, {"a", "set"}, {"after", "set"}},
      {"start each", "each.item a", "each.done after"});
  begin(workflow, {{"only_node", "each"}});
  EXPECT_THAT(ready(), ElementsAre("each"));
  EXPECT_THAT(skipped(), ElementsAre("start", "after"));
  add(EventType::step_started, "each", {{"attempt", 1}, {"items", {1}}, {"concurrency", 1}});
  auto place = run->locate("each[0].a").value();
  EXPECT_THAT(names(plan(*run, *place.frame).ready), ElementsAre("a"));
  begin(workflow, {{"only_node", "a"}});
  EXPECT_THAT(ready(), ElementsAre("a"));
  succeed("a");
  EXPECT_TRUE(is_finished());
}

}  // namespace
}  // namespace elevaite::engine
