// The node kinds of the engine's tests. All of them tell the diary that they were executed.
#include "agents/parallel.hpp"
#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {
namespace {

using model::Effect;
using ports::NodeInput;
using ports::NodeOutcome;
using ports::NodeOutput;
using ports::StepContext;
using ports::SubStepOutput;

// "run_…/path/attempt"
std::string run_and_path(const StepContext& context) {
  std::string key = context.idempotency_key();
  return key.substr(0, key.rfind('/'));
}

int attempt_of(const StepContext& context) {
  std::string key = context.idempotency_key();
  return std::stoi(key.substr(key.rfind('/') + 1));
}

Json value_of(const NodeInput& input) {
  if (const Json* value = find(input.config, "value")) return *value;
  return input.input;
}

Task<void> yield() {
  auto executor = co_await current_executor();
  co_await asio::post(executor, use_task);
}

using Evaluate = std::function<Result<NodeOutcome>(const StepContext&, const NodeInput&)>;

// Remembers what came in.
Result<NodeOutcome> evaluate_set(Diary& diary, const StepContext& context, const NodeInput& input) {
  diary.last_input[context.node_id()] = input.input;
  return NodeOutput{value_of(input)};
}

Result<NodeOutcome> evaluate_condition(const NodeInput& input) {
  bool is_met = find_bool(input.config, "is_met").value_or(false);
  return NodeOutput{input.input, is_met ? "true" : "false"};
}

Result<NodeOutcome> evaluate_approval(const StepContext& context) {
  if (auto answer = context.resumption("approval")) {
    bool is_approved = find_bool(answer->payload, "approved").value_or(false);
    return NodeOutput{JsonObject{{"approved", is_approved}, {"late", answer->is_timeout}},
                      is_approved ? "approved" : "rejected"};
  }
  return ports::Suspension{"approval", std::nullopt, JsonObject{{"title", "May I?"}}};
}

Result<NodeOutcome> evaluate_delay(const StepContext& context, const NodeInput& input) {
  auto ms = std::chrono::milliseconds(find_int(input.config, "ms").value_or(0));
  if (context.resumption("timer")) return NodeOutput{input.input};
  return ports::Suspension{"timer", context.now() + ms};
}

Result<NodeOutcome> evaluate_for_each(const NodeInput& input) {
  JsonObject settings = input.config.get_object();
  return NodeOutput{std::move(settings), "item"};
}

Result<NodeOutcome> evaluate_breaks(const StepContext&, const NodeInput&) {
  throw std::logic_error("a bug");
}

// Changes the world once a key: what a peer does that honours idempotency keys.
Task<Result<NodeOutcome>> run_effect(Diary& diary, StepContext& context, NodeInput input) {
  diary.note_execution(run_and_path(context));
  co_await yield();
  ++diary.effects[context.idempotency_key()];
  co_await yield();
  NodeOutput output{value_of(input)};
  co_return NodeOutcome(std::move(output));
}

// Fails as often as config.errors has entries, by attempt, after its effect.
Task<Result<NodeOutcome>> run_flaky(Diary& diary, StepContext& context, NodeInput input) {
  CO_TRY(auto outcome, co_await run_effect(diary, context, input));
  const auto* errors = find_array(input.config, "errors");
  auto attempt = static_cast<std::size_t>(attempt_of(context));
  if (errors == nullptr || attempt > errors->size()) co_return outcome;
  Json error = JsonObject{{"code", (*errors)[attempt - 1]}, {"message", "It failed."}};
  co_return model::error_from_json(error);
}

// Looks at the gate config.gate until the test opens it.
Task<Result<NodeOutcome>> run_slow(Diary& diary, StepContext& context, NodeInput input) {
  diary.note_execution(run_and_path(context));
  std::string gate(find_string(input.config, "gate").value_or("gate"));
  diary.entered.insert(gate);
  auto pause = std::chrono::milliseconds(find_int(input.config, "look_every_ms").value_or(2));
  while (!diary.open_gates.contains(gate)) {
    co_await sleep_for(pause);
  }
  NodeOutput output{value_of(input)};
  co_return NodeOutcome(std::move(output));
}

Task<Result<NodeOutcome>> run_hang(Diary& diary, StepContext& context, NodeInput input) {
  CO_CHECK(co_await run_effect(diary, context, input));
  co_return co_await run_slow(diary, context, std::move(input));
}

Task<Result<NodeOutcome>> run_look(Diary& diary, StepContext& context, NodeInput input) {
  diary.note_execution(run_and_path(context));
  co_await yield();
  NodeOutput output{value_of(input)};
  co_return NodeOutcome(std::move(output));
}

Task<Result<NodeOutcome>> run_breaks(StepContext&, NodeInput) {
  co_await yield();
  throw std::logic_error("a bug");
}

Task<Result<SubStepOutput>> think(Diary& diary, std::string path, Json answer) {
  diary.note_execution(path);
  co_await yield();
  SubStepOutput output;
  output.value = std::move(answer);
  output.usage.input_tokens = 10;
  output.usage.output_tokens = 5;
  co_return output;
}

Task<Result<SubStepOutput>> ask_model(Diary& diary, StepContext& context, std::string name,
                                      Json answer) {
  ports::SubStep spec{name, "model_call", "", Effect::read, JsonObject{{"messages", 1}}};
  std::string path = run_and_path(context) + ":" + name;
  ports::SubStepWork work = [&diary, path, answer] { return think(diary, path, answer); };
  co_return co_await context.sub_step(std::move(spec), std::move(work));
}

Task<void> call_one(StepContext& context, ports::Tool tool, std::string call_id, Json& answer) {
  Json arguments = JsonObject{{"text", call_id}};
  auto output =
      co_await context.call_tool(std::move(tool), std::move(call_id), std::move(arguments));
  answer = output ? output->value : Json(model::to_json(output.error()));
}

// A model call, every attached tool twice and all at once, a model call.
Task<Result<NodeOutcome>> run_agent(Diary& diary, StepContext& context, NodeInput) {
  CO_TRY(auto asked, co_await ask_model(diary, context, "model.1", "use the tools"));
  std::vector<std::pair<ports::Tool, std::string>> calls;
  for (const auto& tool : context.tools()) {
    for (int i = 0; i < 2; ++i) {
      calls.emplace_back(tool, tool.definition.name + "_" + std::to_string(i));
    }
  }
  std::vector<Json> answers(calls.size());
  std::vector<std::function<Task<void>()>> works;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    works.emplace_back([&context, &calls, &answers, i] {
      return call_one(context, calls[i].first, calls[i].second, answers[i]);
    });
  }
  co_await agents::run_all(std::move(works), 8);
  CO_TRY(auto said, co_await ask_model(diary, context, "model.2", "done"));
  NodeOutput output{
      JsonObject{{"text", said.value}, {"tools", JsonArray(answers.begin(), answers.end())}}};
  co_return NodeOutcome(std::move(output));
}

