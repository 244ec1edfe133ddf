#include "adapters/report/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstring>
#include <memory>
#include <mutex>

#include "adapters/report/data_fences.hpp"
#include "adapters/report/inline_text.hpp"
#include "adapters/report/table_data.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::report {
namespace {

// The parser needs time that grows with the square of hostile input.
constexpr std::size_t kMaxProse = 256 << 10;
constexpr std::size_t kMaxMarkdown = 8 << 20;
constexpr std::size_t kMaxLine = 32 << 10;
constexpr int kMaxDepth = 12;
constexpr std::size_t kMaxBlocks = 50'000;

void check_lines(std::string_view prose) {
  for (std::size_t number = 1; !prose.empty(); ++number) {
    std::size_t size = std::min(prose.find('\n'), prose.size() - 1) + 1;
    if (size > kMaxLine) refuse(number, "A line has at most 32 KiB.");
    prose.remove_prefix(size);
  }
}

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Node = std::unique_ptr<cmark_node, NodeDeleter>;

struct ParserDeleter {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

// Typographic quotes are those of English; other languages keep what was written.
Node parse(const std::string& prose, bool is_english) {
  static std::once_flag once;
  std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
  std::unique_ptr<cmark_parser, ParserDeleter> parser(
      cmark_parser_new(is_english ? CMARK_OPT_SMART : CMARK_OPT_DEFAULT));
  for (const char* name : {"table", "strikethrough", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), prose.data(), prose.size());
  return Node(cmark_parser_finish(parser.get()));
}

class Reader {
 public:
  Reader(std::vector<DataFence> fences, const Locale& locale, const Deadline& deadline)
      : fences_(std::move(fences)), locale_(locale), deadline_(deadline) {}

  std::vector<Block> children(cmark_node* parent, int depth) {
    std::vector<Block> blocks;
    for (auto* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      if (depth > kMaxDepth) {
        refuse(line_of(node),
               fmt::format("Lists and quotes are nested more than {} deep.", kMaxDepth));
      }
      if (++count_ > kMaxBlocks) exceed(fmt::format("A report has at most {} parts.", kMaxBlocks));
      if (count_ % 64 == 0) deadline_.check();
      add(node, depth, blocks);
    }
    return blocks;
  }

 private:
  static std::size_t line_of(cmark_node* node) {
    return static_cast<std::size_t>(std::max(1, cmark_node_get_start_line(node)));
  }

  void add(cmark_node* node, int depth, std::vector<Block>& out) {
    Block block;
    block.line = line_of(node);
    // An int, because extensions add types that the enumeration does not have.
    switch (static_cast<int>(cmark_node_get_type(node))) {
      case CMARK_NODE_HEADING:
        block.kind = Block::Kind::heading;
        block.level = cmark_node_get_heading_level(node);
        block.text = read_inlines(node);
        break;
      case CMARK_NODE_PARAGRAPH:
        block.text = read_inlines(node);
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        block.kind = Block::Kind::quote;
        block.children = children(node, depth + 1);
        break;
      case CMARK_NODE_LIST:
        read_list(node, depth, block);
        break;
      case CMARK_NODE_CODE_BLOCK:
        read_code(node, block);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        block.kind = Block::Kind::rule;
        break;
      case CMARK_NODE_HTML_BLOCK: {
        std::string_view html = cmark_node_get_literal(node);
        if (html.starts_with("<!--")) return;
        block.text.text = clean_text(html);
        break;
      }
      default:
        if (std::strcmp(cmark_node_get_type_string(node), "table") != 0) return;
        read_pipe_table(node, block);
    }
    out.push_back(std::move(block));
  }

