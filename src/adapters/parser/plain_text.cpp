// Paragraphs are what lies between empty lines; a form feed begins a page.
#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"

namespace elevaite::adapters::parser {

Parsed parse_plain_text(std::string_view text, const ParseLimits& limits) {
  BlockList blocks(limits);
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    // The line ends of old and of other systems.
    bool is_return = text[i] == '\r';
    if (is_return && i + 1 < text.size() && text[i + 1] == '\n') continue;
    lines += is_return ? '\n' : text[i];
  }
  std::string_view rest = lines;
  while (!rest.empty() && !blocks.full()) {
    auto end = rest.find("\n\n");
    blocks.text(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  }
  return std::move(blocks).finish();
}

}  // namespace elevaite::adapters::parser
