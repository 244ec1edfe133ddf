#include "adapters/llm/scripted.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace elevaite::adapters::llm {
namespace {

using model::ChatMessage;
using model::ChatRole;

constexpr std::size_t kMaxScriptBytes = 4 << 20;

Error bad_script(std::string_view name, const std::string& what) {
  return invalid_argument("The script \"" + std::string(name) + "\" " + what);
}

std::size_t count_after_last_user(const std::vector<ChatMessage>& messages) {
  std::size_t count = 0;
  for (auto it = messages.rbegin(); it != messages.rend() && it->role != ChatRole::user; ++it) {
    if (it->role == ChatRole::assistant) ++count;
  }
  return count;
}

ErrorCode code_named(std::string_view name) {
  for (auto code : {ErrorCode::invalid_argument, ErrorCode::unauthenticated,
                    ErrorCode::permission_denied, ErrorCode::not_found, ErrorCode::conflict,
                    ErrorCode::limit_exceeded, ErrorCode::rate_limited, ErrorCode::unavailable,
                    ErrorCode::timeout, ErrorCode::cancelled}) {
    if (to_string(code) == name) return code;
  }
  return ErrorCode::internal;
}

Error scripted_error(const Json& spec) {
  Error error{code_named(find_string(spec, "code").value_or("unavailable")),
              std::string(find_string(spec, "message").value_or("The script says so."))};
  if (auto millis = find_int(spec, "retry_after_ms")) {
    error.retry_after = std::chrono::milliseconds(*millis);
  }
  return error;
}

model::ChatReply reply_of(const Json& spec) {
  model::ChatReply reply;
  reply.text = find_string(spec, "text").value_or("");
  if (const JsonArray* calls = find_array(spec, "tool_calls")) {
    for (const Json& call : *calls) {
      const Json* arguments = find(call, "arguments");
      std::string fallback_id = "call_" + std::to_string(reply.tool_calls.size() + 1);
      reply.tool_calls.push_back({std::string(find_string(call, "id").value_or(fallback_id)),
                                  std::string(find_string(call, "name").value_or("")),
                                  arguments == nullptr ? "{}" : display_text(*arguments)});
    }
  }
  using model::FinishReason;
  reply.finish_reason = reply.tool_calls.empty() ? FinishReason::stop : FinishReason::tool_calls;
  for (auto reason : {FinishReason::stop, FinishReason::length, FinishReason::tool_calls,
                      FinishReason::content_filter, FinishReason::refusal}) {
    if (find_string(spec, "finish_reason") == to_string(reason)) reply.finish_reason = reason;
  }
  if (const Json* usage = find(spec, "usage")) reply.usage = model::usage_from_json(*usage);
  return reply;
}

std::size_t next_boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) ++at;
  return std::min(at, text.size());
}

void stream_text(std::string_view text, std::size_t fragment, const ports::OnText& on_text) {
  if (!on_text) return;
  while (!text.empty()) {
    std::size_t size = next_boundary(text, std::max<std::size_t>(fragment, 1));
    on_text(text.substr(0, size));
    text.remove_prefix(size);
  }
}

// Names become file names, so they cannot walk elsewhere.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string_view::npos;
}

}  // namespace

struct ScriptedModel::Script {
  JsonArray replies;
  std::vector<bool> is_used;
  bool is_by_turn = false;

  static Result<std::unique_ptr<Script>> from_json(std::string_view name, const Json& source) {
    const JsonArray* replies = source.if_array();
    if (replies == nullptr) replies = find_array(source, "replies");
    if (replies == nullptr) return bad_script(name, "must be an array of replies.");
    auto script = std::make_unique<Script>();
    script->replies = *replies;
    script->is_used.resize(replies->size());
    script->is_by_turn = find_string(source, "order") == "turn";
    for (const Json& reply : *replies) {
      auto match = find_string(reply, "match");
      if (match && !re2::RE2(std::string(*match), re2::RE2::Quiet).ok()) {
        return bad_script(name,
                          "has a \"match\" that is no regular expression: " + std::string(*match));
      }
    }
    return script;
  }

