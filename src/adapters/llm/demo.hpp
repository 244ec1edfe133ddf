// The embedded demo model: offline, deterministic, and honest about being no real model. It picks
// tools by matching words, takes arguments out of the message by their schema, and answers from the
// results.
#pragma once
#include "ports/chat_model.hpp"

namespace elevaite::adapters::llm {

class DemoModel final : public ports::ChatModel {
 public:
  // Never waits and never fails; usage is counted at four characters to a token.
  Task<Result<model::ChatReply>> chat(ports::ChatRequest request, ports::OnText on_text) override;
};

}  // namespace elevaite::adapters::llm
