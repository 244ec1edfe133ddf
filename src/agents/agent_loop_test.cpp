#include "agents/agent_loop.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>

#include "agents/fake_step_test.hpp"
#include "agents/prompt.hpp"

namespace elevaite::agents {
namespace {

using model::ChatRole;

constexpr std::string_view kOrderSchema =
    R"({"type":"object","properties":{"order_id":{"type":"integer"}},)"
    R"("required":["order_id"],"additionalProperties":false})";
constexpr std::string_view kAnything = R"({"type":"object"})";

class AgentTest : public testing::Test {
 protected:
  Result<ports::NodeOutcome> run() {
    AgentServices services{models_, clock_, builtin_};
    return run_task(loop_, run_agent(*step_, settings_, std::move(services)));
  }
  const ports::NodeOutput& output(const Result<ports::NodeOutcome>& outcome) {
    EXPECT_TRUE(outcome.has_value()) << outcome.error().message;
    return std::get<ports::NodeOutput>(*outcome);
  }
  // What the model was shown as the answer to its calls, in its request number `index` (from 0).
  std::vector<std::string> tool_messages(std::size_t index) {
    std::vector<std::string> texts;
    for (const auto& message : models_.requests.at(index).messages) {
      if (message.role == ChatRole::tool) texts.push_back(message.text);
    }
    return texts;
  }
  // As after a crash: a new attempt at the same step with its record, and a model that must not be
  // called.
  void restart() { step_ = std::make_unique<FakeStep>(step_->record()); }

