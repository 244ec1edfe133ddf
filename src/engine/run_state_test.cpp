// The fold over a journal; and the planner and it together, against an oracle that knows neither.
#include "engine/run_state.hpp"

#include <gmock/gmock.h>

#include <random>

#include "engine/planner.hpp"
#include "engine/test_kinds.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;
using model::RunEvent;
using model::StepStatus;

std::shared_ptr<const CompiledWorkflow> compiled(model::Workflow workflow) {
  return CompiledWorkflow::compile(std::move(workflow), find_test_kind).value();
}

RunEvent event_of(std::int64_t seq, EventType type, std::string step = "", JsonObject data = {}) {
  RunEvent event;
  event.seq = seq;
  event.type = type;
  event.at = Instant{std::chrono::seconds(seq)};
  event.step = std::move(step);
  event.data = std::move(data);
  return event;
}

class RunStateTest : public testing::Test {
 protected:
  RunState run{compiled(test_workflow(
      {{"start", "chat_trigger"}, {"call", "http"}, {"each", "for_each"}, {"a", "set"}},
      {"start call", "call each", "each.item a"}))};
  void SetUp() override {
    add(EventType::run_created, "", {{"trigger_node", "start"}, {"input", 7}});
  }
  void add(EventType type, std::string step = "", JsonObject data = {}) {
    auto applied = run.apply(event_of(run.last_seq + 1, type, std::move(step), std::move(data)));
    ASSERT_TRUE(applied.has_value()) << applied.error().message;
  }
  const NodeState& state(std::string_view id) const {
    return run.root.state(run.workflow->find(id));
  }
};

TEST_F(RunStateTest, refuses_a_gap_an_unknown_step_and_a_step_in_the_wrong_place) {
  EXPECT_FALSE(run.apply(event_of(3, EventType::run_waiting)).has_value());
  for (const char* step : {"nobody", "a", "each[0].call", "each[7].a", "each[0.a", "each[0]"}) {
    RunState other(run.workflow);
    ASSERT_TRUE(other.apply(event_of(1, EventType::run_created)).has_value());
    EXPECT_FALSE(other.apply(event_of(2, EventType::step_started, step)).has_value()) << step;
  }
}

TEST_F(RunStateTest, refuses_an_event_of_the_wrong_kind_for_its_step) {
  EXPECT_FALSE(run.apply(event_of(2, EventType::run_waiting, "call")).has_value());
  EXPECT_FALSE(run.apply(event_of(3, EventType::step_started)).has_value());
}

TEST_F(RunStateTest, keeps_the_instant_of_an_attempt_when_it_is_repeated) {
  add(EventType::step_started, "call", {{"attempt", 1}});
  auto begun = state("call").started_at;
  add(EventType::run_resumed);
  add(EventType::step_started, "call", {{"attempt", 1}});
  EXPECT_EQ(state("call").started_at, begun);
  add(EventType::step_retrying, "call",
      {{"attempt", 1}, {"error", {{"code", "timeout"}}}, {"until", "2026-01-01T00:00:00Z"}});
  EXPECT_EQ(state("call").status, StepStatus::waiting);
  EXPECT_TRUE(state("call").retry_at.has_value());
  add(EventType::step_started, "call", {{"attempt", 2}});
  EXPECT_GT(state("call").started_at, begun);
  EXPECT_FALSE(state("call").retry_at.has_value());
}

TEST_F(RunStateTest, knows_since_when_a_step_without_a_start_waits) {
  add(EventType::step_waiting, "call", {{"attempt", 1}, {"key", "approval"}});
  auto begun = state("call").started_at;
  EXPECT_EQ(begun, Instant{std::chrono::seconds(2)});
  EXPECT_EQ(state("call").wait->key, "approval");
  add(EventType::step_signalled, "call",
      {{"key", "approval"}, {"is_timeout", false}, {"payload", 1}});
  EXPECT_EQ(state("call").status, StepStatus::pending);
  EXPECT_FALSE(state("call").wait.has_value());
  ASSERT_EQ(state("call").signals.size(), 1u);
  EXPECT_EQ(state("call").started_at, begun);
}

