#include "adapters/llm/demo.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/llm/demo/answer.hpp"
#include "adapters/llm/demo/received.hpp"
#include "adapters/llm/demo/tool_choice.hpp"

namespace elevaite::adapters::llm {
namespace {

using demo::Facts;
using demo::ToolOutcome;
using model::ChatMessage;
using model::ChatRole;
using model::ToolCall;
using model::ToolDefinition;

constexpr std::string_view kNote =
    "Answered by ElevAIte's offline demo model, which matches words. Choose another model for real "
    "answers.";
constexpr int kMaxRounds = 4;
constexpr std::size_t kFewWords = 8;

// The turn being answered.
struct Turn {
  std::string question;
  std::string question_before;
  std::vector<model::Attachment> files{};
  std::vector<ToolOutcome> outcomes;  // of this turn, in the order of the calls
  int rounds = 0;                     // how often tools were called in this turn
};

std::string result_of(const std::vector<ChatMessage>& messages, const std::string& call_id) {
  for (auto it = messages.rbegin(); it != messages.rend(); ++it) {
    if (it->role == ChatRole::tool && it->tool_call_id == call_id) return it->text;
  }
  return "";
}

Turn read_turn(const std::vector<ChatMessage>& messages) {
  Turn turn;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (messages[i].role != ChatRole::user) continue;
    turn.question_before = std::move(turn.question);
    turn.question = messages[i].text;
    turn.files = messages[i].files;
    begin = i;
  }
  for (std::size_t i = begin; i < messages.size(); ++i) {
    if (messages[i].role != ChatRole::assistant || messages[i].tool_calls.empty()) continue;
    ++turn.rounds;
    for (const ToolCall& call : messages[i].tool_calls) {
      auto arguments = parse_json(call.arguments);
      turn.outcomes.push_back(
          demo::read_outcome(call.name, arguments ? *std::move(arguments) : Json(JsonObject{}),
                             result_of(messages, call.id)));
    }
  }
  return turn;
}

bool was_called(const Turn& turn, std::string_view tool) {
  return std::any_of(turn.outcomes.begin(), turn.outcomes.end(),
                     [&](const ToolOutcome& outcome) { return outcome.tool == tool; });
}

ToolCall call_of(const Turn& turn, std::size_t index, std::string_view name,
                 const JsonObject& arguments) {
  return {fmt::format("demo_{}_{}", turn.rounds + 1, index + 1), std::string(name),
          to_text(arguments)};
}

// A tool that refused its arguments is tried once more, with only what it requires.
std::vector<ToolCall> corrections(const Turn& turn, const std::vector<ToolDefinition>& tools,
                                  const Facts& facts) {
  std::vector<ToolCall> calls;
  for (const ToolOutcome& outcome : turn.outcomes) {
    auto times =
        std::count_if(turn.outcomes.begin(), turn.outcomes.end(),
                      [&](const ToolOutcome& other) { return other.tool == outcome.tool; });
    if (!outcome.is_error || outcome.error_code != "invalid_argument" || times > 1) continue;
    for (const ToolDefinition& tool : tools) {
      if (tool.name != outcome.tool) continue;
      demo::FillOptions options;
      options.is_correction = true;
      demo::FilledObject filled = demo::fill_object(tool.parameters, facts, options);
      bool is_new = filled.missing.empty() && Json(filled.value) != outcome.arguments;
      if (is_new) calls.push_back(call_of(turn, calls.size(), tool.name, filled.value));
    }
  }
  return calls;
}

std::vector<ToolCall> new_calls(const Turn& turn, const demo::ToolChoice& choice) {
  std::vector<ToolCall> calls;
  for (const demo::ChosenTool& chosen : choice.callable) {
    if (was_called(turn, chosen.tool->name)) continue;
    calls.push_back(call_of(turn, calls.size(), chosen.tool->name, chosen.arguments.value));
  }
  return calls;
}

std::string what_is_missing(const demo::ChosenTool& chosen) {
  std::string text = fmt::format("To use {} I still need: ", chosen.tool->name);
  std::string separator;
  for (const std::string& name : chosen.arguments.missing) {
    text += separator + name;
    const JsonObject* properties = find_object(chosen.tool->parameters, "properties");
    const Json* property = properties == nullptr ? nullptr : properties->if_contains(name);
    auto description = property == nullptr ? std::nullopt : find_string(*property, "description");
    if (description && !description->empty()) text += fmt::format(" ({})", *description);
    separator = ", ";
  }
  return text + ". Please say it in your message.";
}

std::string introduction(const std::vector<ToolDefinition>& tools) {
  std::string text =
      "I am ElevAIte's built-in demo model. I work offline and without a key, by matching words, "
      "so I "
      "cannot answer this freely.";
  if (tools.empty()) {
    text += " This agent has no tools that I could use.";
  } else {
    text += " I can use this agent's tools:\n";
    for (const ToolDefinition& tool : tools) {
      text += fmt::format("\n- **{}**: {}", tool.name, tool.description);
    }
    text += "\n\nAsk for something that one of them does, and name the numbers or names it needs.";
  }
  return text +
         "\n\nFor real answers choose another model in the agent's settings: with an OpenAI or "
         "Anthropic key as a credential, with a key in the platform's configuration, or with any "
         "server "
         "that speaks OpenAI's format.";
}

void stream_words(std::string_view text, const ports::OnText& on_text) {
  if (!on_text) return;
  while (!text.empty()) {
    auto end = text.find(' ');
    std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    on_text(text.substr(0, size));
    text.remove_prefix(size);
  }
}

std::int64_t tokens_of(std::size_t characters) {
  return static_cast<std::int64_t>((characters + 3) / 4);
}

model::Usage usage_of(const ports::ChatRequest& request, const model::ChatReply& reply) {
  std::size_t input = 0;
  for (const ChatMessage& message : request.messages) {
    input += message.text.size();
    for (const model::Attachment& file : message.files) input += file.shown_text.size();
    for (const ToolCall& call : message.tool_calls)
      input += call.name.size() + call.arguments.size();
  }
  for (const ToolDefinition& tool : request.tools) {
    input += tool.name.size() + tool.description.size() + to_text(tool.parameters).size();
  }
  std::size_t output = reply.text.size();
  for (const ToolCall& call : reply.tool_calls) output += call.name.size() + call.arguments.size();
  return {tokens_of(input), 0, tokens_of(output), 0};
}

// A short message such as "and when was it shipped?" leans on the one before it.
Facts facts_for(const Turn& turn, const std::vector<ToolDefinition>& tools,
                const JsonObject& known) {
  Facts facts = demo::facts_of(turn.question);
  if (turn.question_before.empty() || facts.words.size() > kFewWords) return facts;
  if (!demo::choose_tools(tools, facts, known).callable.empty()) return facts;
  return demo::facts_of(turn.question + "\n" + turn.question_before);
}

std::vector<ToolCall> next_calls(const Turn& turn, const ports::ChatRequest& request,
                                 const Facts& facts, const demo::ToolChoice& choice) {
  if (turn.rounds >= kMaxRounds) return {};
  std::vector<ToolCall> calls = corrections(turn, request.tools, facts);
  if (!calls.empty()) return calls;
  return new_calls(turn, choice);
}

std::string final_text(const Turn& turn, const ports::ChatRequest& request, const Facts& facts,
                       const demo::ToolChoice& choice, const JsonObject& known) {
  if (request.response_schema) {
    return to_text(demo::make_instance(*request.response_schema, facts, known));
  }
  if (!turn.outcomes.empty()) {
    // The second try of a corrected tool stands for both.
    std::vector<ToolOutcome> outcomes;
    for (const ToolOutcome& outcome : turn.outcomes) {
      std::erase_if(outcomes, [&](const ToolOutcome& earlier) {
        return earlier.is_error && earlier.tool == outcome.tool;
      });
      outcomes.push_back(outcome);
    }
    return demo::compose_answer(outcomes, demo::facts_of(turn.question));
  }
  if (!choice.incomplete.empty()) return what_is_missing(choice.incomplete.front());
  return introduction(request.tools);
}

}  // namespace

Task<Result<model::ChatReply>> DemoModel::chat(ports::ChatRequest request, ports::OnText on_text) {
  Turn turn = read_turn(request.messages);
  JsonObject known = demo::known_values(turn.outcomes);
  Facts facts = facts_for(turn, request.tools, known);
  demo::ToolChoice choice = demo::choose_tools(request.tools, facts, known);

  model::ChatReply reply;
  reply.model = "demo:default";
  reply.metadata["demo"] = true;
  reply.metadata["note"] = kNote;
  reply.tool_calls = next_calls(turn, request, facts, choice);
  if (reply.tool_calls.empty()) {
    if (!request.response_schema) reply.text = demo::received(turn.files);
    reply.text += final_text(turn, request, facts, choice, known);
    stream_words(reply.text, on_text);
  } else {
    reply.finish_reason = model::FinishReason::tool_calls;
  }
  reply.usage = usage_of(request, reply);
  co_return reply;
}

}  // namespace elevaite::adapters::llm
