// Presentations (ECMA-376): a slide is a page, its title a heading.
#include "adapters/parser/archive.hpp"
#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"
#include "adapters/parser/xml_reader.hpp"

namespace elevaite::adapters::parser {
namespace {

class SlideEvents final : public XmlEvents {
 public:
  explicit SlideEvents(BlockList& blocks) : blocks_(blocks) {}

  void begin(std::string_view name, const Attribute& attribute) override {
    if (name == "sp") is_title_ = false;
    if (name == "ph") {
      auto type = attribute("type");
      is_title_ = type == "title" || type == "ctrTitle";
    }
    if (name == "t") is_text_ = true;
    if (name == "br") text_ += '\n';
    if (name == "tbl") is_table_ = true;
  }

  void text(std::string_view text) override {
    if (is_text_) text_ += text;
  }

  void end(std::string_view name) override {
    if (name == "t") is_text_ = false;
    if (name == "p") text_ += is_table_ ? ' ' : '\n';
    if (name == "txBody" && !is_table_) {
      if (is_title_) {
        blocks_.heading(1, text_);
      } else {
        blocks_.text(text_);
      }
      text_.clear();
    }
    if (name == "tc") {
      row_ += row_.empty() ? "" : " | ";
      row_ += table_cell(text_);
      text_.clear();
    }
    if (name == "tr") {
      rows_ += row_ + "\n";
      row_.clear();
    }
    if (name == "tbl") {
      blocks_.table(rows_);
      rows_.clear();
      is_table_ = false;
    }
  }

 private:
  BlockList& blocks_;
  std::string text_;
  std::string row_;
  std::string rows_;
  bool is_title_ = false;
  bool is_text_ = false;
  bool is_table_ = false;
};

}  // namespace

Parsed parse_pptx(std::string_view bytes, const ParseLimits& limits) {
  TRY(Archive archive, Archive::open(bytes, limits));
  auto slides = archive.names("ppt/slides/slide", ".xml");
  if (slides.empty()) return invalid_argument("The document is no presentation (PPTX).");
  if (static_cast<std::int64_t>(slides.size()) > limits.pages) {
    return too_large("The presentation has", static_cast<std::size_t>(limits.pages), "slides");
  }
  BlockList blocks(limits);
  std::int64_t page = 0;
  for (const std::string& slide : slides) {
    blocks.set_page(++page);
    TRY(std::string xml, archive.read(slide));
    SlideEvents events(blocks);
    CHECK(read_xml(xml, slide, limits, events));
  }
  return std::move(blocks).finish(page);
}

}  // namespace elevaite::adapters::parser
