// Which part of the conversation the model is shown.
#pragma once
#include <cstdint>
#include <vector>

#include "model/chat.hpp"

namespace elevaite::agents {

// Four characters to a token: enough to keep a bound.
std::int64_t approximate_tokens(const model::ChatMessage& message);

// The newest whole turns (a user's message and all that follows up to the next) within both bounds.
// Never begins in the middle of a turn, so no tool result stands without its call.
std::vector<model::ChatMessage> select_memory(std::vector<model::ChatMessage> messages,
                                              std::size_t max_messages, std::int64_t max_tokens);

}  // namespace elevaite::agents