TEST_F(RunStateTest, adds_up_the_usage_of_parts_and_keeps_their_results) {
  add(EventType::step_started, "call", {{"attempt", 1}});
  add(EventType::step_started, "call:model.1", {{"attempt", 1}});
  add(EventType::step_succeeded, "call:model.1",
      {{"attempt", 1}, {"output", "hi"}, {"usage", {{"input_tokens", 3}, {"output_tokens", 4}}}});
  EXPECT_EQ(run.sub_steps.at("call:model.1").output, Json("hi"));
  EXPECT_EQ(run.usage.input_tokens, 3);
  EXPECT_EQ(run.usage.output_tokens, 4);
  EXPECT_EQ(state("call").status, StepStatus::running) << "a part is not the step";
}

TEST_F(RunStateTest, counts_calls_and_usage_by_the_model_that_answered) {
  add(EventType::step_started, "call", {{"attempt", 1}});
  for (const char* model : {"a:small", "a:large", "a:small"}) {
    add(EventType::step_succeeded, "call:model." + std::to_string(run.last_seq),
        {{"attempt", 1}, {"output", {{"model", model}}}, {"usage", {{"input_tokens", 3}}}});
  }
  add(EventType::step_succeeded, "call:tool.1", {{"attempt", 1}, {"output", 1}});
  ASSERT_EQ(run.usage_by_model.size(), 2u);
  EXPECT_EQ(run.usage_by_model["a:small"].calls, 2);
  EXPECT_EQ(run.usage_by_model["a:small"].usage.input_tokens, 6);
  EXPECT_EQ(run.usage_by_model["a:large"].calls, 1);
}

TEST_F(RunStateTest, makes_the_frames_of_a_loop_as_its_events_name_them) {
  add(EventType::step_succeeded, "call", {{"attempt", 1}, {"handle", "out"}, {"output", 1}});
  add(EventType::step_started, "each",
      {{"attempt", 1}, {"items", {"x", "y", "z"}}, {"concurrency", 2}});
  add(EventType::step_succeeded, "each[1].a", {{"attempt", 1}, {"handle", "out"}, {"output", "Y"}});
  EXPECT_EQ(state("each").next_pass, 2u);
  EXPECT_EQ(state("each").concurrency, 2u);
  auto place = run.locate("each[1].a").value();
  EXPECT_EQ(place.frame->path_of(place.node), "each[1].a");
  EXPECT_EQ(frame_output(*place.frame), Json("Y"));
  add(EventType::step_succeeded, "each", {{"attempt", 1}, {"handle", "done"}, {"output", 1}});
  EXPECT_TRUE(state("each").passes.empty()) << "what is over costs nothing";
}

using Random = std::mt19937_64;

// What each node of a random graph will do, decided before anything runs.
enum class Fate { out, every, error };

struct Plot {
  model::Workflow workflow;
  std::map<std::string, Fate> fates;
};

Plot random_plot(Random& random) {
  Plot plot;
  plot.workflow = test_workflow({{"start", "chat_trigger"}}, {});
  plot.fates["start"] = Fate::out;
  int count = 2 + static_cast<int>(random() % 14);
  std::vector<std::string> ids{"start"};
  for (int i = 0; i < count; ++i) {
    model::Node node;
    node.id = "n" + std::to_string(i);
    node.kind = "http";
    node.config = {{"url", "x"}};
    plot.workflow.nodes.push_back(node);
    plot.fates[node.id] = static_cast<Fate>(random() % 3);
    std::set<std::pair<std::string, std::string>> sources;
    for (auto edges = 1 + random() % 3; edges > 0; --edges) {
      const std::string& source = ids[random() % ids.size()];
      sources.emplace(source, source != "start" && random() % 4 == 0 ? "error" : "out");
    }
    for (const auto& [source, handle] : sources) {
      plot.workflow.edges.push_back({source + handle + node.id, source, handle, node.id, "in"});
    }
    ids.push_back(node.id);
  }
  return plot;
}

// Who runs, by walking the edges in the order in which the nodes were made (every edge leads
// forward). A failure that no error edge takes up would end a run; here it only leads nowhere.
std::map<std::string, StepStatus> expected(const Plot& plot) {
  std::map<std::string, StepStatus> result{{"start", StepStatus::succeeded}};
  for (std::size_t i = 1; i < plot.workflow.nodes.size(); ++i) {
    const std::string& id = plot.workflow.nodes[i].id;
    bool is_reached = false;
    for (const auto& edge : plot.workflow.edges) {
      if (edge.target != id) continue;
      bool is_error_edge = edge.source_handle == "error";
      if (result[edge.source] == StepStatus::failed) is_reached |= is_error_edge;
      if (result[edge.source] == StepStatus::succeeded) is_reached |= !is_error_edge;
    }
    result[id] = StepStatus::skipped;
    if (is_reached)
      result[id] = plot.fates.at(id) == Fate::error ? StepStatus::failed : StepStatus::succeeded;
  }
  return result;
}

