// Word documents (ECMA-376): paragraphs, headings by their style, tables.
#include "adapters/parser/archive.hpp"
#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"
#include "adapters/parser/xml_reader.hpp"

namespace elevaite::adapters::parser {
namespace {

// "Heading2", "heading 2", "Title"; 0: none. Localised programs keep the English ids, or say the
// outline level.
int level_of_style(std::string_view style) {
  if (style == "Title") return 1;
  if (style.size() < 8 || (style[0] != 'H' && style[0] != 'h')) return 0;
  if (style.substr(1, 6) != "eading") return 0;
  char digit = style.back();
  return digit >= '1' && digit <= '9' ? digit - '0' : 0;
}

class WordEvents final : public XmlEvents {
 public:
  explicit WordEvents(BlockList& blocks) : blocks_(blocks) {}

  void begin(std::string_view name, const Attribute& attribute) override {
    if (name == "p") level_ = 0;
    if (name == "t") is_text_ = true;
    if (name == "tab") text_ += ' ';
    if (name == "br" || name == "cr") text_ += '\n';
    if (name == "pStyle") level_ = level_of_style(attribute("val"));
    if (name == "outlineLvl") {
      auto level = attribute("val");
      if (level.size() == 1 && level[0] >= '0' && level[0] <= '5') level_ = level[0] - '0' + 1;
    }
    if (name == "tbl") ++table_depth_;
  }

  void text(std::string_view text) override {
    if (is_text_) text_ += text;
  }

  void end(std::string_view name) override {
    if (name == "t") is_text_ = false;
    if (name == "p") end_paragraph();
    if (name == "tc") {
      row_ += row_.empty() ? "" : " | ";
      row_ += table_cell(text_);
      text_.clear();
    }
    if (name == "tr") {
      rows_ += row_ + "\n";
      row_.clear();
    }
    if (name == "tbl" && table_depth_ > 0 && --table_depth_ == 0) {
      blocks_.table(rows_);
      rows_.clear();
    }
  }

 private:
  void end_paragraph() {
    if (table_depth_ > 0) {
      text_ += ' ';
      return;
    }
    if (level_ > 0) {
      blocks_.heading(level_, text_);
    } else {
      blocks_.text(text_);
    }
    text_.clear();
  }

  BlockList& blocks_;
  std::string text_;
  std::string row_;
  std::string rows_;
  int level_ = 0;
  int table_depth_ = 0;
  bool is_text_ = false;
};

}  // namespace

Parsed parse_docx(std::string_view bytes, const ParseLimits& limits) {
  TRY(Archive archive, Archive::open(bytes, limits));
  const std::string part = "word/document.xml";
  if (!archive.has(part)) return invalid_argument("The document is no Word document (DOCX).");
  TRY(std::string xml, archive.read(part));
  BlockList blocks(limits);
  WordEvents events(blocks);
  CHECK(read_xml(xml, part, limits, events));
  return std::move(blocks).finish();
}

}  // namespace elevaite::adapters::parser
