// Every workflow here is run once undisturbed, and then once for every commit of its journal (one
// event each): the process freezes right before or right after that commit, its lease runs out,
// another process goes on, and at last the frozen one wakes. Every time the run must end as the
// undisturbed one did.
#include <gmock/gmock.h>

#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using Moment = FaultyDatabase::Moment;
using engine::test_workflow;
using model::RunStatus;

struct Outcome {
  RunStatus status = RunStatus::queued;
  std::string output;
  std::set<std::string> effects;  // keys, without the run's id
  std::size_t events = 0;
};

struct Case {
  std::string name;
  std::function<model::Workflow()> workflow;
  RunStatus ends = RunStatus::succeeded;
  std::size_t effects = 0;
};

model::Workflow with_retry(model::Workflow workflow, std::string_view id, int attempts) {
  for (auto& node : workflow.nodes) {
    if (node.id == id) node.retry = {attempts, 5, 20};
  }
  return workflow;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  all.push_back({"linear",
                 [] {
                   return test_workflow({{"start", "start"},
                                         {"a", "effect", R"({"value":{"n":1}})"},
                                         {"b", "set", R"j({"value":"{{ nodes.a.n + 1 }}"})j"},
                                         {"c", "effect"},
                                         {"d", "look"}},
                                        {"start a", "a b", "b c", "c d"});
                 },
                 RunStatus::succeeded, 2});
  all.push_back({"condition",
                 [] {
                   return test_workflow({{"start", "start"},
                                         {"if", "condition", R"({"is_met":true})"},
                                         {"yes", "effect"},
                                         {"no", "effect"},
                                         {"after_no", "effect"},
                                         {"join", "merge"},
                                         {"z", "effect"}},
                                        {"start if", "if.true yes", "if.false no", "no after_no",
                                         "yes join", "after_no join", "join z"});
                 },
                 RunStatus::succeeded, 2});
  all.push_back({"parallel",
                 [] {
                   return test_workflow(
                       {{"start", "start"},
                        {"split", "parallel"},
                        {"x", "effect", R"({"value":1})"},
                        {"y", "effect", R"({"value":2})"},
                        {"y2", "effect", R"({"value":3})"},
                        {"w", "look", R"({"value":4})"},
                        {"join", "merge"},
                        {"answer", "respond"}},
                       {"start split", "split.a x", "split.b y", "y y2", "split.c w", "x join",
                        "y2 join", "w join", "join answer"});
                 },
                 RunStatus::succeeded, 3});
  all.push_back({"loop",
                 [] {
                   return test_workflow(
                       {{"start", "start"},
                        {"each", "for_each", R"({"items":[1,2,3,4,5],"concurrency":3})"},
                        {"work", "effect", R"j({"value":"{{ item * 10 }}"})j"},
                        {"note", "set", R"j({"value":"{{ nodes.work + index }}"})j"},
                        {"after", "effect"}},
                       {"start each", "each.item work", "work note", "each.done after"});
                 },
                 RunStatus::succeeded, 6});
  all.push_back({"loop_in_loop",
                 [] {
                   return test_workflow(
                       {{"start", "start"},
                        {"rows", "for_each", R"({"items":[[1,2],[3]],"concurrency":2})"},
                        {"cells", "for_each", R"j({"items":"{{ item }}","concurrency":2})j"},
                        {"work", "effect", R"j({"value":"{{ item }}"})j"},
                        {"row_done", "effect"}},
                       {"start rows", "rows.item cells", "cells.item work", "cells.done row_done"});
                 },
                 RunStatus::succeeded, 5});
  all.push_back(
      {"loop_with_failures",
       [] {
         return test_workflow(
             {{"start", "start"},
              {"each", "for_each",
               R"({"items":["not_found","none"],"concurrency":2,"on_error":"continue"})"},
              {"work", "flaky", R"j({"errors":["{{ item }}","{{ item }}"],"value":"{{ item }}"})j"},
              {"after", "effect"}},
             {"start each", "each.item work", "each.done after"});
       },
       RunStatus::succeeded, 3});
  all.push_back(
      {"retry",
       [] {
         return with_retry(
             test_workflow({{"start", "start"},
                            {"a", "flaky", R"({"errors":["unavailable","timeout"],"value":7})"},
                            {"b", "effect"}},
                           {"start a", "a b"}),
             "a", 3);
       },
       RunStatus::succeeded, 4});
  all.push_back({"approval",
                 [] {
                   return test_workflow(
                       {{"start", "start"},
                        {"ask", "approval"},
                        {"send", "effect"},
                        {"ask2", "approval"},
                        {"send2", "effect"}},
                       {"start ask", "ask.approved send", "send ask2", "ask2.approved send2"});
                 },
                 RunStatus::succeeded, 2});
  all.push_back(
      {"agent",
       [] {
         return test_workflow(
             {{"start", "start"},
              {"agent", "agent"},
              {"mail", "effect", R"j({"value":"{{ args.text }}"})j",
               R"({"name":"mail","description":"Sends.","parameters":{"type":"object"}})"},
              {"look", "look", R"j({"value":"{{ args.text }}"})j",
               R"({"name":"look","description":"Looks.","parameters":{"type":"object"}})"},
              {"b", "effect"}},
             {"start agent", "mail.tool agent.tools", "look.tool agent.tools", "agent b"});
       },
       RunStatus::succeeded, 3});
  all.push_back({"delay",
                 [] {
                   return test_workflow({{"start", "start"},
                                         {"a", "effect"},
                                         {"wait", "delay", R"({"ms":60000})"},
                                         {"b", "effect"}},
                                        {"start a", "a wait", "wait b"});
                 },
                 RunStatus::succeeded, 2});
  all.push_back({"error_handle",
                 [] {
                   return test_workflow(
                       {{"start", "start"},
                        {"bad", "flaky", R"({"errors":["not_found"]})"},
                        {"never", "effect"},
                        {"handle", "effect", R"j({"value":"{{ input.error.code }}"})j"}},
                       {"start bad", "bad never", "bad.error handle"});
                 },
                 RunStatus::succeeded, 2});
  all.push_back({"failure",
                 [] {
                   return test_workflow({{"start", "start"},
                                         {"a", "effect"},
                                         {"bad", "flaky", R"({"errors":["not_found"]})"},
                                         {"never", "effect"}},
                                        {"start a", "a bad", "bad never"});
                 },
                 RunStatus::failed, 2});
  return all;
}

