#include "adapters/report/body_builder.hpp"

#include <algorithm>

#include "adapters/report/chart_drawing.hpp"
#include "adapters/report/table_layout.hpp"

namespace elevaite::adapters::report {
namespace {

struct HeadingStyle {
  double size, before, after;
  Color color;
};

constexpr HeadingStyle kHeadings[] = {{19, 26, 8, kAccent},   {14, 20, 5, kAccent},
                                      {11.5, 15, 3, kAccent}, {10.5, 12, 2, kInk},
                                      {10, 10, 2, kInk},      {10, 10, 2, kMuted}};
constexpr const char* kHeadingElements[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
constexpr std::ptrdiff_t kMaxCodeLines = 2000;

}  // namespace

Body BodyBuilder::build(const std::vector<Block>& blocks) {
  for (const Block& block : blocks) add_block(block, slot_);
  return std::move(body_);
}

void BodyBuilder::add_block(const Block& block, Slot slot) {
  deadline_.check();
  switch (block.kind) {
    case Block::Kind::heading:
      return add_heading(block, slot);
    case Block::Kind::paragraph:
      return add_paragraph(block.text, slot, kParagraphSpace);
    case Block::Kind::list:
    case Block::Kind::item:
      return add_list(block, slot);
    case Block::Kind::quote:
      return add_quote(block, slot);
    case Block::Kind::code:
      return add_code(block, slot);
    case Block::Kind::rule:
      return add_rule(slot);
    case Block::Kind::table:
      return add_table(block.table, slot);
    case Block::Kind::chart:
      return add_chart(block.chart, slot);
  }
}

Strip& BodyBuilder::add(Strip strip) {
  if (strip.elements.empty()) strip.elements = open_;
  body_.strips.push_back(std::move(strip));
  return body_.strips.back();
}

Slot BodyBuilder::indented(Slot slot, double space) const {
  double width = std::max(60.0, slot.width - space);
  return {locale_.is_rtl ? slot.left : slot.left + slot.width - width, width};
}

void BodyBuilder::add_lines(TextBlock text, double left, double space, const char* element) {
  std::size_t count = text.line_count();
  open_.push_back({element, new_id()});
  for (std::size_t i = 0; i < count; ++i) {
    Strip strip;
    strip.space_before = i == 0 ? space : 0;
    strip.height = text.line(i).height;
    strip.keeps_next = count <= 3 ? i + 1 < count : i == 0 || i + 2 == count;
    strip.draw = [text, i, left](Canvas& canvas, double top) {
      canvas.draw_line(text, i, left, top);
    };
    add(std::move(strip));
  }
  open_.pop_back();
}

void BodyBuilder::add_heading(const Block& block, Slot slot) {
  auto index = static_cast<std::size_t>(std::clamp(block.level, 1, 6) - 1);
  const HeadingStyle& look = kHeadings[index];
  TextStyle style;
  style.size = look.size;
  style.color = look.color;
  style.is_bold = true;
  style.width = slot.width;
  style.leading = 1.05;
  std::size_t first = body_.strips.size();
  add_lines(texts_.make(block.text, style), slot.left, look.before, kHeadingElements[index]);
  for (std::size_t i = first; i < body_.strips.size(); ++i) body_.strips[i].keeps_next = true;
  body_.strips.back().height += look.after;
  body_.strips[first].heading = static_cast<int>(body_.headings.size());
  std::string title = block.text.text;
  for (auto at = title.find("\u2028"); at != std::string::npos; at = title.find("\u2028")) {
    title.replace(at, 3, " ");
  }
  body_.headings.push_back({block.level, std::move(title)});
}

void BodyBuilder::add_paragraph(const RichText& text, Slot slot, double space) {
  if (text.text.empty()) return;
  TextStyle style;
  style.width = slot.width;
  add_lines(texts_.make(text, style), slot.left, space, "P");
}

void BodyBuilder::add_list(const Block& block, Slot slot) {
  open_.push_back({"L", new_id()});
  for (const Block& item : block.children) add_item(item, slot, block.is_tight);
  open_.pop_back();
}

void BodyBuilder::add_item(const Block& item, Slot slot, bool is_tight) {
  std::size_t first = body_.strips.size();
  open_.push_back({"LI", new_id()});
  std::size_t depth = open_.size();
  open_.push_back({"LBody", new_id()});
  TextStyle style;
  double indent = std::max(kIndent, texts_.width_of(item.marker, style) + 6);
  Slot inner = indented(slot, indent);
  bool is_first = true;
  for (const Block& child : item.children) {
    double space = is_tight || is_first ? 3 : kParagraphSpace;
    if (child.kind == Block::Kind::paragraph) {
      add_paragraph(child.text, inner, space);
    } else {
      add_block(child, inner);
    }
    is_first = false;
  }
  if (body_.strips.size() == first) add_lines(texts_.make({" "}, style), inner.left, 3, "P");
  open_.resize(depth - 1);
  style.align = Align::start;
  style.width = indent;
  style.color = kAccent;
  TextBlock marker = texts_.make({item.marker}, style);
  Strip& strip = body_.strips[first];
  double left = locale_.is_rtl ? inner.left + inner.width : slot.left;
  // The marker goes first: readers and pdftotext take it before its text.
  strip.draw = [marker, left, rest = std::move(strip.draw)](Canvas& canvas, double top) {
    canvas.draw_line(marker, 0, left, top);
    rest(canvas, top);
  };
}

void BodyBuilder::add_quote(const Block& block, Slot slot) {
  std::size_t first = body_.strips.size();
  open_.push_back({"BlockQuote", new_id()});
  Slot inner = indented(slot, 14);
  for (const Block& child : block.children) add_block(child, inner);
  open_.pop_back();
  double x = locale_.is_rtl ? slot.left + slot.width - 1.5 : slot.left + 1.5;
  for (std::size_t i = first; i < body_.strips.size(); ++i) {
    Strip& strip = body_.strips[i];
    double above = i == first ? 0 : strip.space_before;
    double below = strip.height;
    strip.draw = [above, below, x, rest = std::move(strip.draw)](Canvas& canvas, double top) {
      // Onto the space above only where there is some: not at the top of a page.
      double begin = top - above < kMarginTop ? top : top - above;
      canvas.rule(kAccent, 1.5, x, begin, x, top + below);
      rest(canvas, top);
    };
  }
}

void BodyBuilder::add_code(const Block& block, Slot slot) {
  auto lines = std::count(block.text.text.begin(), block.text.text.end(), '\n');
  if (lines >= kMaxCodeLines) refuse(block.line, "A block of code has at most 2000 lines.");
  TextStyle style;
  style.size = kCodeSize;
  style.is_mono = true;
  style.leading = 1.15;
  style.width = slot.width - 16;
  TextBlock text = texts_.make(block.text, style);
  std::size_t count = text.line_count();
  open_.push_back({"Code", new_id()});
  for (std::size_t i = 0; i < count; ++i) {
    double above = i == 0 ? 6 : 0;
    double below = i + 1 == count ? 6 : 0;
    Strip strip;
    strip.space_before = i == 0 ? kParagraphSpace : 0;
    strip.height = text.line(i).height + above + below;
    strip.keeps_next = count <= 3 ? i + 1 < count : i == 0 || i + 2 == count;
    strip.draw = [text, i, slot, above, height = strip.height](Canvas& canvas, double top) {
      // Panels of neighbouring lines overlap a little, lest a hair of white shows between them.
      canvas.fill(kPanel, slot.left, top, slot.width, height + 0.3);
      canvas.draw_line(text, i, slot.left + 8, top + above);
    };
    add(std::move(strip));
  }
  open_.pop_back();
}

void BodyBuilder::add_rule(Slot slot) {
  Strip strip;
  strip.space_before = 10;
  strip.height = 6;
  strip.draw = [slot](Canvas& canvas, double top) {
    canvas.rule(kHairline, 0.75, slot.left, top + 3, slot.left + slot.width, top + 3);
  };
  add(std::move(strip));
}

void BodyBuilder::add_caption(const std::string& title, Slot slot) {
  if (title.empty()) return;
  TextStyle style;
  style.size = kTableSize;
  style.is_bold = true;
  style.width = slot.width;
  std::size_t first = body_.strips.size();
  add_lines(texts_.make({title}, style), slot.left, 14, "Caption");
  for (std::size_t i = first; i < body_.strips.size(); ++i) body_.strips[i].keeps_next = true;
}

void BodyBuilder::add_table(const Table& table, Slot slot) {
  add_caption(table.title, slot);
  TableLayout layout(texts_, locale_, table, slot.left, slot.width, page_height_);
  std::size_t id = new_id();
  std::size_t first = body_.strips.size();
  layout.add_rows(deadline_, [&](Strip strip) {
    open_.push_back({"Table", id});
    open_.push_back({"TR", new_id()});
    add(std::move(strip));
    open_.pop_back();
    open_.pop_back();
  });
  auto head = layout.head();
  head->elements = open_;
  head->elements.push_back({"Table", id});
  head->elements.push_back({"TR", new_id()});
  for (std::size_t i = first + 1; i < body_.strips.size(); ++i) body_.strips[i].head = head;
  if (first < body_.strips.size()) {
    body_.strips[first].space_before = table.title.empty() ? 12 : 5;
  }
}

void BodyBuilder::add_chart(const Chart& chart, Slot slot) {
  add_caption(chart.title, slot);
  auto drawing = std::make_shared<ChartDrawing>(texts_, locale_, chart, slot.width);
  open_.push_back({"Figure", new_id()});
  Strip strip;
  strip.space_before = chart.title.empty() ? 14 : 6;
  strip.height = drawing->height();
  strip.draw = [drawing, left = slot.left](Canvas& canvas, double top) {
    drawing->draw(canvas, left, top);
  };
  add(std::move(strip));
  open_.pop_back();
}

}  // namespace elevaite::adapters::report
