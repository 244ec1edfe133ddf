// A chat model. An adapter speaks one vendor's wire format; ChatModels picks by the "vendor:model"
// name.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "model/chat.hpp"

namespace elevaite::ports {

struct ChatRequest {
  std::string
      model;  // the vendor's own name, without the "vendor:" prefix once it reaches the adapter
  std::vector<model::ChatMessage> messages{};
  std::vector<model::ToolDefinition> tools{};
  std::optional<Json> response_schema{};  // structured output
  std::optional<double> temperature{};
  std::optional<std::int64_t> max_output_tokens{};
  // From a tenant's credential; empty: the operator's configured key and base URL. A base URL given
  // here was aimed by a tenant, so the adapter dials it under the egress guard.
  std::string api_key{};
  std::string base_url{};
  Duration total_timeout = 300s;
  Duration idle_timeout = 60s;  // no byte of a stream for this long
};

// Called on the loop for each fragment of text, in order, before chat() answers. May be empty.
using OnText = std::function<void(std::string_view)>;

class ChatModel {
 public:
  virtual ~ChatModel() = default;
  // Always streams from the vendor when on_text is set. Errors: invalid_argument (the vendor
  // refused the request), unauthenticated, rate_limited (with retry_after), unavailable, timeout,
  // limit_exceeded.
  virtual Task<Result<model::ChatReply>> chat(ChatRequest request, OnText on_text) = 0;
};

// All configured vendors. `models` is a fallback list: the next is tried when one answers a
// retryable error before any text was passed on. Fills reply.model and reply.usage.cost_usd_nanos
// from the price table.
class ChatModels {
 public:
  virtual ~ChatModels() = default;
  virtual Task<Result<model::ChatReply>> chat(std::vector<std::string> models, ChatRequest request,
                                              OnText on_text) = 0;
  // The names a person may choose, for the Studio:
  // [{"name","title","vendor","input_usd_per_million",…}].
  virtual Json catalogue() const = 0;
};

}  // namespace elevaite::ports