// Runs one workflow to its end, whatever happens to the processes.
class Drive {
 public:
  Drive(World& world, const Definition& definition, EngineProcess& first)
      : world_(world), definition_(definition), current_(&first) {}

  model::RunId run(std::string idempotency_key) {
    key_ = std::move(idempotency_key);
    begin();
    world_.run_until([this] { return is_over(); });
    return *world_.find_by_key(key_);
  }
  EngineProcess& current() { return *current_; }
  EngineProcess* frozen() { return frozen_; }

 private:
  void begin() {
    auto request = world_.request(definition_, JsonObject{{"n", 1}});
    request.idempotency_key = key_;
    started_ = world_.begin(*current_, current_->engine().start_run(std::move(request)));
  }
  bool is_over() {
    if (current_->is_frozen()) {
      frozen_ = current_;
      world_.expire_leases();
      current_ = &world_.spawn();
      // Nobody told the client that the run has begun, so it asks again.
      if (!started_->is_there()) begin();
      signalled_.reset();
    }
    bool is_busy = !started_->is_there() || current_->engine().active() > 0;
    if (is_busy || (signalled_ && !signalled_->is_there())) return false;
    auto id = world_.find_by_key(key_);
    if (!id) return false;
    auto row = world_.row(*id);
    if (row.status == RunStatus::waiting) answer(row);
    return is_terminal(row.status);
  }
  void answer(const model::Run& row) {
    if (row.wake_at && *row.wake_at - world_.clock.now() < 1h) {
      auto left = *row.wake_at - world_.clock.now();
      if (left > 10ms) world_.clock.advance(left);
      return;
    }
    for (const auto& step : world_.steps(row.id)) {
      if (!step.wait) continue;
      signalled_ = world_.begin(*current_, current_->engine().signal_run(
                                               world_.tenant_id, row.id, step.step, step.wait->key,
                                               JsonObject{{"approved", true}}, std::nullopt));
    }
  }

