#include "http/chat_events.hpp"

namespace elevaite::http {
namespace {

std::string text_of(const Json& event, std::string_view key) {
  return std::string(find_string(event, key).value_or(""));
}

// "agent:tool.call_7" → "call_7"
std::string call_id_of(const std::string& step) {
  auto at = step.rfind(":tool.");
  return at == std::string::npos ? step : step.substr(at + 6);
}

}  // namespace

std::string answer_text(const Json& output) {
  if (output.is_null()) return {};
  const Json* text = find(output, "text");
  return display_text(text == nullptr ? output : *text);
}

void ChatEvents::take(std::string_view item) {
  auto parsed = parse_json(item, kMaxStoredJsonDepth);
  if (!parsed) return;
  const Json& event = *parsed;
  std::string type = text_of(event, "type");
  if (type == "text_delta") {
    std::string step = text_of(event, "step");
    std::string fragment = text_of(event, "text");
    open_blocks_[step] += fragment;
    listener_.text(step, fragment);
  } else if (type == "run_succeeded" || type == "run_failed" || type == "run_cancelled") {
    end_run(std::string_view(type).substr(4), event);
  } else if (type == "run_waiting") {
    // It is the end of the stream only for who cannot wait: the answer goes on after it.
    bool leaves = listener_.leaves_at_approvals() && !approvals_.empty();
    if (leaves) {
      end_run("waiting", event);
    } else {
      listener_.goes_on("waiting");
    }
  } else if (type == "run_resumed") {
    // A repeated model call streams anew: what it had said before the interruption is not its
    // answer.
    for (const auto& [step, text] : open_blocks_) listener_.text_end(step);
    open_blocks_.clear();
    listener_.goes_on("running");
  } else {
    take_step(type, event);
  }
}

void ChatEvents::take_step(std::string_view type, const Json& event) {
  std::string step = text_of(event, "step");
  std::string kind = text_of(event, "kind");
  if (kind == "model_call" && type != "step_started") {
    end_model_call(step, event);
    return;
  }
  if (type == "step_waiting" || type == "step_signalled") {
    take_wait(type, step, event);
    return;
  }
  if (type == "step_succeeded") take_findings(kind, event);
  if (kind != "tool_call") return;
  std::string call_id = call_id_of(step);
  if (type == "step_started") {
    const Json* input = find(event, "input");
    const Json* arguments = input == nullptr ? nullptr : find(*input, "arguments");
    listener_.tool_call(call_id, text_of(event, "title"),
                        arguments == nullptr ? Json(JsonObject{}) : *arguments);
  } else if (type == "step_succeeded") {
    const Json* output = find(event, "output");
    listener_.tool_result(call_id, output == nullptr ? Json(nullptr) : *output);
  } else if (type == "step_failed") {
    const Json* error = find(event, "error");
    listener_.tool_error(call_id,
                         error == nullptr ? "" : find_string(*error, "message").value_or(""));
  }
}

void ChatEvents::take_findings(std::string_view kind, const Json& event) {
  const Json* output = find(event, "output");
  if (output == nullptr) return;
  std::size_t files = findings_.files.size();
  std::size_t sources = findings_.sources.size();
  findings_.add_files(*output);
  if (kind == "tool_call") findings_.add_sources(*output);
  // What a trigger names came with the question.
  if (kind.ends_with("_trigger")) return;
  for (std::size_t i = files; i < findings_.files.size(); ++i) listener_.file(findings_.files[i]);
  for (std::size_t i = sources; i < findings_.sources.size(); ++i)
    listener_.source(findings_.sources[i], i + 1);
}

void ChatEvents::take_wait(std::string_view type, const std::string& step, const Json& event) {
  if (!text_of(event, "key").starts_with("approval")) return;
  if (type == "step_waiting") {
    approvals_.insert(step);
    listener_.waits(event);
  } else {
    approvals_.erase(step);
    listener_.answered(event);
  }
}

void ChatEvents::end_model_call(const std::string& step, const Json& event) {
  const Json* output = find(event, "output");
  std::string whole = output == nullptr ? std::string() : text_of(*output, "text");
  std::string& streamed = open_blocks_[step];
  if (whole.size() > streamed.size() && whole.starts_with(streamed)) {
    listener_.text(step, std::string_view(whole).substr(streamed.size()));
    streamed = whole;
  }
  if (!streamed.empty()) {
    last_text_ = streamed;
    listener_.text_end(step);
  }
  open_blocks_.erase(step);
}

void ChatEvents::end_run(std::string_view status, const Json& event) {
  for (const auto& [step, text] : open_blocks_) listener_.text_end(step);
  open_blocks_.clear();
  if (status == "succeeded") {
    const Json* output = find(event, "output");
    std::string answer = output == nullptr ? std::string() : answer_text(*output);
    if (!answer.empty() && answer != last_text_) {
      listener_.text("answer", answer);
      listener_.text_end("answer");
    }
  }
  is_finished_ = true;
  listener_.finished(status, event);
}

}  // namespace elevaite::http
