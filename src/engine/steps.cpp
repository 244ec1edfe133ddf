#include "engine/steps.hpp"

namespace elevaite::engine {
namespace {

using model::EventType;
using model::StepStatus;

constexpr double kNanosPerDollar = 1e9;

Json take_value(JsonObject& data, std::string_view key) {
  auto* value = data.if_contains(key);
  return value == nullptr ? Json(nullptr) : std::move(*value);
}

std::string text_of(const JsonObject& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(view(value->get_string()));
}

void set_text(std::string& target, const JsonObject& data, std::string_view key) {
  auto text = text_of(data, key);
  if (!text.empty()) target = std::move(text);
}

std::optional<std::int64_t> int_of(const JsonObject& data, std::string_view key) {
  const auto* value = data.if_contains(key);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

// "each[3].fetch" runs in "each", "agent:model.1" is a part of "agent".
std::string parent_of(std::string_view step) {
  if (auto colon = step.rfind(':'); colon != std::string_view::npos) {
    return std::string(step.substr(0, colon));
  }
  auto bracket = step.rfind('[');
  return std::string(bracket == std::string_view::npos ? "" : step.substr(0, bracket));
}

// The last part of a path: "fetch" of "each[3].fetch".
std::string_view node_of(std::string_view step) {
  step = step.substr(0, step.find(':'));
  auto dot = step.rfind("].");
  return dot == std::string_view::npos ? step : step.substr(dot + 2);
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

StepRow& StepFold::row_of(const std::string& step) {
  auto [found, is_new] = index_.emplace(step, steps_.size());
  if (is_new) {
    StepRow row;
    row.step = step;
    row.parent = parent_of(step);
    row.node_id = node_of(step);
    steps_.push_back(std::move(row));
  }
  return steps_[found->second];
}

const StepRow* StepFold::find(std::string_view step) const {
  auto found = index_.find(std::string(step));
  return found == index_.end() ? nullptr : &steps_[found->second];
}

void StepFold::skip(const model::RunEvent& event) {
  const auto* steps = event.data.if_contains("steps");
  if (steps == nullptr || !steps->is_array()) return;
  for (const Json& path : steps->get_array()) {
    if (!path.is_string()) continue;
    row_of(std::string(view(path.get_string()))).status = StepStatus::skipped;
  }
}

// A part's usage is counted by its step as well, whose own events say nothing of it.
void StepFold::add_usage(StepRow& row, const JsonObject& data) {
  const Json* usage = data.if_contains("usage");
  if (usage == nullptr) return;
  auto spent = model::usage_from_json(*usage);
  bool is_part = row.step.find(':') != std::string::npos;
  if (!is_part) {
    row.usage = spent;
    return;
  }
  row.usage += spent;
  if (auto parent = index_.find(row.step.substr(0, row.step.find(':'))); parent != index_.end()) {
    steps_[parent->second].usage += spent;
  }
}

void StepFold::finish(StepRow& row, model::RunEvent& event, StepStatus status) {
  row.status = status;
  row.finished_at = event.at;
  row.wait.reset();
  row.retry_at.reset();
  // A pure step is one event, which says how long it took.
  if (auto micros = int_of(event.data, "duration_us")) row.duration = Duration(*micros);
  if (!row.duration && row.started_at) row.duration = event.at - *row.started_at;
  if (!row.started_at) row.started_at = event.at - row.duration.value_or(Duration::zero());
  if (event.data.contains("input")) row.input = take_value(event.data, "input");
  if (status == StepStatus::succeeded) {
    row.output = take_value(event.data, "output");
    row.handle = text_of(event.data, "handle");
    row.error.reset();
    row.is_kept = event.data.contains("is_kept");
    row.is_pinned = event.data.contains("is_pinned");
  } else {
    row.error = model::error_from_json(take_value(event.data, "error"));
  }
  add_usage(row, event.data);
}

// The run has ended: nothing goes on, whatever the journal last said of it.
void StepFold::end_open_steps(Instant at) {
  for (StepRow& row : steps_) {
    if (is_terminal(row.status)) continue;
    row.status = StepStatus::failed;
    row.finished_at = at;
    row.wait.reset();
    row.retry_at.reset();
    if (row.started_at) row.duration = at - *row.started_at;
    row.error = Error{ErrorCode::cancelled, "The run ended before this step did.", "run_ended"};
  }
}

void StepFold::apply(model::RunEvent event) {
  if (event.step.empty()) {
    if (event.type == EventType::steps_skipped) skip(event);
    if (event.type == EventType::run_succeeded || event.type == EventType::run_failed ||
        event.type == EventType::run_cancelled) {
      end_open_steps(event.at);
    }
    return;
  }
  StepRow& row = row_of(event.step);
  set_text(row.node_id, event.data, "node");
  set_text(row.kind, event.data, "kind");
  set_text(row.parent, event.data, "parent");
  set_text(row.title, event.data, "title");
  set_text(row.effect, event.data, "effect");
  auto attempt = int_of(event.data, "attempt");
  if (event.type == EventType::step_started) {
    // A repetition of an attempt after a crash goes on counting from its first start.
    if (!row.started_at || attempt.value_or(row.attempt) != row.attempt) row.started_at = event.at;
    row.finished_at.reset();
    row.duration.reset();
    row.status = StepStatus::running;
    row.retry_at.reset();
    row.wait.reset();
    if (event.data.contains("input")) row.input = take_value(event.data, "input");
    if (event.data.contains("items"))
      row.input = JsonObject{{"items", take_value(event.data, "items")}};
  }
  if (attempt) row.attempt = static_cast<int>(*attempt);
  if (event.type == EventType::step_succeeded) finish(row, event, StepStatus::succeeded);
  if (event.type == EventType::step_failed) finish(row, event, StepStatus::failed);
  if (event.type == EventType::step_retrying) {
    finish(row, event, StepStatus::waiting);
    row.finished_at.reset();
    row.retry_at = parse_rfc3339(text_of(event.data, "until"));
  }
  if (event.type == EventType::step_waiting) {
    row.status = StepStatus::waiting;
    if (!row.started_at) row.started_at = event.at;
    row.wait = StepWait{text_of(event.data, "key"), parse_rfc3339(text_of(event.data, "until")),
                        take_value(event.data, "payload")};
  }
  if (event.type == EventType::step_signalled) {
    row.status = StepStatus::pending;
    row.wait.reset();
  }
}

Result<std::vector<StepRow>> fold_steps(const std::vector<Json>& events) {
  StepFold fold;
  for (const Json& text : events) {
    TRY(auto event, model::parse_event(text));
    fold.apply(std::move(event));
  }
  return fold.take();
}

void add_titles(std::vector<StepRow>& steps, const CompiledWorkflow& workflow) {
  for (StepRow& step : steps) {
    bool is_part = step.step.find(':') != std::string::npos;
    int node = workflow.find(step.node_id);
    if (is_part || node < 0) continue;
    if (step.title.empty()) step.title = workflow.node(node).node.title;
    if (step.kind.empty()) step.kind = workflow.node(node).node.kind;
  }
}

Json to_json(const StepRow& step) {
  JsonObject out;
  out["step"] = step.step;
  out["node_id"] = step.node_id;
  out["kind"] = step.kind;
  out["parent"] = text_or_null(step.parent);
  out["title"] = step.title;
  out["status"] = to_string(step.status);
  out["attempt"] = step.attempt;
  out["started_at"] = instant_json(step.started_at);
  out["finished_at"] = instant_json(step.finished_at);
  out["duration_ms"] =
      step.duration ? Json(static_cast<double>(step.duration->count()) / 1000) : Json(nullptr);
  out["input"] = step.input;
  out["output"] = step.output;
  out["handle"] = text_or_null(step.handle);
  out["error"] = step.error ? model::to_json(*step.error) : Json(nullptr);
  out["retry_at"] = instant_json(step.retry_at);
  out["input_tokens"] = step.usage.input_tokens;
  out["output_tokens"] = step.usage.output_tokens;
  out["cost_usd"] = static_cast<double>(step.usage.cost_usd_nanos) / kNanosPerDollar;
  out["effect"] = text_or_null(step.effect);
  out["wait"] = nullptr;
  if (step.wait) {
    out["wait"] = JsonObject{{"key", step.wait->key},
                             {"until", instant_json(step.wait->until)},
                             {"payload", step.wait->payload}};
  }
  out["is_kept"] = step.is_kept;
  out["is_pinned"] = step.is_pinned;
  return out;
}

}  // namespace elevaite::engine