// A model call that says the first half at once, and the rest when its gate is opened.
Task<Result<SubStepOutput>> speak(Diary& diary, StepContext& context) {
  context.emit(JsonObject{{"type", "text_delta"}, {"step", "model.1"}, {"text", "Hel"}});
  diary.entered.insert("spoken");
  while (!diary.open_gates.contains("spoken")) {
    co_await sleep_for(2ms);
  }
  SubStepOutput output;
  output.value = JsonObject{{"text", "Hello"}};
  co_return output;
}

Task<Result<NodeOutcome>> run_speak(Diary& diary, StepContext& context, NodeInput) {
  ports::SubStep spec{"model.1", "model_call", "", Effect::read, JsonObject{}};
  ports::SubStepWork work = [&diary, &context] { return speak(diary, context); };
  CO_TRY(auto said, co_await context.sub_step(std::move(spec), std::move(work)));
  NodeOutput output{said.value};
  co_return NodeOutcome(std::move(output));
}

class Registrar {
 public:
  Registrar(ports::NodeRegistry& registry, Diary& diary) : registry_(registry), diary_(diary) {}

  model::NodeKind kind(std::string name) const {
    model::NodeKind made;
    made.kind = std::move(name);
    made.has_error_output = true;
    made.config_schema = engine::test_json(R"({"type":"object","x-expression":true})");
    return made;
  }
  void pure(model::NodeKind made, Evaluate evaluate) {
    auto noting = [&diary = diary_, evaluate = std::move(evaluate)](const StepContext& context,
                                                                    const NodeInput& input) {
      diary.note_execution(run_and_path(context));
      return evaluate(context, input);
    };
    registry_.add({std::move(made), std::move(noting)});
  }
  void pure(std::string name, Evaluate evaluate) {
    pure(kind(std::move(name)), std::move(evaluate));
  }
  template <class Run>
  void work(std::string name, Effect effect, Run run) {
    auto made = kind(std::move(name));
    made.effect = effect;
    made.can_be_tool = true;
    made.inputs.push_back({"tools", ""});
    auto start = [&diary = diary_, run](StepContext& context, NodeInput input) {
      return run(diary, context, std::move(input));
    };
    registry_.add({std::move(made), {}, std::move(start)});
  }

 private:
  ports::NodeRegistry& registry_;
  Diary& diary_;
};

void register_pure(Registrar& to, Diary& diary) {
  auto set = [&diary](const StepContext& context, const NodeInput& input) {
    return evaluate_set(diary, context, input);
  };
  auto start = to.kind("start");
  start.is_trigger = true;
  start.inputs = {};
  to.pure(std::move(start), set);
  for (const char* name : {"set", "merge", "respond"}) to.pure(name, set);
  auto condition = to.kind("condition");
  condition.outputs = {{"true", ""}, {"false", ""}};
  to.pure(std::move(condition),
          [](const StepContext&, const NodeInput& input) { return evaluate_condition(input); });
  auto parallel = to.kind("parallel");
  parallel.outputs = {{"a", ""}, {"b", ""}, {"c", ""}};
  to.pure(std::move(parallel),
          [](const StepContext&, const NodeInput& input) -> Result<NodeOutcome> {
            return NodeOutput{input.input, "*"};
          });
  auto approval = to.kind("approval");
  approval.outputs = {{"approved", ""}, {"rejected", ""}};
  to.pure(std::move(approval),
          [](const StepContext& context, const NodeInput&) { return evaluate_approval(context); });
  to.pure("delay", evaluate_delay);
  to.pure("breaks_at_once", evaluate_breaks);
  auto each = to.kind("for_each");
  each.is_container = true;
  each.outputs = {{"item", ""}, {"done", ""}};
  to.pure(std::move(each),
          [](const StepContext&, const NodeInput& input) { return evaluate_for_each(input); });
}

}  // namespace

void register_test_nodes(ports::NodeRegistry& registry, Diary& diary) {
  Registrar to(registry, diary);
  register_pure(to, diary);
  to.work("effect", Effect::write, run_effect);
  to.work("flaky", Effect::write, run_flaky);
  to.work("hang_after_effect", Effect::write, run_hang);
  to.work("look", Effect::read, run_look);
  to.work("speak", Effect::read, run_speak);
  to.work("slow", Effect::read, run_slow);
  to.work("agent", Effect::read, run_agent);
  to.work("breaks", Effect::read, [](Diary&, StepContext& context, NodeInput input) {
    return run_breaks(context, std::move(input));
  });
}

}  // namespace elevaite::test
