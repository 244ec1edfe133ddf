#include "agents/tool_round.hpp"

#include <fmt/format.h>

#include "agents/parallel.hpp"
#include "agents/structured_output.hpp"

namespace elevaite::agents {
namespace {

using model::ToolCall;
using ports::SubStepOutput;

constexpr std::size_t kMaxCallsAtOnce = 8;
constexpr std::size_t kMaxCallsPerRound = 32;

// One call on its way: `answer` is set as soon as it is known what the model gets to read.
struct Pending {
  ToolCall call;
  const Toolbox::Entry* entry = nullptr;
  Json arguments = JsonObject{};
  std::optional<Json> answer{};
  bool is_error = false;
  bool waits_for_approval = false;
  std::string remark{};  // what the person who approved has to say to the model
  std::optional<Error> fatal{};
};

void fail(Pending& pending, std::string_view code, std::string message) {
  JsonObject error{{"code", code}, {"message", message}};
  pending.answer = JsonObject{{"error", std::move(error)}};
  pending.is_error = true;
}

void fail(Pending& pending, const Error& error) {
  // What an internal error says is for the log.
  fail(pending, to_string(error.code),
       error.code == ErrorCode::internal ? "The tool failed inside the platform." : error.message);
}

void check_arguments(Pending& pending, std::string_view advice) {
  if (!pending.arguments.is_object()) {
    fail(pending, "invalid_argument",
         "The arguments must be a JSON object. " + std::string(advice));
    return;
  }
  std::vector<FieldError> errors = pending.entry->schema.validate(pending.arguments);
  if (errors.empty()) return;
  fail(pending, "invalid_argument",
       "The arguments do not fit the tool's parameters: " + list_of(errors) + ". " +
           std::string(advice));
}

// Finds the tool and reads the arguments; what is wrong becomes an answer the model can act on.
void prepare(Pending& pending, const Toolbox& toolbox) {
  pending.entry = toolbox.find(pending.call.name);
  if (pending.entry == nullptr) {
    fail(pending, "not_found",
         fmt::format("There is no tool named \"{}\". The tools are: {}.",
                     pending.call.name.substr(0, 100), toolbox.names()));
    return;
  }
  bool is_blank = pending.call.arguments.find_first_not_of(" \t\r\n") == std::string::npos;
  auto arguments = parse_json(is_blank ? "{}" : std::string_view(pending.call.arguments));
  if (!arguments.has_value()) {
    fail(pending, "invalid_argument",
         "The arguments cannot be read. " + arguments.error().message +
             " Call the tool again with a JSON object.");
    return;
  }
  pending.arguments = *std::move(arguments);
  check_arguments(pending, "Correct them and call the tool again.");
}

std::string approval_key(const Pending& pending) { return "approval/" + pending.call.id; }

// The person said yes, perhaps to other arguments than the model's.
void approve(Pending& pending, const Json& answer) {
  std::string said(find_string(answer, "comment").value_or(""));
  if (!said.empty()) said = " The person said: " + said;
  const Json* edited = find(answer, "arguments");
  if (edited == nullptr || *edited == pending.arguments) {
    if (!said.empty()) pending.remark = "[A person approved this call." + said + "]\n";
    return;
  }
  pending.arguments = *edited;
  check_arguments(pending, "A person had changed them.");
  pending.remark =
      "[A person changed the arguments of this call before it was made. It was called with " +
      to_text(pending.arguments) + "." + said + "]\n";
}

// Whether the person said yes, no, or nothing yet.
void apply_approval(Pending& pending, const ports::StepContext& context) {
  if (pending.answer || !pending.entry->tool.needs_approval) return;
  auto answer = context.resumption(approval_key(pending));
  if (!answer) {
    pending.waits_for_approval = true;
    return;
  }
  if (answer->is_timeout) {
    fail(pending, "declined", "The person declined: nobody answered in time.");
    return;
  }
  if (find_bool(answer->payload, "approved").value_or(false)) {
    approve(pending, answer->payload);
    return;
  }
  auto reason = find_string(answer->payload, "comment");
  if (!reason || reason->empty()) reason = "no reason was given";
  fail(pending, "declined", fmt::format("The person declined: {}", *reason));
}

Task<Result<SubStepOutput>> call_builtin(ports::StepContext& context,
                                         const ports::BuiltinTool& tool, Json arguments) {
  CO_TRY(Json value, co_await tool.call(context, std::move(arguments)));
  SubStepOutput output;
  output.value = std::move(value);
  co_return output;
}

Task<Result<SubStepOutput>> execute_builtin(ports::StepContext& context, const Pending& pending) {
  const ports::BuiltinTool& tool = *pending.entry->builtin;
  ports::SubStep spec;
  spec.name = "tool." + pending.call.id;
  spec.kind = "tool_call";
  spec.title = tool.definition.name;
  spec.effect = model::Effect::read;
  spec.input = JsonObject{{"tool", tool.definition.name}, {"arguments", pending.arguments}};
  ports::SubStepWork work = [&context, &tool, &pending] {
    return call_builtin(context, tool, pending.arguments);
  };
  co_return co_await context.sub_step(std::move(spec), std::move(work));
}

// `context` and `pending` outlive it: run_all waits for every call.
Task<void> execute(ports::StepContext& context, Pending& pending) {
  Result<SubStepOutput> output = SubStepOutput{};
  if (pending.entry->builtin != nullptr) {
    output = co_await execute_builtin(context, pending);
  } else {
    ports::Tool tool = pending.entry->tool;
    std::string id = pending.call.id;
    Json arguments = pending.arguments;
    output = co_await context.call_tool(std::move(tool), std::move(id), std::move(arguments));
  }
  if (output.has_value()) {
    pending.answer = std::move(output->value);
  } else if (output.error().code == ErrorCode::cancelled) {
    pending.fatal = output.error();
  } else {
    fail(pending, output.error());
  }
}

Task<void> execute_ready(ports::StepContext& context, std::vector<Pending>& round,
                         bool is_parallel) {
  std::vector<std::function<Task<void>()>> works;
  for (Pending& pending : round) {
    if (pending.answer || pending.waits_for_approval) continue;
    works.emplace_back([&context, &pending] { return execute(context, pending); });
  }
  co_await run_all(std::move(works), is_parallel ? kMaxCallsAtOnce : 1);
}

// The model reads at most so much of a result, and is told how much it does not see.
std::string shown_to_model(const Json& answer, std::size_t limit) {
  std::string text = display_text(answer);
  if (text.size() <= limit) return text;
  std::size_t size = limit;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
  std::size_t left_out = text.size() - size;
  text.resize(size);
  text += fmt::format(
      "\n[The result goes on: {} more bytes are left out here. Ask for less at once.]", left_out);
  return text;
}

ports::Suspension suspension_for(const Pending& pending) {
  ports::Suspension suspension;
  suspension.key = approval_key(pending);
  suspension.payload = JsonObject{{"tool", pending.call.name},
                                  {"title", pending.entry->tool.definition.description},
                                  {"arguments", pending.arguments},
                                  {"parameters", pending.entry->tool.definition.parameters},
                                  {"call_id", pending.call.id}};
  return suspension;
}

ToolRoundResult result_of(std::vector<Pending> round, std::size_t max_result_bytes) {
  ToolRoundResult result;
  for (Pending& pending : round) {
    model::ChatMessage message;
    message.role = model::ChatRole::tool;
    message.text = pending.remark + shown_to_model(*pending.answer, max_result_bytes);
    message.tool_call_id = pending.call.id;
    result.messages.push_back(std::move(message));
    result.records.push_back(
        {std::move(pending.call.name), std::move(pending.arguments), pending.is_error});
  }
  return result;
}

}  // namespace

Task<Result<std::variant<ToolRoundResult, ports::Suspension>>> run_tool_round(
    ports::StepContext& context, const Toolbox& toolbox, std::vector<ToolCall> calls,
    ToolRoundSettings settings) {
  using Outcome = std::variant<ToolRoundResult, ports::Suspension>;
  std::vector<Pending> round;
  for (ToolCall& call : calls) {
    Pending pending;
    pending.call = std::move(call);
    prepare(pending, toolbox);
    if (round.size() >= kMaxCallsPerRound) {
      fail(pending, "limit_exceeded",
           "At most 32 tools can be called at once. Call it again later.");
    }
    apply_approval(pending, context);
    round.push_back(std::move(pending));
  }
  co_await execute_ready(context, round, settings.is_parallel);
  for (const Pending& pending : round) {
    if (pending.fatal) co_return *pending.fatal;
  }
  for (const Pending& pending : round) {
    if (pending.waits_for_approval) co_return Outcome(suspension_for(pending));
  }
  co_return Outcome(result_of(std::move(round), settings.max_result_bytes));
}

}  // namespace elevaite::agents