  asio::io_context loop_{1};
  ManualClock clock_;
  FakeModels models_;
  std::unique_ptr<FakeStep> step_ = std::make_unique<FakeStep>();
  AgentSettings settings_{.input = "Where is order 1042?"};
  std::vector<const ports::BuiltinTool*> builtin_;
};

TEST_F(AgentTest, answers_without_tools) {
  models_.say("Hello");
  settings_.instructions = "Be kind.";
  auto outcome = run();
  const auto& result = output(outcome);
  EXPECT_EQ(find_string(result.value, "text"), "Hello");
  EXPECT_EQ(find_string(result.value, "model"), "fake:one");
  EXPECT_EQ(find_string(result.value, "finish_reason"), "stop");
  EXPECT_EQ(find_int(result.value, "steps"), 1);
  EXPECT_EQ(result.usage, (model::Usage{10, 0, 5, 1000}));
  ASSERT_EQ(models_.requests[0].messages.size(), 2u);
  EXPECT_EQ(models_.requests[0].messages[0].role, ChatRole::system);
  ASSERT_EQ(step_->events.size(), 1u);
  EXPECT_EQ(step_->events[0],
            parse_json(R"({"type":"text_delta","step":"model.1","text":"Hello"})").value());
}

TEST_F(AgentTest, calls_a_tool_and_goes_on) {
  step_->attach("lookup_order", kOrderSchema);
  step_->results.emplace("lookup_order",
                         ports::SubStepOutput{parse_json(R"({"status":"shipped"})").value()});
  models_.call({{"c1", "lookup_order", R"({"order_id":1042})"}}).say("It is shipped.");
  auto outcome = run();
  const auto& result = output(outcome);
  EXPECT_EQ(find_string(result.value, "text"), "It is shipped.");
  EXPECT_EQ(tool_messages(1), (std::vector<std::string>{R"({"status":"shipped"})"}));
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.1", "tool.c1", "model.2"}));
  EXPECT_EQ(
      *find_array(result.value, "tool_calls"),
      parse_json(R"([{"name":"lookup_order","arguments":{"order_id":1042},"is_error":false}])")
          .value()
          .as_array());
  EXPECT_EQ(result.usage, (model::Usage{20, 0, 10, 2000}));
}

TEST_F(AgentTest, replays_from_the_record_without_calling_anything) {
  step_->attach("lookup_order", kOrderSchema);
  models_
      .call({{"same", "lookup_order", R"({"order_id":1})"},
             {"same", "lookup_order", R"({"order_id":2})"},
             {"", "lookup_order", "{}"}})
      .call({{"same", "lookup_order", R"({"order_id":3})"}})
      .say("Done.");
  auto first = run();
  auto attached = step_->attached;
  auto started = step_->started;
  auto inputs = step_->inputs;
  std::size_t calls = models_.requests.size();
  restart();
  step_->attached = attached;
  auto second = run();
  EXPECT_EQ(output(second).value, output(first).value);
  EXPECT_EQ(output(second).usage, output(first).usage);
  EXPECT_EQ(step_->started, started);
  EXPECT_EQ(step_->inputs, inputs);
  EXPECT_TRUE(step_->executed.empty());
  EXPECT_EQ(models_.requests.size(), calls);
  EXPECT_EQ(started, (std::vector<std::string>{"model.1", "tool.same", "tool.same_2", "model.2",
                                               "tool.same_3", "model.3"}));
}

TEST_F(AgentTest, runs_tools_at_once_but_no_more_than_eight) {
  step_->attach("work", kAnything);
  step_->tool_time = 1ms;
  std::vector<model::ToolCall> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back({"c" + std::to_string(i), "work", "{\"n\":" + std::to_string(i) + "}"});
  models_.call(calls).say("Done.");
  auto outcome = run();
  EXPECT_EQ(output(outcome).value.at("text"), "Done.");
  EXPECT_EQ(step_->most_running, 8);
  auto shown = tool_messages(1);
  ASSERT_EQ(shown.size(), 20u);
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(shown[static_cast<std::size_t>(i)], "{\"n\":" + std::to_string(i) + "}");
}

TEST_F(AgentTest, cancelling_the_agent_unwinds_all_its_tools) {
  step_->attach("work", kAnything);
  step_->tool_time = 24h;
  models_.call({{"a", "work", "{}"}, {"b", "work", "{}"}, {"c", "work", "{}"}});
  asio::cancellation_signal signal;
  std::exception_ptr failure;
  bool has_ended = false;
  AgentServices services{models_, clock_, builtin_};
  auto ended = [&](std::exception_ptr error, Result<ports::NodeOutcome>) {
    failure = error;
    has_ended = true;
  };
  asio::co_spawn(loop_, run_agent(*step_, settings_, std::move(services)),
                 asio::bind_cancellation_slot(signal.slot(), ended));
  while (step_->running < 3 && loop_.run_one() > 0) {
  }
  signal.emit(asio::cancellation_type::terminal);
  loop_.run();
  EXPECT_TRUE(has_ended);
  ASSERT_TRUE(failure);
  EXPECT_THROW(std::rethrow_exception(failure), boost::system::system_error);
}

TEST_F(AgentTest, runs_tools_one_by_one_when_told_to) {
  step_->attach("work", kAnything);
  step_->tool_time = 1ms;
  settings_.parallel_tools = false;
  models_.call({{"a", "work", "{}"}, {"b", "work", "{}"}, {"c", "work", ""}}).say("Done.");
  auto outcome = run();
  output(outcome);
  EXPECT_EQ(step_->most_running, 1);
  EXPECT_EQ(step_->executed.size(), 5u);
}

TEST_F(AgentTest, wrong_calls_go_back_to_the_model) {
  step_->attach("lookup_order", kOrderSchema);
  models_
      .call({{"a", "lookup_order", R"({"order_id":"many"})"},
             {"b", "lookup_order", R"({"order_id")"},
             {"c", "nothing", "{}"},
             {"d", "lookup_order", "[1]"}})
      .call({{"e", "lookup_order", R"({"order_id":7})"}})
      .say("Done.");
  auto outcome = run();
  auto shown = tool_messages(1);
  ASSERT_EQ(shown.size(), 4u);
  for (const std::string& text : shown) {
    auto value = parse_json(text).value();
    ASSERT_NE(find(value, "error"), nullptr) << text;
  }
  EXPECT_NE(shown[0].find("order_id"), std::string::npos) << shown[0];
  EXPECT_NE(shown[2].find("lookup_order"), std::string::npos) << shown[2];
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.1", "model.2", "tool.e", "model.3"}));
  EXPECT_EQ(output(outcome).value.at("tool_calls").at(0).at("is_error"), true);
  EXPECT_EQ(output(outcome).value.at("tool_calls").at(4).at("is_error"), false);
}

TEST_F(AgentTest, failure_of_a_tool_is_told_to_the_model) {
  step_->attach("one", kAnything);
  step_->attach("two", kAnything);
  step_->results.emplace("one", Error{ErrorCode::unavailable, "The shop is closed."});
  step_->results.emplace("two", internal_error("secret detail"));
  models_.call({{"a", "one", "{}"}, {"b", "two", "{}"}}).say("Sorry.");
  auto outcome = run();
  output(outcome);
  auto shown = tool_messages(1);
  EXPECT_EQ(
      parse_json(shown[0]).value(),
      parse_json(R"({"error":{"code":"unavailable","message":"The shop is closed."}})").value());
  EXPECT_EQ(shown[1].find("secret"), std::string::npos) << shown[1];
}

TEST_F(AgentTest, cancelled_tool_ends_the_agent) {
  step_->attach("one", kAnything);
  step_->results.emplace("one", Error{ErrorCode::cancelled, "The run has ended."});
  models_.call({{"a", "one", "{}"}});
  auto outcome = run();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, ErrorCode::cancelled);
}

TEST_F(AgentTest, waits_for_approval_after_everything_else_is_done) {
  step_->attach("pay", kAnything, true);
  step_->attach("look", kAnything);
  models_.call({{"p1", "pay", R"({"sum":5})"}, {"l1", "look", "{}"}, {"p2", "pay", "{}"}})
      .say("Done.");
  auto attached = step_->attached;
  auto outcome = run();
  ASSERT_TRUE(outcome.has_value());
  auto* wait = std::get_if<ports::Suspension>(&*outcome);
  ASSERT_NE(wait, nullptr);
  EXPECT_EQ(wait->key, "approval/p1");
  EXPECT_EQ(find_string(wait->payload, "tool"), "pay");
  EXPECT_EQ(*find(wait->payload, "arguments"), parse_json(R"({"sum":5})").value());
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.1", "tool.l1"}));

  restart();
  step_->attached = attached;
  step_->answers["approval/p1"] = {"approval/p1", false, JsonObject{{"approved", true}}};
  outcome = run();
  wait = std::get_if<ports::Suspension>(&*outcome);
  ASSERT_NE(wait, nullptr);
  EXPECT_EQ(wait->key, "approval/p2");
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"tool.p1"}));

  auto answers = step_->answers;
  restart();
  step_->attached = attached;
  step_->answers = answers;
  step_->answers["approval/p2"] = {"approval/p2", false,
                                   JsonObject{{"approved", false}, {"comment", "too dear"}}};
  outcome = run();
  EXPECT_EQ(output(outcome).value.at("text"), "Done.");
  auto shown = tool_messages(1);
  ASSERT_EQ(shown.size(), 3u);
  EXPECT_NE(shown[2].find("The person declined: too dear"), std::string::npos) << shown[2];
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.2"}));
}

