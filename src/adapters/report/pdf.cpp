#include "adapters/report/pdf.hpp"

#include "adapters/report/body_builder.hpp"
#include "adapters/report/inline_text.hpp"
#include "adapters/report/markdown.hpp"
#include "adapters/report/page_frame.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr std::size_t kMaxLabel = 500;

void check_label(std::string& text, const char* name) {
  if (!is_utf8(text)) throw Failure(invalid_field(name, "utf8", "is not UTF-8."));
  if (text.size() > kMaxLabel) throw Failure(invalid_field(name, "length", "is too long."));
  text = clean_text(text);
}

void check_labels(ports::Report& report) {
  check_label(report.title, "title");
  check_label(report.subtitle, "subtitle");
  check_label(report.author, "author");
  check_label(report.organisation, "organisation");
  check_label(report.date, "date");
  check_label(report.language, "language");
}

// Models begin their text with the title as a heading; it would stand there twice.
void take_title(std::vector<Block>& blocks, ports::Report& report) {
  bool begins_with_title =
      !blocks.empty() && blocks[0].kind == Block::Kind::heading && blocks[0].level == 1;
  if (begins_with_title && report.title.empty())
    report.title = clip_utf8(blocks[0].text.text, kMaxLabel);
  bool is_repeated = begins_with_title && blocks[0].text.text == report.title;
  if (is_repeated && report.has_cover) blocks.erase(blocks.begin());
}

// When no heading of level 1 is left, those of level 2 stand at the top of the contents.
void lift_headings(std::vector<Heading>& headings) {
  int highest = 6;
  for (const Heading& heading : headings) highest = std::min(highest, heading.level);
  for (Heading& heading : headings) heading.level -= highest - 1;
}

void add_outline(Canvas& canvas, const std::vector<Heading>& headings, std::size_t first_page) {
  int parents[7] = {};
  for (const Heading& heading : headings) {
    if (heading.title.empty()) continue;
    auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 6));
    int id = canvas.add_outline(parents[level - 1], heading.title, first_page + heading.page,
                                heading.top - 6);
    for (std::size_t i = level; i < 7; ++i) parents[i] = id;
  }
}

// Cairo marks a document as tagged only when its outermost elements are such as these.
constexpr const char* kPageElement = "Sect";

template <class Draw>
void draw_whole_page(Canvas& canvas, Draw draw) {
  canvas.begin(kPageElement);
  draw();
  canvas.end(kPageElement);
  canvas.end_page();
}

ports::RenderedFile render(ports::Report report, const PdfLimits& limits) {
  check_labels(report);
  Deadline deadline(limits.time);
  Locale locale = locale_for(report.language);
  std::vector<Block> blocks = parse_markdown(report.markdown, locale, deadline);
  take_title(blocks, report);
  double width = report.is_letter ? 612 : 595.28;
  double height = report.is_letter ? 792 : 841.89;
  double room = height - kMarginTop - kMarginBottom;
  TextMaker texts(locale);
  Slot slot{kMarginSide, width - 2 * kMarginSide};
  Body body = BodyBuilder(texts, locale, slot, deadline, room).build(blocks);
  std::vector<Page> pages = paginate(body, kMarginTop, room, limits.pages);
  lift_headings(body.headings);

  PageFrame frame(texts, locale, report, width, height);
  std::size_t contents = report.has_contents ? frame.contents_pages(body.headings) : 0;
  std::size_t before = (report.has_cover ? 1 : 0) + contents;
  std::size_t total = before + pages.size();
  ports::RenderedFile file{"", "application/pdf", total};
  Canvas canvas(width, height, file.bytes, limits.bytes);
  canvas.set_metadata("title", report.title);
  canvas.set_metadata("author", report.author.empty() ? report.organisation : report.author);
  canvas.set_metadata("subject", report.subtitle);
  canvas.set_metadata("creator", "ElevAIte");
  // Cairo knows no fractions of a second.
  std::string created = to_rfc3339(report.created_at).substr(0, 19) + "Z";
  canvas.set_metadata("created", created);
  canvas.set_metadata("modified", created);
  if (report.has_cover) draw_whole_page(canvas, [&] { frame.draw_cover(canvas); });
  for (std::size_t i = 0; i < contents; ++i) {
    frame.draw_header_and_footer(canvas, canvas.page(), total);
    draw_whole_page(canvas, [&] { frame.draw_contents(canvas, body.headings, i, before + 1); });
  }
  for (const Page& page : pages) {
    deadline.check();
    frame.draw_header_and_footer(canvas, canvas.page(), total);
    draw_whole_page(canvas, [&] { draw_page(canvas, page); });
  }
  add_outline(canvas, body.headings, before + 1);
  canvas.finish();
  return file;
}

}  // namespace

Result<ports::RenderedFile> render_pdf(ports::Report report, const PdfLimits& limits) {
  try {
    return render(std::move(report), limits);
  } catch (const Failure& failure) {
    return failure.error;
  }
}

}  // namespace elevaite::adapters::report
