// Any bytes as the archive of an office document, and as the XML in one: the first byte says which.
#include <array>

#include "adapters/parser/parse.hpp"
#include "adapters/parser/xml_reader.hpp"
#include "core/utf8.hpp"

namespace {

struct Silent final : elevaite::adapters::parser::XmlEvents {
  void begin(std::string_view, const Attribute& attribute) override { attribute("val"); }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  if (size == 0) return 0;
  adapters::parser::ParseLimits limits;
  limits.inflated_bytes = 1 << 20;
  limits.text_bytes = 1 << 18;
  constexpr std::array kNames = {"a.docx", "a.pptx", "a.xlsx"};
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 4 == 3) {
    Silent events;
    auto read = adapters::parser::read_xml(bytes, "part", limits, events);
    if (!read && read.error().code == ErrorCode::internal) __builtin_trap();
    return 0;
  }
  ports::SourceDocument source;
  source.name = kNames[data[0] % 4];
  source.bytes = std::move(bytes);
  auto parsed = adapters::parser::parse_document(source, limits);
  if (!parsed && parsed.error().code == ErrorCode::internal) __builtin_trap();
  if (!parsed) return 0;
  for (const auto& block : parsed->blocks) {
    if (block.text.empty() || !is_utf8(block.text)) __builtin_trap();
  }
  return 0;
}
