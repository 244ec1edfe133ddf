#include "adapters/report/canvas.hpp"

#include <cairo-pdf.h>

#include <cmath>

#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {
namespace {

// Inside of single quotes, as cairo reads them.
std::string pdf_string(std::string_view text) {
  std::string out = "'";
  for (char character : text) {
    if (character == '\'' || character == '\\') out += '\\';
    if (static_cast<unsigned char>(character) >= 0x20) out += character;
  }
  return out + "'";
}

std::string page_attribute(std::size_t page, double y) {
  return fmt::format("page={} pos=[0 {:.2f}]", page, std::max(0.0, y));
}

}  // namespace

Canvas::Canvas(double width, double height, std::string& out, std::size_t max_bytes)
    : width_(width), height_(height), out_(out), max_bytes_(max_bytes) {
  surface_ = cairo_pdf_surface_create_for_stream(&Canvas::append, this, width, height);
  cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
  cairo_ = cairo_create(surface_);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
}

Canvas::~Canvas() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

cairo_status_t Canvas::append(void* self, const unsigned char* data, unsigned size) {
  auto* canvas = static_cast<Canvas*>(self);
  // Cairo does not always pass such an error on; we look for ourselves.
  canvas->is_full_ = canvas->is_full_ || canvas->out_.size() + size > canvas->max_bytes_;
  if (canvas->is_full_) return CAIRO_STATUS_WRITE_ERROR;
  canvas->out_.append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

void Canvas::check() {
  auto status = cairo_status(cairo_);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface_);
  if (is_full_) exceed("The report's PDF is too large.");
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw Failure(internal_error(std::string("cairo: ") + cairo_status_to_string(status)));
}

void Canvas::end_page() {
  cairo_show_page(cairo_);
  ++page_;
  check();
}

void Canvas::finish() {
  cairo_surface_finish(surface_);
  auto status = cairo_surface_status(surface_);
  if (is_full_) exceed("The report's PDF is too large.");
  if (status != CAIRO_STATUS_SUCCESS) {
    throw Failure(internal_error(std::string("cairo: ") + cairo_status_to_string(status)));
  }
}

void Canvas::set_color(Color color) {
  cairo_set_source_rgb(cairo_, color.red, color.green, color.blue);
}

void Canvas::draw_line(const TextBlock& text, std::size_t index, double x, double top) {
  PangoLayoutLine* line =
      pango_layout_get_line_readonly(text.layout.get(), static_cast<int>(index));
  LineBox box = text.line(index);
  set_color(text.color);
  cairo_move_to(cairo_, x + box.left, top + box.baseline);
  pango_cairo_show_layout_line(cairo_, line);
  if (!text.links.empty()) draw_links(text, line, x, top, box);
}

void Canvas::draw_links(const TextBlock& text, PangoLayoutLine* line, double x, double top,
                        const LineBox& box) {
  for (const Span& link : text.links) {
    int begin = std::max(static_cast<int>(link.begin), line->start_index);
    int end = std::min(static_cast<int>(link.end), line->start_index + line->length);
    if (begin >= end) continue;
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(line, begin, end, &ranges, &count);
    // The ranges count from the layout's left, alignment included.
    for (int i = 0; i < count; ++i) {
      double left = x + pango_units_to_double(ranges[2 * i]);
      double width = pango_units_to_double(ranges[2 * i + 1] - ranges[2 * i]);
      std::string attributes = fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] uri={}", left, top,
                                           width, box.height, pdf_string(link.link));
      cairo_tag_begin(cairo_, CAIRO_TAG_LINK, attributes.c_str());
      cairo_tag_end(cairo_, CAIRO_TAG_LINK);
    }
    g_free(ranges);
  }
}

void Canvas::draw(const TextBlock& text, double x, double top) {
  for (std::size_t i = 0; i < text.line_count(); ++i) {
    draw_line(text, i, x, top);
    top += text.line(i).height;
  }
}

void Canvas::fill(Color color, double x, double y, double width, double height, double radius) {
  set_color(color);
  if (radius <= 0) {
    cairo_rectangle(cairo_, x, y, width, height);
  } else {
    double right = x + width - radius;
    double bottom = y + height - radius;
    cairo_new_sub_path(cairo_);
    cairo_arc(cairo_, right, y + radius, radius, -M_PI / 2, 0);
    cairo_arc(cairo_, right, bottom, radius, 0, M_PI / 2);
    cairo_arc(cairo_, x + radius, bottom, radius, M_PI / 2, M_PI);
    cairo_arc(cairo_, x + radius, y + radius, radius, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo_);
  }
  cairo_fill(cairo_);
}

void Canvas::rule(Color color, double thickness, double x1, double y1, double x2, double y2) {
  set_color(color);
  cairo_set_line_width(cairo_, thickness);
  cairo_move_to(cairo_, x1, y1);
  cairo_line_to(cairo_, x2, y2);
  cairo_stroke(cairo_);
}

void Canvas::begin(const char* element) { cairo_tag_begin(cairo_, element, nullptr); }

void Canvas::end(const char* element) { cairo_tag_end(cairo_, element); }

void Canvas::link_to_page(std::size_t page, double y, double x, double top, double width,
                          double height) {
  std::string attributes = fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] {}", x, top, width,
                                       height, page_attribute(page, y));
  cairo_tag_begin(cairo_, CAIRO_TAG_LINK, attributes.c_str());
  cairo_tag_end(cairo_, CAIRO_TAG_LINK);
}

int Canvas::add_outline(int parent, const std::string& title, std::size_t page, double y) {
  auto flags =
      static_cast<cairo_pdf_outline_flags_t>(parent == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
  return cairo_pdf_surface_add_outline(surface_, parent, title.c_str(),
                                       page_attribute(page, y).c_str(), flags);
}

void Canvas::set_metadata(const char* field, const std::string& text) {
  std::string_view name = field;
  auto key = name == "title"      ? CAIRO_PDF_METADATA_TITLE
             : name == "author"   ? CAIRO_PDF_METADATA_AUTHOR
             : name == "subject"  ? CAIRO_PDF_METADATA_SUBJECT
             : name == "created"  ? CAIRO_PDF_METADATA_CREATE_DATE
             : name == "modified" ? CAIRO_PDF_METADATA_MOD_DATE
                                  : CAIRO_PDF_METADATA_CREATOR;
  if (!text.empty()) cairo_pdf_surface_set_metadata(surface_, key, text.c_str());
}

void Canvas::set_page_label(const std::string& label) {
  cairo_pdf_surface_set_page_label(surface_, label.c_str());
}

}  // namespace elevaite::adapters::report