TEST_F(AgentTest, calls_with_the_arguments_that_a_person_changed_and_tells_the_model) {
  constexpr std::string_view kSum =
      R"({"type":"object","properties":{"sum":{"type":"integer","maximum":9}},"required":["sum"]})";
  step_->attach("pay", kSum, true);
  models_.call({{"p1", "pay", R"({"sum":5})"}}).say("Done.");
  auto attached = step_->attached;
  auto outcome = run();
  const Json asked = std::get<ports::Suspension>(*outcome).payload;
  EXPECT_EQ(*find(asked, "parameters"), parse_json(kSum).value());

  restart();
  step_->attached = attached;
  step_->answers["approval/p1"] = {
      "approval/p1", false,
      parse_json(R"({"approved":true,"comment":"less","arguments":{"sum":4}})").value()};
  auto done = run();
  EXPECT_EQ(to_text(output(done).value.at("tool_calls").at(0).at("arguments")), R"({"sum":4})");
  const auto shown = tool_messages(1).at(0);
  EXPECT_NE(shown.find("A person changed the arguments"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"({"sum":4})"), std::string::npos) << shown;
  EXPECT_NE(shown.find("The person said: less"), std::string::npos) << shown;
}

TEST_F(AgentTest, makes_no_call_with_changed_arguments_that_do_not_fit) {
  step_->attach("pay", R"({"type":"object","properties":{"sum":{"type":"integer"}}})", true);
  step_->answers["approval/p1"] = {
      "approval/p1", false, parse_json(R"({"approved":true,"arguments":{"sum":"much"}})").value()};
  models_.call({{"p1", "pay", R"({"sum":5})"}}).say("Fine.");
  auto outcome = run();
  output(outcome);
  EXPECT_NE(tool_messages(1).at(0).find("do not fit"), std::string::npos);
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.1", "model.2"}));
}

