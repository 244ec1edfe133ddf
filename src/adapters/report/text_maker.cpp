#include <algorithm>

#include "adapters/report/canvas.hpp"
#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {
namespace {

// Fontconfig adds what these lack: Arabic, Hebrew, Devanagari, Thai (Noto), Chinese, Japanese and
// Korean (WenQuanYi).
constexpr const char* kFamily = "Noto Sans";
constexpr const char* kMonoFamily = "Liberation Mono, Noto Sans";
// Breaking lines takes time that grows with the square of a word's length.
constexpr std::size_t kMaxTextBytes = 32 << 10;
constexpr std::size_t kMaxCodeBytes = 300 << 10;

void add(PangoAttrList* list, PangoAttribute* attribute, const Span& span) {
  attribute->start_index = static_cast<guint>(span.begin);
  attribute->end_index = static_cast<guint>(span.end);
  pango_attr_list_insert(list, attribute);
}

guint16 channel(double value) { return static_cast<guint16>(value * 65535); }

void add_color(PangoAttrList* list, Color color, const Span& span) {
  add(list,
      pango_attr_foreground_new(channel(color.red), channel(color.green), channel(color.blue)),
      span);
}

void add_marks(PangoAttrList* list, const Span& span, double size) {
  if (span.marks & kBold) add(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span);
  if (span.marks & kItalic) add(list, pango_attr_style_new(PANGO_STYLE_ITALIC), span);
  if (span.marks & kStruck) add(list, pango_attr_strikethrough_new(TRUE), span);
  if (!span.link.empty()) add_color(list, kLink, span);
  if ((span.marks & kCode) == 0) return;
  add(list, pango_attr_family_new(kMonoFamily), span);
  add(list, pango_attr_size_new(static_cast<int>(size * 0.9 * PANGO_SCALE)), span);
  add(list,
      pango_attr_background_new(channel(kPanel.red), channel(kPanel.green), channel(kPanel.blue)),
      span);
}

struct FontDeleter {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

void set_font(PangoLayout* layout, const TextStyle& style) {
  std::unique_ptr<PangoFontDescription, FontDeleter> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), style.is_mono ? kMonoFamily : kFamily);
  pango_font_description_set_size(font.get(), static_cast<int>(style.size * PANGO_SCALE));
  if (style.is_bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font.get());
}

// With automatic directions off, Pango's left and right are those of the paper. `start` and `end`
// are the document's; `automatic` is where the text itself begins.
PangoAlignment alignment_of(Align align, bool text_is_rtl, bool document_is_rtl) {
  if (align == Align::center) return PANGO_ALIGN_CENTER;
  bool is_right =
      align == Align::automatic ? text_is_rtl : (align == Align::end) != document_is_rtl;
  return is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

}  // namespace

bool runs_right_to_left(std::string_view text, bool otherwise) {
  std::size_t left = 0;
  std::size_t right = 0;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end && left + right < 400; at = g_utf8_next_char(at)) {
    // GLib has no look-up of bidirectional classes; Pango's is deprecated without a successor.
    gunichar letter = g_utf8_get_char(at);
    if (!g_unichar_isalpha(letter)) continue;
    bool is_right = (letter >= 0x590 && letter < 0x900) || (letter >= 0xfb1d && letter < 0xfe00) ||
                    (letter >= 0xfe70 && letter < 0xff00) ||
                    (letter >= 0x10800 && letter < 0x11000);
    ++(is_right ? right : left);
  }
  return left + right == 0 ? otherwise : right > left;
}

TextMaker::TextMaker(const Locale& locale)
    : context_(pango_font_map_create_context(pango_cairo_font_map_get_default())),
      is_rtl_(locale.is_rtl) {
  pango_cairo_context_set_resolution(context_.get(), 72);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  std::string language = locale.language;
  if (!language.empty() && language.size() < 20) {
    pango_context_set_language(context_.get(), pango_language_from_string(language.c_str()));
  }
}

TextBlock TextMaker::make(const RichText& text, const TextStyle& style) const {
  if (text.text.size() > (style.is_mono ? kMaxCodeBytes : kMaxTextBytes)) {
    exceed("One paragraph or cell of a report has at most 32 KiB of text.");
  }
  bool is_rtl = !style.is_mono && runs_right_to_left(text.text, is_rtl_);
  pango_context_set_base_dir(context_.get(), is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  TextBlock block{
      Layout(pango_layout_new(context_.get()), GUnref{}), {}, style.color, style.leading};
  PangoLayout* layout = block.layout.get();
  pango_layout_set_auto_dir(layout, FALSE);
  set_font(layout, style);
  pango_layout_set_alignment(layout, alignment_of(style.align, is_rtl, is_rtl_));
  if (style.width >= 0) {
    pango_layout_set_width(layout, static_cast<int>(style.width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  if (style.is_one_line) {
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
  }
  PangoAttrList* attributes = pango_attr_list_new();
  // Hyphens that nobody wrote would be copied out of the PDF with the word.
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  for (const Span& span : text.spans) {
    add_marks(attributes, span, style.size);
    if (!span.link.empty()) block.links.push_back(span);
  }
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout, text.text.data(), static_cast<int>(text.text.size()));
  return block;
}

double TextMaker::width_of(std::string_view text, const TextStyle& style) const {
  RichText plain;
  plain.text = text;
  TextStyle unbounded = style;
  unbounded.width = -1;
  return make(plain, unbounded).width();
}

std::size_t TextBlock::line_count() const {
  return static_cast<std::size_t>(pango_layout_get_line_count(layout.get()));
}

LineBox TextBlock::line(std::size_t index) const {
  PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), static_cast<int>(index));
  PangoRectangle box;
  pango_layout_line_get_extents(line, nullptr, &box);
  double height = pango_units_to_double(box.height);
  double ascent = -pango_units_to_double(box.y);
  double extra = height * (leading - 1);
  double width = pango_units_to_double(box.width);
  double free = pango_layout_get_width(layout.get()) < 0
                    ? 0
                    : pango_units_to_double(pango_layout_get_width(layout.get())) - width;
  PangoAlignment align = pango_layout_get_alignment(layout.get());
  double left = align == PANGO_ALIGN_CENTER ? free / 2 : align == PANGO_ALIGN_RIGHT ? free : 0;
  return {height + extra, ascent + extra / 2, left, width};
}

double TextBlock::height() const {
  double sum = 0;
  for (std::size_t i = 0; i < line_count(); ++i) sum += line(i).height;
  return sum;
}

double TextBlock::width() const {
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  return pango_units_to_double(width);
}

}  // namespace elevaite::adapters::report
