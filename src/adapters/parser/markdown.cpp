// The blocks at the top of a CommonMark document, each as it is written.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <mutex>
#include <vector>

#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"

namespace elevaite::adapters::parser {
namespace {

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Node read_markdown(std::string_view text) {
  static std::once_flag registered;
  std::call_once(registered, [] { cmark_gfm_core_extensions_ensure_registered(); });
  std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT), &cmark_parser_free);
  if (auto* tables = cmark_find_syntax_extension("table")) {
    cmark_parser_attach_syntax_extension(parser.get(), tables);
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Node(cmark_parser_finish(parser.get()), &cmark_node_free);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// The lines of a top-level node, as they are written.
std::string_view source_of(cmark_node* node, const std::vector<std::string_view>& lines) {
  auto first = static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1)) - 1;
  auto last = static_cast<std::size_t>(std::max(cmark_node_get_end_line(node), 1)) - 1;
  if (first >= lines.size()) return {};
  last = std::min(std::max(first, last), lines.size() - 1);
  const char* begin = lines[first].data();
  return {begin, static_cast<std::size_t>(lines[last].data() + lines[last].size() - begin)};
}

std::string words_of(cmark_node* heading) {
  std::string words;
  std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(heading),
                                                               &cmark_iter_free);
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) words += cmark_node_get_literal(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) words += ' ';
  }
  return words;
}

}  // namespace

Parsed parse_markdown(std::string_view text, const ParseLimits& limits) {
  BlockList blocks(limits);
  Node document = read_markdown(text);
  const auto lines = lines_of(text);
  for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr && !blocks.full();
       node = cmark_node_next(node)) {
    auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) {
      blocks.heading(cmark_node_get_heading_level(node), words_of(node));
    } else if (std::string_view(cmark_node_get_type_string(node)) == "table") {
      blocks.table(source_of(node, lines));
    } else if (type != CMARK_NODE_THEMATIC_BREAK) {
      blocks.text(source_of(node, lines));
    }
  }
  return std::move(blocks).finish();
}

}  // namespace elevaite::adapters::parser
