#include "adapters/report/inline_text.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstring>

namespace elevaite::adapters::report {
namespace {

constexpr std::string_view kLineEnd = "\u2028";

// Where a click may lead: nothing that runs, nothing local.
bool is_safe_link(std::string_view url) {
  for (std::string_view scheme : {"https://", "http://", "mailto:"}) {
    if (url.starts_with(scheme)) return url.size() <= 2000;
  }
  return false;
}

class InlineReader {
 public:
  void visit(cmark_node* node, bool is_entering) {
    // An int, because extensions add types that the enumeration does not have.
    switch (static_cast<int>(cmark_node_get_type(node))) {
      case CMARK_NODE_TEXT:
        append(cmark_node_get_literal(node), 0);
        break;
      case CMARK_NODE_SOFTBREAK:
        append(" ", 0);
        break;
      case CMARK_NODE_LINEBREAK:
        append(kLineEnd, 0);
        break;
      case CMARK_NODE_CODE:
        append(cmark_node_get_literal(node), kCode);
        break;
      case CMARK_NODE_HTML_INLINE:
        html(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_EMPH:
        italic_ += is_entering ? 1 : -1;
        break;
      case CMARK_NODE_STRONG:
        bold_ += is_entering ? 1 : -1;
        break;
      case CMARK_NODE_LINK:
        link_ = is_entering ? safe_url(node) : "";
        break;
      case CMARK_NODE_IMAGE:
        append(is_entering ? "[" : "]", kItalic);
        break;
      default:
        if (std::strcmp(cmark_node_get_type_string(node), "strikethrough") == 0) {
          struck_ += is_entering ? 1 : -1;
        }
    }
  }

  RichText take() { return std::move(out_); }

 private:
  static std::string safe_url(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    return url != nullptr && is_safe_link(url) ? clean_text(url) : "";
  }

  void html(std::string_view text) {
    if (text.starts_with("<br")) {
      append(kLineEnd, 0);
    } else if (!text.starts_with("<!--")) {
      append(text, 0);
    }
  }

  void append(std::string_view text, unsigned marks) {
    if (bold_ > 0) marks |= kBold;
    if (italic_ > 0) marks |= kItalic;
    if (struck_ > 0) marks |= kStruck;
    std::size_t begin = out_.text.size();
    out_.text += clean_text(text);
    std::size_t end = out_.text.size();
    if (begin == end || (marks == 0 && link_.empty())) return;
    if (!out_.spans.empty()) {
      Span& last = out_.spans.back();
      if (last.end == begin && last.marks == marks && last.link == link_) {
        last.end = end;
        return;
      }
    }
    out_.spans.push_back({begin, end, marks, link_});
  }

  RichText out_;
  int bold_ = 0;
  int italic_ = 0;
  int struck_ = 0;
  std::string link_;
};

// Whether valid UTF-8 begins with a code point that Unicode keeps for no character (U+FDD0 to
// U+FDEF, and the last two of every plane): Cairo refuses the whole text for it.
bool is_noncharacter(std::string_view text) {
  auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() >= 3 && byte(0) == 0xef) {
    const bool is_arabic_gap = byte(1) == 0xb7 && byte(2) >= 0x90 && byte(2) <= 0xaf;
    return is_arabic_gap || (byte(1) == 0xbf && byte(2) >= 0xbe);
  }
  return text.size() >= 4 && byte(0) >= 0xf0 && (byte(1) & 0x0f) == 0x0f && byte(2) == 0xbf &&
         byte(3) >= 0xbe;
}

}  // namespace

RichText read_inlines(cmark_node* block) {
  InlineReader reader;
  cmark_iter* iterator = cmark_iter_new(block);
  for (auto event = cmark_iter_next(iterator); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator)) {
    cmark_node* node = cmark_iter_get_node(iterator);
    if (node != block) reader.visit(node, event == CMARK_EVENT_ENTER);
  }
  cmark_iter_free(iterator);
  return reader.take();
}

std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char character = text[i];
    auto byte = static_cast<unsigned char>(character);
    if (character == '\t') {
      clean += "    ";
    } else if (is_noncharacter(text.substr(i))) {
      i += byte >= 0xf0 ? 3 : 2;
    } else if (character == '\n' || (byte >= 0x20 && byte != 0x7f)) {
      clean += character;
    }
  }
  return clean;
}

bool looks_numeric(std::string_view text) {
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (char character : text) {
    bool is_digit = character >= '0' && character <= '9';
    bool is_letter =
        (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    digits += is_digit;
    letters += is_letter;
    if (character == ':' || character == '/') return false;
  }
  // A date has its dashes between digits, a negative number only in front.
  if (text.find('-', 1) != std::string_view::npos) return false;
  return digits > 0 && letters == 0 && text.size() <= 40;
}

}  // namespace elevaite::adapters::report
