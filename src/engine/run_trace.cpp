#include "engine/run_trace.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;

// The run belongs to the caller's trace, or has one of its own.
trace::SpanContext context_of_run(const model::Run& run, const std::string& traceparent) {
  auto caller = trace::read_traceparent(traceparent);
  auto id = run.id.str();
  return {caller ? caller->trace_id : trace::derived_trace_id(id), trace::derived_span_id(id)};
}

std::string span_id_of(const model::Run& run, std::string_view path, std::int64_t attempt) {
  return trace::derived_span_id(fmt::format("{}/{}/{}", run.id.str(), path, attempt));
}

// "each[3].fetch" is a part of "each".
std::string container_of(std::string_view path) {
  auto dot = path.rfind("].");
  if (dot == std::string_view::npos) return "";
  return std::string(path.substr(0, path.rfind('[', dot)));
}

// By the conventions of OpenTelemetry for generative AI. `asked` is what the agent names, which may
// be nothing; the answer says which model it was ("openai:gpt-4o").
void describe_model_call(trace::Span& span, std::string_view asked, const JsonObject& data) {
  span.kind = trace::SpanKind::client;
  span.attributes["gen_ai.operation.name"] = "chat";
  const Json* output = data.if_contains("output");
  auto answered = output == nullptr ? std::nullopt : find_string(*output, "model");
  std::string_view full = answered.value_or(asked);
  auto colon = full.find(':');
  if (colon == std::string_view::npos) {
    span.name = "chat";
    return;
  }
  span.name = "chat " + std::string(full.substr(colon + 1));
  span.attributes["gen_ai.provider.name"] = full.substr(0, colon);
  span.attributes["gen_ai.request.model"] = full.substr(colon + 1);
  const Json* usage = data.if_contains("usage");
  if (usage == nullptr) return;
  for (const char* word : {"input_tokens", "output_tokens"}) {
    if (auto count = find_int(*usage, word)) {
      span.attributes[std::string("gen_ai.usage.") + word] = *count;
    }
  }
}

void describe_step(trace::Span& span, const JsonObject& data) {
  auto kind = find_string(data, "kind").value_or("step");
  auto title = find_string(data, "title").value_or("");
  auto node = find_string(data, "node").value_or("");
  span.attributes["elevaite.node"] = node;
  span.attributes["elevaite.kind"] = kind;
  span.attributes["elevaite.attempt"] = find_int(data, "attempt").value_or(1);
  if (kind == "model_call") return describe_model_call(span, title, data);
  if (kind == "tool_call") {
    span.name = "execute_tool " + std::string(title);
    span.attributes["gen_ai.operation.name"] = "execute_tool";
    span.attributes["gen_ai.tool.name"] = title;
  } else if (kind == "agent") {
    span.name = "invoke_agent " + std::string(node);
    span.attributes["gen_ai.operation.name"] = "invoke_agent";
    span.attributes["gen_ai.agent.name"] = node;
  } else {
    span.name = std::string(kind) + " " + std::string(node);
  }
}

void add_error(trace::Span& span, const JsonObject& data) {
  span.has_failed = true;
  const Json* error = data.if_contains("error");
  auto code = error == nullptr ? std::nullopt : find_string(*error, "code");
  span.attributes["error.type"] = code.value_or("internal");
}

void end_run(const model::Run& run, const std::string& traceparent, const model::RunEvent& event) {
  trace::Span span;
  span.name = "run";
  span.context = context_of_run(run, traceparent);
  if (auto caller = trace::read_traceparent(traceparent)) span.parent_id = caller->span_id;
  span.started_at = run.created_at;
  span.ended_at = event.at;
  span.attributes = {{"elevaite.run.id", run.id.str()},
                     {"elevaite.agent.id", run.agent_id.str()},
                     {"elevaite.tenant.id", run.tenant_id.str()},
                     {"elevaite.trigger", model::to_string(run.trigger)}};
  if (event.type == EventType::run_failed) add_error(span, event.data);
  trace::queue()->offer(std::move(span));
}

}  // namespace

std::string RunTrace::of_step(const model::Run& run, const std::string& traceparent,
                              const std::string& path, int attempt) {
  // Who says that it is not to be recorded is heard further on.
  bool is_ours = trace::queue() != nullptr &&
                 (traceparent.empty() || trace::read_traceparent(traceparent).has_value());
  if (!is_ours) return traceparent;
  auto context = context_of_run(run, traceparent);
  context.span_id = span_id_of(run, path, attempt);
  return trace::write_traceparent(context);
}

void RunTrace::end_step(const model::Run& run, const std::string& traceparent,
                        const model::RunEvent& event) {
  const auto attempt = find_int(event.data, "attempt").value_or(1);
  trace::Span span;
  span.context = context_of_run(run, traceparent);
  const auto run_span = span.context.span_id;
  span.context.span_id = span_id_of(run, event.step, attempt);
  auto began = started_.find(event.step);
  span.started_at = began == started_.end() ? event.at : began->second.at;
  span.ended_at = event.at;
  describe_step(span, event.data);
  std::string parent(find_string(event.data, "parent").value_or(""));
  if (parent.empty()) parent = container_of(event.step);
  auto above = started_.find(parent);
  const auto above_attempt = above == started_.end() ? 1 : above->second.attempt;
  span.parent_id = parent.empty() ? run_span : span_id_of(run, parent, above_attempt);
  if (event.type != EventType::step_succeeded) add_error(span, event.data);
  if (began != started_.end()) started_.erase(began);
  trace::queue()->offer(std::move(span));
}

void RunTrace::on_event(const model::Run& run, const std::string& traceparent,
                        const model::RunEvent& event) {
  if (trace::queue() == nullptr) return;
  if (!traceparent.empty() && !trace::read_traceparent(traceparent)) return;
  switch (event.type) {
    case EventType::step_started:
      started_[event.step] = {event.at, find_int(event.data, "attempt").value_or(1)};
      break;
    case EventType::step_succeeded:
    case EventType::step_failed:
    case EventType::step_retrying:
      end_step(run, traceparent, event);
      break;
    case EventType::run_succeeded:
    case EventType::run_failed:
    case EventType::run_cancelled:
      end_run(run, traceparent, event);
      break;
    case EventType::run_created:
    case EventType::run_resumed:
    case EventType::steps_skipped:
    case EventType::step_waiting:
    case EventType::step_signalled:
    case EventType::run_waiting:
      break;
  }
}

}  // namespace elevaite::engine
