#include "agents/memory.hpp"

namespace elevaite::agents {

std::int64_t approximate_tokens(const model::ChatMessage& message) {
  std::size_t characters = message.text.size() + 16;
  // Their contents have a bound of their own.
  for (const model::Attachment& file : message.files) characters += file.name.size() + 64;
  for (const model::ToolCall& call : message.tool_calls) {
    characters += call.name.size() + call.arguments.size();
  }
  return static_cast<std::int64_t>(characters / 4);
}

std::vector<model::ChatMessage> select_memory(std::vector<model::ChatMessage> messages,
                                              std::size_t max_messages, std::int64_t max_tokens) {
  std::size_t begin = messages.size();
  std::int64_t tokens = 0;
  for (std::size_t i = messages.size(); i > 0; --i) {
    tokens += approximate_tokens(messages[i - 1]);
    if (tokens > max_tokens || messages.size() - i + 1 > max_messages) break;
    if (messages[i - 1].role == model::ChatRole::user) begin = i - 1;
  }
  messages.erase(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(begin));
  return messages;
}

}  // namespace elevaite::agents
