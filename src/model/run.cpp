#include "model/run.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "core/assert.hpp"

namespace elevaite::model {
namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<RunStatus, 6> kRunStatuses{{{RunStatus::queued, "queued"},
                                            {RunStatus::running, "running"},
                                            {RunStatus::waiting, "waiting"},
                                            {RunStatus::succeeded, "succeeded"},
                                            {RunStatus::failed, "failed"},
                                            {RunStatus::cancelled, "cancelled"}}};
constexpr Words<StepStatus, 6> kStepStatuses{{{StepStatus::pending, "pending"},
                                              {StepStatus::running, "running"},
                                              {StepStatus::waiting, "waiting"},
                                              {StepStatus::succeeded, "succeeded"},
                                              {StepStatus::failed, "failed"},
                                              {StepStatus::skipped, "skipped"}}};
constexpr Words<TriggerKind, 5> kTriggers{{{TriggerKind::chat, "chat"},
                                           {TriggerKind::webhook, "webhook"},
                                           {TriggerKind::schedule, "schedule"},
                                           {TriggerKind::manual, "manual"},
                                           {TriggerKind::api, "api"}}};
constexpr Words<EventType, 13> kEventTypes{{{EventType::run_created, "run_created"},
                                            {EventType::run_resumed, "run_resumed"},
                                            {EventType::step_started, "step_started"},
                                            {EventType::step_succeeded, "step_succeeded"},
                                            {EventType::step_retrying, "step_retrying"},
                                            {EventType::step_failed, "step_failed"},
                                            {EventType::steps_skipped, "steps_skipped"},
                                            {EventType::step_waiting, "step_waiting"},
                                            {EventType::step_signalled, "step_signalled"},
                                            {EventType::run_waiting, "run_waiting"},
                                            {EventType::run_succeeded, "run_succeeded"},
                                            {EventType::run_failed, "run_failed"},
                                            {EventType::run_cancelled, "run_cancelled"}}};

template <class Enum, std::size_t N>
std::string_view word(const Words<Enum, N>& words, Enum value) {
  for (const auto& [candidate, text] : words) {
    if (candidate == value) return text;
  }
  ASSERT(false);
}

template <class Enum, std::size_t N>
std::optional<Enum> parse(const Words<Enum, N>& words, std::string_view text) {
  for (const auto& [value, candidate] : words) {
    if (candidate == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(RunStatus status) { return word(kRunStatuses, status); }
std::string_view to_string(StepStatus status) { return word(kStepStatuses, status); }
std::string_view to_string(TriggerKind kind) { return word(kTriggers, kind); }
std::string_view to_string(EventType type) { return word(kEventTypes, type); }
std::optional<RunStatus> run_status_from(std::string_view text) {
  return parse(kRunStatuses, text);
}
std::optional<StepStatus> step_status_from(std::string_view text) {
  return parse(kStepStatuses, text);
}
std::optional<TriggerKind> trigger_kind_from(std::string_view text) {
  return parse(kTriggers, text);
}
std::optional<EventType> event_type_from(std::string_view text) { return parse(kEventTypes, text); }

void append_text(const RunEvent& event, std::string& text) {
  // By hand: every step of every run passes here.
  std::array<char, 24> digits;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), event.seq).ptr;
  text.append(R"({"seq":)").append(digits.data(), end);
  text.append(R"(,"type":")").append(to_string(event.type));
  text.append(R"(","at":")").append(to_rfc3339(event.at)).append("\"");
  if (!event.step.empty()) {
    text += R"(,"step":)";
    append_json_string(text, event.step);
  }
  if (event.data.empty()) {
    text += '}';
    return;
  }
  // The members of `data` follow in the same object: a comma takes the place of its brace.
  auto brace = text.size();
  append_json(text, event.data);
  text[brace] = ',';
}

Result<RunEvent> parse_event(const Json& value) {
  RunEvent event;
  auto seq = find_int(value, "seq");
  auto type_text = find_string(value, "type");
  auto at_text = find_string(value, "at");
  if (!seq || !type_text || !at_text)
    return internal_error("A journal event lacks seq, type or at.");
  auto type = event_type_from(*type_text);
  auto at = parse_rfc3339(*at_text);
  if (!type || !at) return internal_error("A journal event has an unknown type or a bad instant.");
  event.seq = *seq;
  event.type = *type;
  event.at = *at;
  for (const auto& [key, member] : value.get_object()) {
    if (key == "step" && member.is_string()) {
      event.step = view(member.get_string());
    } else if (key != "seq" && key != "type" && key != "at") {
      event.data.emplace(key, member);
    }
  }
  return event;
}

Json to_json(const Error& error) {
  JsonObject object{{"code", to_string(error.code)}, {"message", error.message}};
  if (!error.reason.empty()) object["reason"] = error.reason;
  if (!error.fields.empty()) {
    JsonArray fields;
    for (const FieldError& field : error.fields) {
      fields.push_back({{"field", field.field}, {"code", field.code}, {"message", field.message}});
    }
    object["fields"] = std::move(fields);
  }
  return object;
}

Error error_from_json(const Json& value) {
  Error error;
  auto code = find_string(value, "code").value_or("internal");
  for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
    if (to_string(static_cast<ErrorCode>(i)) == code) error.code = static_cast<ErrorCode>(i);
  }
  error.message = find_string(value, "message").value_or("");
  error.reason = find_string(value, "reason").value_or("");
  if (const auto* fields = find_array(value, "fields")) {
    for (const Json& field : *fields) {
      error.fields.push_back({std::string(find_string(field, "field").value_or("")),
                              std::string(find_string(field, "code").value_or("")),
                              std::string(find_string(field, "message").value_or(""))});
    }
  }
  return error;
}

}  // namespace elevaite::model
