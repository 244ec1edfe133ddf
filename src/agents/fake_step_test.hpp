// A StepContext for the tests of this folder: it records sub-steps, and a second one made from the
// record replays them as the engine does after a crash.
#pragma once
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <optional>

#include "agents/agent_loop.hpp"
#include "core/test_loop.hpp"

namespace elevaite::agents {

using Record = std::map<std::string, Result<ports::SubStepOutput>>;

class FakeStep final : public ports::StepContext {
 public:
  FakeStep() = default;
  explicit FakeStep(Record record) : record_(std::move(record)) {}

  model::TenantId tenant_id() const override { return {}; }
  model::RunId run_id() const override { return {}; }
  const std::string& node_id() const override { return node_id_; }
  std::string idempotency_key() const override { return "run_x/agent/1"; }
  bool is_repeated() const override { return false; }
  Instant now() const override { return from_micros(1'700'000'000'000'000); }
  std::string traceparent() const override { return ""; }

  Task<Result<ports::SubStepOutput>> sub_step(ports::SubStep spec,
                                              ports::SubStepWork work) override {
    started.push_back(spec.name);
    inputs[spec.name] = spec.input;
    if (auto known = record_.find(spec.name); known != record_.end()) co_return known->second;
    executed.push_back(spec.name);
    auto output = co_await work();
    record_.emplace(spec.name, output);
    co_return output;
  }
  const std::vector<ports::Tool>& tools() const override { return attached; }
  Task<Result<ports::SubStepOutput>> call_tool(ports::Tool tool, std::string call_id,
                                               Json arguments) override {
    ports::SubStep spec;
    spec.name = "tool." + call_id;
    ports::SubStepWork work = [this, &tool, &arguments] { return execute(tool, arguments); };
    co_return co_await sub_step(std::move(spec), std::move(work));
  }
  std::optional<ports::Resumption> resumption(std::string_view key) const override {
    auto found = answers.find(std::string(key));
    if (found == answers.end()) return std::nullopt;
    return found->second;
  }
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t limit) override {
    asked_memory = limit;
    co_return earlier;
  }
  void emit(Json event) override { events.push_back(std::move(event)); }

  const Record& record() const { return record_; }
  void attach(std::string name, std::string_view parameters, bool needs_approval = false) {
    model::ToolDefinition definition{std::move(name), "Does it.", parse_json(parameters).value()};
    attached.push_back({std::move(definition), needs_approval, "node"});
  }

  std::vector<ports::Tool> attached;
  std::map<std::string, ports::Resumption> answers;
  std::vector<model::ChatMessage> earlier;
  // What each tool answers, by name; a tool without an entry echoes its arguments.
  std::map<std::string, Result<ports::SubStepOutput>> results;
  Duration tool_time{0};
  std::size_t asked_memory = 0;
  std::vector<std::string> started;
  std::vector<std::string> executed;
  std::map<std::string, Json> inputs;
  std::vector<Json> events;
  int running = 0;
  int most_running = 0;

 private:
  Task<Result<ports::SubStepOutput>> execute(const ports::Tool& tool, const Json& arguments) {
    ++running;
    most_running = std::max(most_running, running);
    co_await sleep_for(tool_time);
    --running;
    if (auto known = results.find(tool.definition.name); known != results.end()) {
      co_return known->second;
    }
    ports::SubStepOutput output;
    output.value = arguments;
    co_return output;
  }

  Record record_;
  std::string node_id_ = "agent";
};

// Answers from a list, in order, and keeps what it was asked.
class FakeModels final : public ports::ChatModels {
 public:
  Task<Result<model::ChatReply>> chat(std::vector<std::string> models, ports::ChatRequest request,
                                      ports::OnText on_text) override {
    names = std::move(models);
    requests.push_back(std::move(request));
    if (clock != nullptr) clock->advance(call_time);
    if (replies.empty()) co_return internal_error("The model was called once too often.");
    Result<model::ChatReply> reply = std::move(replies.front());
    replies.pop_front();
    if (reply.has_value() && on_text && !reply->text.empty()) on_text(reply->text);
    co_return reply;
  }
  Json catalogue() const override { return JsonArray{}; }

  FakeModels& say(std::string text, model::Usage usage = {10, 0, 5, 1000}) {
    model::ChatReply reply;
    reply.text = std::move(text);
    reply.usage = usage;
    reply.model = "fake:one";
    replies.push_back(std::move(reply));
    return *this;
  }
  FakeModels& call(std::vector<model::ToolCall> calls, model::Usage usage = {10, 0, 5, 1000}) {
    say("", usage);
    replies.back()->tool_calls = std::move(calls);
    replies.back()->finish_reason = model::FinishReason::tool_calls;
    return *this;
  }

  std::deque<Result<model::ChatReply>> replies;
  std::vector<ports::ChatRequest> requests;
  std::vector<std::string> names;
  ManualClock* clock = nullptr;
  Duration call_time{0};
};

}  // namespace elevaite::agents
