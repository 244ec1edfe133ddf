// Any bytes as a document of each kind of text: the first byte says which. Nothing may crash or
// hang, and what comes out is UTF-8.
#include <array>

#include "adapters/parser/parse.hpp"
#include "core/utf8.hpp"
#include "knowledge/chunker.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  if (size == 0) return 0;
  constexpr std::array kNames = {"a.txt", "a.md", "a.csv", "a.json", "a.html", "a.eml"};
  ports::SourceDocument source;
  source.name = kNames[data[0] % kNames.size()];
  source.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  adapters::parser::ParseLimits limits;
  limits.text_bytes = 1 << 20;
  auto parsed = adapters::parser::parse_document(source, limits);
  if (!parsed) {
    if (parsed.error().code == ErrorCode::internal) __builtin_trap();
    return 0;
  }
  for (const auto& block : parsed->blocks) {
    if (block.text.empty() || !is_utf8(block.text)) __builtin_trap();
  }
  knowledge::ChunkOptions options{40, 8};
  for (const auto& chunk : knowledge::cut_into_chunks(*parsed, options)) {
    if (chunk.text.empty() || chunk.token_count > options.max_tokens) __builtin_trap();
    if (!is_utf8(chunk.text)) __builtin_trap();
  }
  return 0;
}