  const Json* next(const std::vector<ChatMessage>& messages) {
    std::string last = messages.empty() ? "" : messages.back().text;
    auto fits = [&](const Json& reply) {
      auto match = find_string(reply, "match");
      return !match || re2::RE2::PartialMatch(last, re2::RE2(std::string(*match)));
    };
    if (is_by_turn) {
      std::size_t turn = count_after_last_user(messages);
      return turn < replies.size() && fits(replies[turn]) ? &replies[turn] : nullptr;
    }
    for (std::size_t i = 0; i < replies.size(); ++i) {
      if (is_used[i] || !fits(replies[i])) continue;
      is_used[i] = !find_bool(replies[i], "repeat").value_or(false);
      return &replies[i];
    }
    return nullptr;
  }
};

ScriptedModel::ScriptedModel(std::map<std::string, Json, std::less<>> scripts,
                             std::string directory)
    : sources_(std::move(scripts)), directory_(std::move(directory)) {}

ScriptedModel::~ScriptedModel() = default;

std::vector<std::string> ScriptedModel::names() const {
  std::vector<std::string> names;
  for (const auto& [name, source] : sources_) names.push_back(name);
  return names;
}

Result<ScriptedModel::Script*> ScriptedModel::script(std::string_view name) {
  if (auto known = scripts_.find(name); known != scripts_.end()) return known->second.get();
  Json source;
  if (auto given = sources_.find(name); given != sources_.end()) {
    source = given->second;
  } else {
    Error missing = invalid_argument("There is no script named \"" + std::string(name) + "\".");
    if (directory_.empty() || !is_plain_name(name)) return missing;
    std::ifstream file(directory_ + "/" + std::string(name) + ".json", std::ios::binary);
    if (!file) return missing;
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.size() > kMaxScriptBytes) return bad_script(name, "is larger than 4 MiB.");
    TRY(source, parse_json(text));
  }
  TRY(auto script, Script::from_json(name, source));
  return scripts_.emplace(name, std::move(script)).first->second.get();
}

Task<Result<model::ChatReply>> ScriptedModel::chat(ports::ChatRequest request,
                                                   ports::OnText on_text) {
  CO_TRY(Script * playing, script(request.model));
  const Json* found = playing->next(request.messages);
  if (found == nullptr) {
    std::string last = request.messages.empty() ? "" : request.messages.back().text;
    co_return bad_script(request.model, "has no reply left for: " + last.substr(0, 200));
  }
  Json spec = *found;
  if (auto delay = find_int(spec, "delay_ms"); delay && *delay > 0) {
    Duration wait = std::chrono::milliseconds(*delay);
    if (wait >= request.total_timeout) {
      co_await sleep_for(request.total_timeout);
      co_return Error{ErrorCode::timeout, "The scripted model did not answer in time.", "timeout"};
    }
    co_await sleep_for(wait);
  }
  if (const Json* error = find(spec, "error")) co_return scripted_error(*error);
  model::ChatReply reply = reply_of(spec);
  auto fragment = static_cast<std::size_t>(std::max<std::int64_t>(
      find_int(spec, "fragment").value_or(static_cast<std::int64_t>(reply.text.size())), 1));
  if (auto after = find_int(spec, "disconnect_after")) {
    auto end =
        next_boundary(reply.text, static_cast<std::size_t>(std::max<std::int64_t>(*after, 0)));
    stream_text(std::string_view(reply.text).substr(0, end), fragment, on_text);
    co_return Error{ErrorCode::unavailable,
                    "The answer broke off before it was complete. Try again.", "broke_off"};
  }
  stream_text(reply.text, fragment, on_text);
  co_return reply;
}

}  // namespace elevaite::adapters::llm