  void read_list(cmark_node* node, int depth, Block& list) {
    list.kind = Block::Kind::list;
    list.is_tight = cmark_node_get_list_tight(node) != 0;
    bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    long number = cmark_node_get_list_start(node);
    for (auto* child = cmark_node_first_child(node); child != nullptr;
         child = cmark_node_next(child)) {
      Block item;
      item.kind = Block::Kind::item;
      item.line = line_of(child);
      item.marker = is_ordered ? fmt::format("{}.", number++) : depth % 2 == 0 ? "•" : "–";
      if (std::strcmp(cmark_node_get_type_string(child), "tasklist") == 0) {
        item.marker = cmark_gfm_extensions_get_tasklist_item_checked(child) ? "☑" : "☐";
      }
      item.children = children(child, depth + 1);
      list.children.push_back(std::move(item));
    }
  }

  void read_code(cmark_node* node, Block& block) {
    std::string_view info = cmark_node_get_fence_info(node);
    std::string_view literal = cmark_node_get_literal(node);
    if (const DataFence* fence = fence_at(info, literal, block.line)) {
      bool is_chart = fence->kind == "chart";
      block.kind = is_chart ? Block::Kind::chart : Block::Kind::table;
      if (is_chart) {
        block.chart = read_chart(fence->json, fence->line, locale_);
      } else {
        block.table = read_table(fence->json, fence->line, locale_);
      }
      return;
    }
    block.kind = Block::Kind::code;
    if (literal.ends_with('\n')) literal.remove_suffix(1);
    block.text.text = clean_text(literal);
  }

  // A fence inside of a list or quote is none of those that were taken out: its text is its own.
  const DataFence* fence_at(std::string_view info, std::string_view literal, std::size_t line) {
    if (info != "chart" && info != "table") return nullptr;
    for (const DataFence& fence : fences_) {
      if (fence.line == line && fence.kind == info) return &fence;
    }
    own_ = {std::string(info), std::string(literal), line};
    return &own_;
  }

  void read_pipe_table(cmark_node* node, Block& block) {
    block.kind = Block::Kind::table;
    auto columns = cmark_gfm_extensions_get_table_columns(node);
    const auto* alignments = cmark_gfm_extensions_get_table_alignments(node);
    for (auto* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
      std::vector<RichText> cells;
      for (auto* cell = cmark_node_first_child(row); cell != nullptr;
           cell = cmark_node_next(cell)) {
        cells.push_back(read_inlines(cell));
      }
      cells.resize(columns);
      if (++count_ > kMaxBlocks) exceed(fmt::format("A report has at most {} parts.", kMaxBlocks));
      if (!cmark_gfm_extensions_get_table_row_is_header(row)) {
        block.table.rows.push_back(std::move(cells));
        continue;
      }
      for (std::size_t i = 0; i < columns; ++i) {
        Align align = alignments[i] == 'l'   ? Align::start
                      : alignments[i] == 'c' ? Align::center
                      : alignments[i] == 'r' ? Align::end
                                             : Align::automatic;
        block.table.columns.push_back({std::move(cells[i]), align, false});
      }
    }
    if (columns > 24) refuse(block.line, "The table has more than 24 columns.");
    mark_numeric_columns(block.table);
  }

  static void mark_numeric_columns(Table& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      bool has_number = false;
      bool has_text = false;
      for (const auto& row : table.rows) {
        if (row[i].text.empty()) continue;
        (looks_numeric(row[i].text) ? has_number : has_text) = true;
      }
      table.columns[i].is_numeric = has_number && !has_text;
    }
  }

  std::vector<DataFence> fences_;
  DataFence own_;
  const Locale& locale_;
  const Deadline& deadline_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<Block> parse_markdown(std::string_view markdown, const Locale& locale,
                                  const Deadline& deadline) {
  if (markdown.size() > kMaxMarkdown) exceed("A report's text has at most 8 MiB, data included.");
  if (!is_utf8(markdown)) throw Failure(invalid_argument("The report's text is not UTF-8."));
  SplitText split = split_data(markdown);
  if (split.prose.size() > kMaxProse) {
    exceed("A report's text has at most 256 KiB beside its ```table and ```chart blocks.");
  }
  check_lines(split.prose);
  Node document = parse(split.prose, locale.language.starts_with("en"));
  deadline.check();
  return Reader(std::move(split.fences), locale, deadline).children(document.get(), 0);
}

}  // namespace elevaite::adapters::report
