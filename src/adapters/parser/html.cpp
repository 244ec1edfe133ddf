// The text of a page under its headings; no scripts, styles, forms and pictures.
#include <libxml/HTMLparser.h>

#include <memory>
#include <set>

#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"

namespace elevaite::adapters::parser {
namespace {

using Words = std::set<std::string_view>;

const Words kUnread = {"script", "style",  "noscript", "template", "svg",  "canvas",
                       "iframe", "object", "select",   "button",   "head", "textarea"};
const Words kBreaking = {"p",       "div",   "section", "article", "main",    "header",    "footer",
                         "aside",   "nav",   "ul",      "ol",      "dl",      "form",      "pre",
                         "address", "table", "figure",  "hr",      "details", "blockquote"};
const Words kLines = {"br", "li", "dt", "dd", "figcaption", "summary"};

std::string_view name_of(const xmlNode* node) {
  return node->name == nullptr ? std::string_view() : reinterpret_cast<const char*>(node->name);
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

// Without recursion: how deep a page nests its elements is up to whoever wrote it.
class PageWalk {
 public:
  explicit PageWalk(const ParseLimits& limits) : blocks_(limits) {}

  void walk(const xmlNode* root) {
    const xmlNode* node = root;
    while (!blocks_.full()) {
      if (enter(node) && node->children != nullptr) {
        node = node->children;
        continue;
      }
      leave(node);
      while (node != root && node->next == nullptr) {
        node = node->parent;
        leave(node);
      }
      if (node == root) break;
      node = node->next;
    }
    flush();
  }
  Parsed finish() && { return std::move(blocks_).finish(); }

 private:
  // Whether what is in it is read.
  bool enter(const xmlNode* node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (node->content == nullptr) return false;
      std::string_view text = reinterpret_cast<const char*>(node->content);
      if (is_verbatim_ || table_depth_ > 0) {
        text_ += text;
      } else {
        append_words(text);
      }
      return false;
    }
    if (node->type != XML_ELEMENT_NODE) return false;
    auto name = name_of(node);
    if (kUnread.contains(name)) return false;
    if (name == "table" && table_depth_++ == 0) flush();
    if (table_depth_ > 0) {
      if (kLines.contains(name) || kBreaking.contains(name)) text_ += ' ';
      return true;
    }
    if (heading_level(name) > 0 || kBreaking.contains(name)) flush();
    if (kLines.contains(name)) break_line();
    if (name == "li") text_ += "- ";
    if (name == "pre") is_verbatim_ = true;
    return true;
  }

  void leave(const xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE) return;
    auto name = name_of(node);
    if (kUnread.contains(name)) return;
    if (table_depth_ > 0) {
      leave_in_table(name);
    } else if (int level = heading_level(name); level > 0) {
      blocks_.heading(level, text_);
      text_.clear();
    } else if (kBreaking.contains(name)) {
      flush();
      if (name == "pre") is_verbatim_ = false;
    }
  }

  void leave_in_table(std::string_view name) {
    if (name == "td" || name == "th") {
      row_ += row_.empty() ? "" : " | ";
      row_ += table_cell(text_);
      text_.clear();
    } else if (name == "tr") {
      if (!row_.empty()) rows_ += row_ + "\n";
      row_.clear();
    } else if (name == "caption") {
      blocks_.text(text_);
      text_.clear();
    } else if (name == "table" && --table_depth_ == 0) {
      if (!row_.empty()) rows_ += row_ + "\n";
      rows_ += table_cell(text_);
      blocks_.table(rows_);
      row_.clear();
      rows_.clear();
      text_.clear();
    }
  }

  void append_words(std::string_view text) {
    for (char c : text) {
      bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!is_blank) {
        text_ += c;
      } else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') {
        text_ += ' ';
      }
    }
  }

  void break_line() {
    if (!text_.empty()) text_ += '\n';
  }

  void flush() {
    blocks_.text(text_);
    text_.clear();
  }

  BlockList blocks_;
  std::string text_;
  std::string row_;
  std::string rows_;
  std::size_t table_depth_ = 0;
  bool is_verbatim_ = false;
};

}  // namespace

Parsed parse_html(std::string_view text, const ParseLimits& limits) {
  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> page(
      htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                         HTML_PARSE_RECOVER | HTML_PARSE_NOIMPLIED),
      &xmlFreeDoc);
  PageWalk walk(limits);
  if (page) {
    for (const xmlNode* root = page->children; root != nullptr; root = root->next) walk.walk(root);
  }
  return std::move(walk).finish();
}

}  // namespace elevaite::adapters::parser