// Executes as the engine does: plan, start some of what is ready, let some of what runs end, all in
// random order.
class Player {
 public:
  Player(const Plot& plot, std::shared_ptr<const CompiledWorkflow> workflow, Random& random)
      : plot_(plot), state(std::move(workflow)), random_(random) {}

  void record(EventType type, std::string step, JsonObject data) {
    auto event = event_of(state.last_seq + 1, type, std::move(step), std::move(data));
    std::string text;
    model::append_text(event, text);
    journal.push_back(text);
    ASSERT_TRUE(state.apply(std::move(event)).has_value());
  }
  // What a process that takes over does: fold what is there, and repeat what was cut off.
  void take_over(const std::vector<std::string>& prefix) {
    for (const auto& text : prefix) {
      auto event = model::parse_event(parse_json(text).value()).value();
      ASSERT_TRUE(state.apply(std::move(event)).has_value());
      journal.push_back(text);
    }
    record(EventType::run_resumed, "", {});
    for (auto& step : state.root.states) {
      if (step.status == StepStatus::running) step.status = StepStatus::pending;
    }
  }
  void play() {
    while (true) {
      Plan next = plan(state, state.root);
      if (next.is_finished) return;
      if (!next.skipped.empty()) {
        JsonArray steps;
        for (int node : next.skipped) steps.emplace_back(id(node));
        record(EventType::steps_skipped, "", {{"steps", steps}});
        continue;
      }
      std::vector<int> running;
      for (int node : state.workflow->members(-1)) {
        if (state.root.state(node).status == StepStatus::running) running.push_back(node);
      }
      ASSERT_FALSE(running.empty() && next.ready.empty()) << "stuck";
      bool starts = running.empty() || (!next.ready.empty() && random_() % 2 == 0);
      if (starts) {
        record(EventType::step_started, id(pick(next.ready)), {{"attempt", 1}});
      } else {
        finish(pick(running));
      }
    }
  }
  std::map<std::string, StepStatus> result() const {
    std::map<std::string, StepStatus> all;
    for (int node : state.workflow->members(-1)) all[id(node)] = state.root.state(node).status;
    return all;
  }

  std::vector<std::string> journal;

 private:
  std::string id(int node) const { return state.workflow->node(node).node.id; }
  int pick(const std::vector<int>& nodes) { return nodes[random_() % nodes.size()]; }
  void finish(int node) {
    ASSERT_EQ(ended_.count(node), 0u) << "ended twice: " << id(node);
    ended_.insert(node);
    Fate fate = plot_.fates.at(id(node));
    if (fate == Fate::error) {
      record(EventType::step_failed, id(node), {{"attempt", 1}, {"error", {{"code", "internal"}}}});
    } else {
      record(EventType::step_succeeded, id(node),
             {{"attempt", 1}, {"handle", fate == Fate::every ? "*" : "out"}, {"output", id(node)}});
    }
  }

  const Plot& plot_;

 public:
  RunState state;

 private:
  Random& random_;
  std::set<int> ended_;
};

TEST(RunStateProperty, ends_the_same_wherever_the_journal_is_cut_and_taken_up) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    Plot plot = random_plot(random);
    auto workflow = compiled(plot.workflow);
    Player whole(plot, workflow, random);
    whole.record(EventType::run_created, "", {{"trigger_node", "start"}});
    whole.play();
    ASSERT_EQ(whole.result(), expected(plot));
    for (std::size_t cut = 1; cut <= whole.journal.size(); ++cut) {
      Player second(plot, workflow, random);
      second.take_over(
          {whole.journal.begin(), whole.journal.begin() + static_cast<std::ptrdiff_t>(cut)});
      second.play();
      ASSERT_EQ(second.result(), whole.result()) << "cut after event " << cut;
      ASSERT_EQ(frame_output(second.state.root), frame_output(whole.state.root));
    }
  }
}

}  // namespace
}  // namespace elevaite::engine
