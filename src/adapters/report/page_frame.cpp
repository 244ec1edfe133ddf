#include "adapters/report/page_frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::adapters::report {
namespace {

constexpr double kEntryHeight = 19;
constexpr double kContentsHead = 46;

std::string page_text(const Locale& locale, std::size_t page, std::size_t pages) {
  std::string text = locale.page;
  for (auto [mark, number] : {std::pair{"{page}", page}, std::pair{"{pages}", pages}}) {
    auto at = text.find(mark);
    if (at != std::string::npos) {
      text.replace(at, std::string_view(mark).size(), std::to_string(number));
    }
  }
  return text;
}

}  // namespace

bool is_in_contents(const Heading& heading) { return heading.level <= 3 && !heading.title.empty(); }

PageFrame::PageFrame(const TextMaker& texts, const Locale& locale, const ports::Report& report,
                     double width, double height)
    : texts_(texts),
      locale_(locale),
      report_(report),
      width_(width),
      height_(height),
      column_(width - 2 * kMarginSide) {}

double PageFrame::draw_text(Canvas& canvas, const std::string& text, const TextStyle& style,
                            double x, double top, const char* element) const {
  if (text.empty()) return 0;
  TextBlock block = texts_.make({text}, style);
  if (element != nullptr) canvas.begin(element);
  canvas.draw(block, x, top);
  if (element != nullptr) canvas.end(element);
  return block.height();
}

void PageFrame::draw_cover(Canvas& canvas) const {
  double panel = height_ * 0.56;
  canvas.fill(kAccent, 0, 0, width_, panel);
  TextStyle style;
  style.align = Align::start;
  style.width = column_;
  style.color = kWhite;
  style.size = 11;
  style.is_bold = true;
  draw_text(canvas, report_.organisation, style, kMarginSide, kMarginTop, "P");

  style.size = report_.title.size() > 60 ? 26 : 34;
  style.leading = 1.02;
  TextBlock title = texts_.make({report_.title}, style);
  while (title.height() > panel - 2 * kMarginTop && style.size > 9) {
    style.size *= 0.8;
    title = texts_.make({report_.title}, style);
  }
  double top = panel - 42 - title.height();
  canvas.begin("H1");
  canvas.draw(title, kMarginSide, std::max(top, kMarginTop));
  canvas.end("H1");
  double mark = locale_.is_rtl ? width_ - kMarginSide - 48 : kMarginSide;
  canvas.fill(kSeries[1], mark, panel - 3, 48, 6);

  style.size = 15;
  style.leading = 1.15;
  style.is_bold = false;
  style.color = kInk;
  draw_text(canvas, report_.subtitle, style, kMarginSide, panel + 34, "P");
  style.size = 10;
  style.color = kMuted;
  double y = height_ - kMarginBottom - 30;
  y += draw_text(canvas, report_.author, style, kMarginSide, y, "P");
  draw_text(canvas, report_.date, style, kMarginSide, y + 2, "P");
}

std::size_t PageFrame::entries_on(std::size_t page) const {
  double room = height_ - kMarginTop - kMarginBottom - (page == 0 ? kContentsHead : 0);
  return static_cast<std::size_t>(room / kEntryHeight);
}

std::size_t PageFrame::contents_pages(const std::vector<Heading>& headings) const {
  auto left =
      static_cast<std::size_t>(std::count_if(headings.begin(), headings.end(), is_in_contents));
  std::size_t pages = 0;
  while (left > 0) left -= std::min(left, entries_on(pages++));
  return pages;
}

void PageFrame::draw_entry(Canvas& canvas, const Heading& heading, double top,
                           std::size_t page) const {
  TextStyle style;
  style.align = Align::end;
  style.width = 40;
  style.is_bold = heading.level == 1;
  style.color = heading.level == 1 ? kInk : kMuted;
  TextBlock number = texts_.make({std::to_string(page)}, style);
  double indent = (heading.level - 1) * 16;
  style.align = Align::start;
  style.is_one_line = true;
  style.width = column_ - indent - 44;
  style.color = kInk;
  TextBlock title = texts_.make({heading.title}, style);
  double right = kMarginSide + column_;
  double text = locale_.is_rtl ? right - indent - style.width : kMarginSide + indent;
  double digits = locale_.is_rtl ? kMarginSide : right - 40;
  canvas.begin("TOCI");
  canvas.draw_line(title, 0, text, top);
  canvas.draw_line(number, 0, digits, top);
  canvas.link_to_page(page, heading.top - 6, kMarginSide, top, column_, kEntryHeight - 2);
  canvas.end("TOCI");
  double begin = indent + title.line(0).width + 6;
  double end = column_ - number.line(0).width - 6;
  cairo_t* cairo = canvas.cairo();
  double y = top + title.line(0).baseline - 1;
  double dots[] = {0.6, 3};
  if (end - begin < 12) return;
  cairo_save(cairo);
  cairo_set_dash(cairo, dots, 2, 0);
  double x1 = locale_.is_rtl ? right - end : kMarginSide + begin;
  double x2 = locale_.is_rtl ? right - begin : kMarginSide + end;
  canvas.rule(kMuted, 0.6, x1, y, x2, y);
  cairo_restore(cairo);
}

void PageFrame::draw_contents(Canvas& canvas, const std::vector<Heading>& headings,
                              std::size_t number, std::size_t first_page) const {
  std::size_t skipped = 0;
  for (std::size_t i = 0; i < number; ++i) skipped += entries_on(i);
  double top = kMarginTop;
  if (number == 0) {
    TextStyle style;
    style.align = Align::start;
    style.width = column_;
    style.size = 19;
    style.is_bold = true;
    style.color = kAccent;
    draw_text(canvas, locale_.contents, style, kMarginSide, top, "H1");
    top += kContentsHead;
  }
  canvas.begin("TOC");
  std::size_t left = entries_on(number);
  for (const Heading& heading : headings) {
    if (!is_in_contents(heading)) continue;
    if (skipped > 0) {
      --skipped;
      continue;
    }
    if (left-- == 0) break;
    draw_entry(canvas, heading, top, first_page + heading.page);
    top += kEntryHeight;
  }
  canvas.end("TOC");
}

void PageFrame::draw_header_and_footer(Canvas& canvas, std::size_t page, std::size_t pages) const {
  double right = kMarginSide + column_;
  TextStyle style;
  style.size = kSmallSize;
  style.color = kMuted;
  style.is_one_line = true;
  style.align = Align::start;
  style.width = column_ * 0.7;
  double start = locale_.is_rtl ? right - style.width : kMarginSide;
  draw_text(canvas, report_.title, style, start, 38, nullptr);
  canvas.rule(kHairline, 0.5, kMarginSide, 54, right, 54);
  double foot = height_ - 46;
  draw_text(canvas, report_.organisation, style, start, foot, nullptr);
  style.align = Align::end;
  style.width = column_ * 0.3;
  double end = locale_.is_rtl ? kMarginSide : right - style.width;
  draw_text(canvas, page_text(locale_, page, pages), style, end, foot, nullptr);
}

}  // namespace elevaite::adapters::report
