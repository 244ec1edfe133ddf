// Anthropic's messages API, and every server that speaks the same format under another base URL.
#pragma once
#include "adapters/llm/formats/anthropic_messages.hpp"
#include "adapters/llm/vendor_call.hpp"

namespace elevaite::adapters::llm {

class AnthropicModel final : public ports::ChatModel {
 public:
  // `client` and `guard` outlive it. An empty base URL means Anthropic itself.
  AnthropicModel(net::HttpClient& client, const net::EgressGuard& guard, VendorSettings settings);
  Task<Result<model::ChatReply>> chat(ports::ChatRequest request, ports::OnText on_text) override;

 private:
  Task<Result<model::ChatReply>> whole(VendorCall call, AnthropicAnswerTool answer);
  Task<Result<model::ChatReply>> streamed(VendorCall call, AnthropicAnswerTool answer,
                                          ports::OnText on_text);

  net::HttpClient& client_;
  const net::EgressGuard& guard_;
  VendorSettings settings_;
};

}  // namespace elevaite::adapters::llm
