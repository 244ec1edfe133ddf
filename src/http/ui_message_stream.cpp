#include "http/ui_message_stream.hpp"

namespace elevaite::http {

UiMessageStream::UiMessageStream(std::string message_id, JsonObject metadata) {
  if (const auto* run = metadata.if_contains("run_id")) run_id_ = display_text(*run);
  write({{"type", "start"}, {"messageId", message_id}, {"messageMetadata", std::move(metadata)}});
  write({{"type", "start-step"}});
}

void UiMessageStream::write(Json part) {
  bytes_ += "data: ";
  bytes_ += to_text(part);
  bytes_ += "\n\n";
}

void UiMessageStream::job(std::string_view job_id) {
  JsonObject data{{"job_id", job_id}};
  write({{"type", "data-job"}, {"id", job_id}, {"data", std::move(data)}});
}

void UiMessageStream::text(const std::string& block, std::string_view fragment) {
  if (open_.insert(block).second) write({{"type", "text-start"}, {"id", block}});
  write({{"type", "text-delta"}, {"id", block}, {"delta", fragment}});
}

void UiMessageStream::text_end(const std::string& block) {
  if (open_.erase(block) > 0) write({{"type", "text-end"}, {"id", block}});
}

void UiMessageStream::tool_call(const std::string& call_id, std::string_view name,
                                const Json& arguments) {
  write({{"type", "tool-input-available"},
         {"toolCallId", call_id},
         {"toolName", name},
         {"input", arguments},
         {"dynamic", true}});
}

void UiMessageStream::tool_result(const std::string& call_id, const Json& output) {
  write({{"type", "tool-output-available"},
         {"toolCallId", call_id},
         {"output", output},
         {"dynamic", true}});
}

void UiMessageStream::tool_error(const std::string& call_id, std::string_view message) {
  write({{"type", "tool-output-error"},
         {"toolCallId", call_id},
         {"errorText", message},
         {"dynamic", true}});
}

// The protocol knows an address and a type; what else we know goes with it as metadata.
void UiMessageStream::file(const model::Attachment& file) {
  JsonObject part = model::file_part(file);
  JsonObject ours{{"file_id", file.file_id}, {"filename", file.name}, {"size", file.size}};
  JsonObject metadata{{"elevaite", std::move(ours)}};
  write({{"type", "file"},
         {"url", part["url"]},
         {"mediaType", file.content_type},
         {"providerMetadata", std::move(metadata)}});
}

void UiMessageStream::source(const model::Source& source, std::size_t number) {
  write(model::source_part(source, number));
}

void UiMessageStream::waits(const Json& event) {
  std::string step(find_string(event, "step").value_or(""));
  std::string key(find_string(event, "key").value_or(""));
  const Json* payload = find(event, "payload");
  JsonObject data{{"run_id", run_id_},
                  {"step", step},
                  {"key", key},
                  {"payload", payload == nullptr ? Json(nullptr) : *payload},
                  {"answer", nullptr}};
  // A step may ask several times, one call after the other.
  std::string id = step + "/" + key;
  write({{"type", "data-approval"}, {"id", id}, {"data", data}});
  approvals_.insert_or_assign(std::move(id), std::move(data));
}

void UiMessageStream::answered(const Json& event) {
  std::string id(find_string(event, "step").value_or(""));
  id += "/" + std::string(find_string(event, "key").value_or(""));
  auto asked = approvals_.find(id);
  if (asked == approvals_.end()) return;
  const Json* answer = find(event, "payload");
  asked->second["answer"] = answer == nullptr ? Json(nullptr) : *answer;
  asked->second["is_timeout"] = find_bool(event, "is_timeout").value_or(false);
  write({{"type", "data-approval"}, {"id", id}, {"data", asked->second}});
}

void UiMessageStream::goes_on(std::string_view status) {
  write({{"type", "message-metadata"}, {"messageMetadata", {{"status", status}}}});
}

void UiMessageStream::finished(std::string_view status, const Json& event) {
  if (status == "failed") {
    const Json* error = find(event, "error");
    write({{"type", "error"},
           {"errorText",
            error == nullptr ? "The agent failed." : find_string(*error, "message").value_or("")}});
  } else if (status == "cancelled") {
    write({{"type", "abort"}});
  }
  write({{"type", "finish-step"}});
  write({{"type", "finish"}, {"messageMetadata", {{"status", status}}}});
  bytes_ += "data: [DONE]\n\n";
}

}  // namespace elevaite::http
