#include "agents/model_call.hpp"

#include <fmt/format.h>

namespace elevaite::agents {
namespace {

using ports::SubStepOutput;

constexpr Duration kMaxCallTime = 300s;

Json summary_of(const ModelCall& call) {
  JsonArray models;
  for (const std::string& model : call.choice.models) models.push_back(Json(model));
  JsonArray tools;
  for (const model::ToolDefinition& tool : call.tools) tools.push_back(Json(tool.name));
  return JsonObject{{"models", std::move(models)},
                    {"message_count", call.messages.size()},
                    {"tools", std::move(tools)},
                    {"is_structured", call.response_schema.has_value()}};
}

// Takes what is large out of the call, which is made once.
ports::ChatRequest request_of(ModelCall& call, Duration time_left) {
  ports::ChatRequest request;
  request.messages = std::move(call.messages);
  request.tools = std::move(call.tools);
  request.response_schema = std::move(call.response_schema);
  request.temperature = call.choice.temperature;
  request.max_output_tokens = call.choice.max_output_tokens;
  request.api_key = call.choice.api_key;
  request.base_url = call.choice.base_url;
  request.total_timeout = std::min(kMaxCallTime, time_left);
  return request;
}

Error out_of_time(const StepTime& time) {
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.limit()).count();
  return Error{
      ErrorCode::limit_exceeded,
      fmt::format("The agent used up its time of {} s. Raise max_time, or give it less to do.",
                  seconds),
      "max_time"};
}

// Free function with parameters, because a capturing lambda must not be a coroutine.
Task<Result<SubStepOutput>> make_call(ports::StepContext& context, ports::ChatModels& models,
                                      const StepTime& time, ModelCall& call) {
  Duration left = time.left();
  if (left <= Duration{0}) co_return out_of_time(time);
  // Here, inside of what is recorded: a replay asks no model, so it need not read them either.
  if (call.attachments != nullptr) CO_CHECK(co_await call.attachments->show(call.messages));
  ports::OnText on_text;
  if (context.is_watched()) {
    on_text = [&context, step = call.name](std::string_view text) {
      context.emit(JsonObject{{"type", "text_delta"}, {"step", step}, {"text", text}});
    };
  }
  ports::ChatRequest request = request_of(call, left);
  std::vector<std::string> names = call.choice.models;
  auto reply = co_await models.chat(std::move(names), std::move(request), std::move(on_text));
  if (!reply.has_value()) {
    bool is_ours = reply.error().code == ErrorCode::timeout && time.left() <= Duration{0};
    if (is_ours) co_return out_of_time(time);
    co_return std::move(reply).error();
  }
  SubStepOutput output;
  output.usage = reply->usage;
  output.value = model::to_json(*reply);
  output.value.get_object()["elapsed_ms"] =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.spent()).count();
  co_return output;
}

}  // namespace

void StepTime::take_record(Duration spent) {
  recorded_ = std::max(recorded_, spent);
  mark_ = clock_.now();
}

Task<Result<model::ChatReply>> call_model(ports::StepContext& context, ports::ChatModels& models,
                                          StepTime& time, ModelCall call) {
  ports::SubStep spec;
  spec.name = call.name;
  spec.kind = "model_call";
  spec.title = call.choice.models.empty() ? "Model call" : call.choice.models.front();
  spec.effect = model::Effect::read;
  spec.input = summary_of(call);
  ports::SubStepWork work = [&context, &models, &time, &call] {
    return make_call(context, models, time, call);
  };
  CO_TRY(SubStepOutput output, co_await context.sub_step(std::move(spec), std::move(work)));
  time.take_record(std::chrono::milliseconds(find_int(output.value, "elapsed_ms").value_or(0)));
  CO_TRY(model::ChatReply reply, model::chat_reply_from_json(output.value));
  // What the engine recorded counts, also where it is more exact.
  reply.usage = output.usage;
  co_return reply;
}

}  // namespace elevaite::agents