  World& world_;
  const Definition& definition_;
  EngineProcess* current_;
  EngineProcess* frozen_ = nullptr;
  std::string key_;
  std::shared_ptr<Answer<Result<engine::Started>>> started_;
  std::shared_ptr<Answer<Result<void>>> signalled_;
};

Outcome outcome_of(World& world, model::RunId id) {
  Outcome outcome;
  outcome.status = world.row(id).status;
  auto events = world.events(id);
  outcome.events = events.size();
  if (const Json* output = find(events.back(), "output")) outcome.output = to_text(*output);
  if (const Json* error = find(events.back(), "error")) outcome.output = to_text(*error);
  for (const auto& [key, count] : world.diary.effects) {
    if (key.starts_with(id.str())) outcome.effects.insert(key.substr(id.str().size()));
  }
  world.check_journal(id);
  return outcome;
}

class CrashSweepTest : public testing::TestWithParam<std::tuple<std::string, std::size_t>> {
 protected:
  static engine::EngineOptions one_event_a_commit() {
    auto options = World::quick_options();
    options.journal.kill_before_event = UINT64_MAX;
    return options;
  }
  World world{std::get<0>(GetParam()), one_event_a_commit()};
  Case scenario = cases()[std::get<1>(GetParam())];
  Definition definition = world.define(scenario.workflow());
  EngineProcess* process = &world.spawn();

  void expect_same(const Outcome& seen, const Outcome& undisturbed) {
    EXPECT_EQ(seen.status, undisturbed.status);
    EXPECT_EQ(seen.output, undisturbed.output);
    EXPECT_EQ(seen.effects, undisturbed.effects);
  }

  // False when the run was over before that commit came.
  bool freeze_at(std::uint64_t commit, Moment moment, const Outcome& undisturbed) {
    EngineProcess* first = process;
    first->database().freeze_at(commit, moment, [first] { first->freeze(); });
    Drive drive(world, definition, *first);
    auto id = drive.run((moment == Moment::before ? "before" : "after") + std::to_string(commit));
    process = &drive.current();
    auto outcome = outcome_of(world, id);
    expect_same(outcome, undisturbed);
    EXPECT_THAT(world.diary.repeated, testing::IsEmpty());
    if (drive.frozen() == nullptr) {
      first->database().thaw();
      return false;
    }
    // Whoever wakes after its runs were taken writes nothing any more. What it had under way may go
    // on until it notices, with the same keys.
    first->thaw();
    world.run_until([first] { return first->engine().active() == 0; });
    world.stop(*first);
    auto later = outcome_of(world, id);
    expect_same(later, undisturbed);
    EXPECT_EQ(later.events, outcome.events);
    world.diary.repeated.clear();
    return true;
  }

  void sweep(Moment moment) {
    Drive drive(world, definition, *process);
    auto undisturbed = outcome_of(world, drive.run("undisturbed"));
    ASSERT_EQ(undisturbed.status, scenario.ends) << undisturbed.output;
    ASSERT_EQ(undisturbed.effects.size(), scenario.effects);
    std::uint64_t commit = 0;
    bool is_reached = true;
    while (is_reached) {
      SCOPED_TRACE("at commit " + std::to_string(++commit));
      is_reached = freeze_at(commit, moment, undisturbed);
      if (HasFailure()) break;
    }
    EXPECT_GT(commit, undisturbed.events) << "every event is a commit of its own";
  }
};

TEST_P(CrashSweepTest, ends_the_same_when_cut_off_before_any_commit) { sweep(Moment::before); }
TEST_P(CrashSweepTest, ends_the_same_when_cut_off_after_any_commit) { sweep(Moment::after); }

std::string name_of(const testing::TestParamInfo<std::tuple<std::string, std::size_t>>& info) {
  return std::get<0>(info.param) + "_" + cases()[std::get<1>(info.param)].name;
}

INSTANTIATE_TEST_SUITE_P(Databases, CrashSweepTest,
                         testing::Combine(testing::Values("sqlite", "postgres"),
                                          testing::Range<std::size_t>(0, cases().size())),
                         name_of);

}  // namespace
}  // namespace elevaite::test