TEST_F(AgentTest, unanswered_approval_counts_as_declined) {
  step_->attach("pay", kAnything, true);
  step_->answers["approval/p1"] = {"approval/p1", true, nullptr};
  models_.call({{"p1", "pay", "{}"}}).say("Fine.");
  auto outcome = run();
  output(outcome);
  EXPECT_NE(tool_messages(1)[0].find("declined"), std::string::npos);
}

TEST_F(AgentTest, stops_at_each_limit_before_the_next_model_call) {
  struct Row {
    const char* reason;
    AgentLimits limits;
  };
  for (const Row& row :
       {Row{"max_steps", {.max_steps = 2}}, Row{"max_tokens", {.max_tokens = 30}},
        Row{"max_cost", {.max_cost_usd_nanos = 2000}}, Row{"max_time", {.max_time = 10s}}}) {
    step_ = std::make_unique<FakeStep>();
    step_->attach("work", kAnything);
    models_ = FakeModels();
    models_.clock = &clock_;
    models_.call_time = 5s;
    for (int i = 0; i < 5; ++i) models_.call({{"c" + std::to_string(i), "work", "{}"}});
    settings_.limits = row.limits;
    auto outcome = run();
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().code, ErrorCode::limit_exceeded);
    EXPECT_EQ(outcome.error().reason, row.reason);
    EXPECT_EQ(models_.requests.size(), 2u) << row.reason;
  }
}

TEST_F(AgentTest, time_spent_waiting_for_a_person_does_not_count) {
  step_->attach("pay", kAnything, true);
  settings_.limits.max_time = 10s;
  models_.call({{"p1", "pay", "{}"}}).say("Done.");
  auto attached = step_->attached;
  run();
  clock_.advance(48h);
  restart();
  step_->attached = attached;
  step_->answers["approval/p1"] = {"approval/p1", false, JsonObject{{"approved", true}}};
  auto outcome = run();
  EXPECT_EQ(output(outcome).value.at("text"), "Done.");
}

TEST_F(AgentTest, structured_output_is_corrected_twice_at_most) {
  settings_.output_schema = parse_json(kOrderSchema).value();
  models_.say("I think it is 7").say(R"({"order_id":"7"})").say("```json\n{\"order_id\":7}\n```");
  auto outcome = run();
  EXPECT_EQ(*find(output(outcome).value, "data"), parse_json(R"({"order_id":7})").value());
  EXPECT_TRUE(models_.requests[0].response_schema.has_value());
  EXPECT_NE(models_.requests[2].messages.back().text.find("order_id"), std::string::npos);

  step_ = std::make_unique<FakeStep>();
  models_ = FakeModels();
  models_.say("a").say("b").say("c").say("d");
  outcome = run();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().reason, "invalid_output");
  EXPECT_EQ(models_.requests.size(), 3u);
}

TEST_F(AgentTest, remembers_whole_turns_within_the_bounds) {
  settings_.memory_messages = 4;
  settings_.memory_tokens = 1000;
  step_->earlier = {{ChatRole::tool, "orphan"},
                    {ChatRole::assistant, "old answer"},
                    {ChatRole::user, "q1"},
                    {ChatRole::assistant, "a1"}};
  models_.say("ok");
  run();
  EXPECT_EQ(step_->asked_memory, 4u);
  const auto& messages = models_.requests[0].messages;
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0].text, "q1");
  EXPECT_EQ(messages[2].text, settings_.input);
}

