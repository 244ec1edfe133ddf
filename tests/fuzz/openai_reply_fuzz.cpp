// Any bytes as an OpenAI reply: whole, and as a stream with one event per line. Nothing may crash
// or throw, and what comes out must be valid JSON text again.
#include "adapters/llm/formats/openai_chat.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  using namespace elevaite::adapters::llm;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto check = [](const Result<model::ChatReply>& reply) {
    if (!reply.has_value()) return;
    if (!parse_json(to_text(model::to_json(*reply))).has_value()) __builtin_trap();
  };
  check(parse_openai_chat_reply(text));
  OpenaiChatStream stream;
  std::string streamed;
  ports::OnText on_text = [&](std::string_view fragment) { streamed += fragment; };
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (!stream.feed(line, on_text).has_value()) break;
  }
  auto reply = stream.finish(on_text);
  check(reply);
  if (reply.has_value() && reply->text != streamed) __builtin_trap();
  return 0;
}
