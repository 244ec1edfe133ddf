#include "agents/agent_loop.hpp"

#include <fmt/format.h>

#include "agents/memory.hpp"
#include "agents/structured_output.hpp"
#include "agents/tool_round.hpp"

namespace elevaite::agents {
namespace {

using model::ChatMessage;
using model::ChatReply;
using model::ChatRole;
using ports::NodeOutcome;

Error over_limit(std::string_view reason, std::string what) {
  return Error{ErrorCode::limit_exceeded, std::move(what), std::string(reason)};
}

// Everything that one execution of the agent remembers.
struct Progress {
  std::vector<ChatMessage> messages;
  std::set<std::string> used_ids;
  JsonArray tool_calls;
  model::Usage usage;
  int steps = 0;
  int corrections = 0;
};

Result<void> check_limits(const AgentLimits& limits, const Progress& progress) {
  if (progress.steps >= std::max(limits.max_steps, 1)) {
    return over_limit(
        "max_steps", fmt::format("The agent made {} model calls without coming to an end, which is "
                                 "its limit. Raise max_steps, or make its task smaller.",
                                 progress.steps));
  }
  std::int64_t tokens = progress.usage.input_tokens + progress.usage.output_tokens;
  if (limits.max_tokens > 0 && tokens >= limits.max_tokens) {
    return over_limit("max_tokens", fmt::format("The agent used {} tokens; its limit is {}.",
                                                tokens, limits.max_tokens));
  }
  std::int64_t cost = progress.usage.cost_usd_nanos;
  if (limits.max_cost_usd_nanos > 0 && cost >= limits.max_cost_usd_nanos) {
    return over_limit("max_cost",
                      fmt::format("The agent spent {:.6f} US dollars; its limit is {:.6f}.",
                                  static_cast<double>(cost) * 1e-9,
                                  static_cast<double>(limits.max_cost_usd_nanos) * 1e-9));
  }
  return {};
}

Task<Result<std::vector<ChatMessage>>> first_messages(ports::StepContext& context,
                                                      const AgentSettings& settings) {
  std::vector<ChatMessage> messages;
  if (!settings.instructions.empty()) {
    messages.push_back({ChatRole::system, settings.instructions});
  }
  if (settings.memory_messages > 0) {
    CO_TRY(std::vector<ChatMessage> earlier,
           co_await context.conversation(settings.memory_messages));
    earlier = select_memory(std::move(earlier), settings.memory_messages, settings.memory_tokens);
    for (ChatMessage& message : earlier) messages.push_back(std::move(message));
  }
  messages.push_back({ChatRole::user, settings.input});
  messages.back().files = settings.files;
  co_return messages;
}

ports::NodeOutput output_of(const ChatReply& reply, Progress& progress, std::optional<Json> data) {
  ports::NodeOutput output;
  JsonObject value{{"text", reply.text},
                   {"model", reply.model},
                   {"finish_reason", model::to_string(reply.finish_reason)},
                   {"steps", progress.steps},
                   {"tool_calls", std::move(progress.tool_calls)}};
  if (data) value["data"] = *std::move(data);
  if (!reply.metadata.empty()) value["metadata"] = reply.metadata;
  output.value = std::move(value);
  output.usage = progress.usage;
  return output;
}

void remember_reply(Progress& progress, const ChatReply& reply) {
  ChatMessage message;
  message.role = ChatRole::assistant;
  message.text = reply.text;
  message.tool_calls = reply.tool_calls;
  progress.messages.push_back(std::move(message));
}

void remember_tools(Progress& progress, ToolRoundResult result) {
  for (ChatMessage& message : result.messages) progress.messages.push_back(std::move(message));
  for (ToolRecord& record : result.records) {
    progress.tool_calls.push_back(JsonObject{{"name", record.name},
                                             {"arguments", std::move(record.arguments)},
                                             {"is_error", record.is_error}});
  }
}

// The final answer, or nothing when the model has been asked to correct it.
Result<std::optional<ports::NodeOutput>> conclude(
    const ChatReply& reply, Progress& progress, const std::optional<json_schema::Schema>& schema) {
  using Concluded = std::optional<ports::NodeOutput>;
  bool is_withheld = reply.finish_reason == model::FinishReason::refusal ||
                     reply.finish_reason == model::FinishReason::content_filter;
  if (!schema || is_withheld) return Concluded(output_of(reply, progress, std::nullopt));
  StructuredOutput read = read_structured_output(reply.text, *schema);
  if (auto* data = std::get_if<Json>(&read)) {
    return Concluded(output_of(reply, progress, std::move(*data)));
  }
  std::string complaint = std::get<std::string>(std::move(read));
  if (progress.corrections >= kMaxCorrections) {
    return Error{
        ErrorCode::unavailable,
        fmt::format("The model's answer did not fit the output schema after {} corrections. "
                    "The last complaint was: {}",
                    progress.corrections, complaint),
        "invalid_output"};
  }
  ++progress.corrections;
  remember_reply(progress, reply);
  progress.messages.push_back({ChatRole::user, std::move(complaint)});
  return Concluded();
}

ModelCall next_call(const AgentSettings& settings, const Toolbox& toolbox, Progress& progress) {
  ModelCall call;
  call.name = fmt::format("model.{}", ++progress.steps);
  call.choice = settings.model;
  call.messages = progress.messages;
  call.tools = toolbox.definitions();
  call.response_schema = settings.output_schema;
  return call;
}

}  // namespace

Task<Result<NodeOutcome>> run_agent(ports::StepContext& context, AgentSettings settings,
                                    AgentServices services) {
  CO_TRY(Toolbox toolbox, Toolbox::open(context.tools(), services.builtin_tools));
  std::optional<json_schema::Schema> schema;
  if (settings.output_schema) {
    CO_TRY(schema, json_schema::Schema::compile(*settings.output_schema));
  }
  StepTime time(services.clock, settings.limits.max_time);
  Progress progress;
  CO_TRY(progress.messages, co_await first_messages(context, settings));
  AttachmentReader attachments(services.files, context.tenant_id());
  ToolRoundSettings round_settings{settings.parallel_tools, settings.max_tool_result_bytes};
  for (;;) {
    CO_CHECK(check_limits(settings.limits, progress));
    ModelCall call = next_call(settings, toolbox, progress);
    call.attachments = &attachments;
    CO_TRY(ChatReply reply, co_await call_model(context, services.models, time, std::move(call)));
    progress.usage += reply.usage;
    if (reply.tool_calls.empty()) {
      CO_TRY(auto concluded, conclude(reply, progress, schema));
      if (concluded) co_return NodeOutcome(*std::move(concluded));
      continue;
    }
    make_ids_unique(reply.tool_calls, progress.steps, progress.used_ids);
    remember_reply(progress, reply);
    auto outcome =
        co_await run_tool_round(context, toolbox, std::move(reply.tool_calls), round_settings);
    if (!outcome.has_value()) co_return std::move(outcome).error();
    if (auto* suspension = std::get_if<ports::Suspension>(&*outcome)) {
      co_return NodeOutcome(std::move(*suspension));
    }
    remember_tools(progress, std::get<ToolRoundResult>(*std::move(outcome)));
  }
}

}  // namespace elevaite::agents