TEST_F(AgentTest, large_tool_result_is_cut_with_a_note) {
  step_->attach("dump", kAnything);
  settings_.max_tool_result_bytes = 101;
  std::string large;
  for (int i = 0; i < 500; ++i) large += "é";
  step_->results.emplace("dump", ports::SubStepOutput{Json(large)});
  models_.call({{"a", "dump", "{}"}}).say("ok");
  auto outcome = run();
  output(outcome);
  std::string shown = tool_messages(1)[0];
  EXPECT_EQ(shown.rfind(large.substr(0, 100), 0), 0u);
  EXPECT_NE(shown.find("900 more bytes"), std::string::npos) << shown;
  EXPECT_EQ(std::get<ports::SubStepOutput>(
                std::variant<ports::SubStepOutput>(*step_->record().at("tool.a")))
                .value,
            Json(large));
}

TEST_F(AgentTest, keeps_the_key_out_of_the_record) {
  settings_.model.api_key = "sk-secret";
  settings_.model.models = {"openai:gpt-5-mini", "demo:default"};
  models_.say("ok");
  run();
  EXPECT_EQ(models_.requests[0].api_key, "sk-secret");
  EXPECT_EQ(models_.names, settings_.model.models);
  EXPECT_EQ(to_text(step_->inputs.at("model.1")).find("sk-secret"), std::string::npos);
  EXPECT_EQ(to_text(step_->record().at("model.1")->value).find("sk-secret"), std::string::npos);
}

Task<Result<Json>> say_time(ports::StepContext& context, Json arguments) {
  co_return Json(JsonObject{{"at", to_micros(context.now())}, {"arguments", std::move(arguments)}});
}

TEST_F(AgentTest, builtin_tools_are_recorded_too) {
  ports::BuiltinTool clock_tool{
      {"clock", "Says the time.", parse_json(kAnything).value()}, "Clock", say_time};
  builtin_ = {&clock_tool};
  models_.call({{"a", "clock", "{}"}}).say("late");
  auto outcome = run();
  output(outcome);
  EXPECT_EQ(step_->executed, (std::vector<std::string>{"model.1", "tool.a", "model.2"}));
  EXPECT_NE(tool_messages(1)[0].find("1700000000000000"), std::string::npos);
}

TEST_F(AgentTest, ids_that_are_unsafe_in_names_are_replaced) {
  step_->attach("work", kAnything);
  models_.call({{"../../x y", "work", "{}"}, {std::string(200, 'a'), "work", "{}"}}).say("ok");
  auto outcome = run();
  output(outcome);
  EXPECT_EQ(step_->executed,
            (std::vector<std::string>{"model.1", "tool.call_1_1", "tool.call_1_2", "model.2"}));
  EXPECT_EQ(models_.requests[1].messages.back().tool_call_id, "call_1_2");
}

TEST_F(AgentTest, model_error_is_the_agents_error) {
  models_.replies.push_back(Error{ErrorCode::rate_limited, "Slow down."});
  auto outcome = run();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, ErrorCode::rate_limited);
}

TEST_F(AgentTest, prompt_is_one_model_call) {
  step_->attach("work", kAnything);
  models_.say(R"({"order_id":1})");
  PromptSettings prompt;
  prompt.input = "Which order?";
  prompt.output_schema = parse_json(kOrderSchema).value();
  auto outcome = run_task(loop_, run_prompt(*step_, prompt, models_, clock_));
  const auto& result = output(outcome);
  EXPECT_EQ(find_int(*find(result.value, "data"), "order_id"), 1);
  EXPECT_EQ(find(result.value, "tool_calls"), nullptr);
  EXPECT_TRUE(models_.requests[0].tools.empty());
}

TEST_F(AgentTest, the_model_is_given_what_came_with_the_message) {
  settings_.files = {{"file_1", "a.zip", "application/zip", 9}};
  models_.say("I see.");
  auto outcome = run();
  output(outcome);
  const auto& asked = models_.requests[0].messages.back();
  ASSERT_EQ(asked.files.size(), 1u);
  EXPECT_NE(asked.files[0].shown_text.find("cannot be read"), std::string::npos);
  EXPECT_EQ(to_text(step_->inputs["model.1"]).find("a.zip"), std::string::npos)
      << "the record holds no contents";
}

}  // namespace
}  // namespace elevaite::agents
