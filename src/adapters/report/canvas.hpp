// The only door to cairo and Pango: measures text, and draws it, shapes, links and the structure
// onto the pages of one PDF. Units are points, y grows downward.
#pragma once
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/report/blocks.hpp"
#include "adapters/report/theme.hpp"

namespace elevaite::adapters::report {

struct TextStyle {
  double size = kBodySize;
  Color color = kInk;
  bool is_bold = false;
  bool is_mono = false;
  double leading = kLeading;
  Align align = Align::automatic;
  double width = -1;         // where lines break; -1: they don't
  bool is_one_line = false;  // what does not fit ends in an ellipsis
};

struct GUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::shared_ptr<PangoLayout>;

struct LineBox {
  double height = 0;
  double baseline = 0;  // from the line's top
  double left = 0;      // where its ink begins, from the layout's left
  double width = 0;
};

// A laid-out text and the links in it.
struct TextBlock {
  Layout layout;
  std::vector<Span> links;
  Color color;
  double leading = 1;

  std::size_t line_count() const;
  LineBox line(std::size_t index) const;
  double height() const;
  double width() const;
};

// Lays text out; needs no page. One thread at a time.
class TextMaker {
 public:
  explicit TextMaker(const Locale& locale);
  TextBlock make(const RichText& text, const TextStyle& style) const;
  // Of the text on one line, and of its longest word.
  double width_of(std::string_view text, const TextStyle& style) const;

 private:
  std::unique_ptr<PangoContext, GUnref> context_;
  bool is_rtl_;
};

// Whether most of the letters run from right to left; `otherwise` when there are none.
bool runs_right_to_left(std::string_view text, bool otherwise);

class Canvas {
 public:
  // Draws into `out`; throws Failure when the file grows beyond `max_bytes`.
  Canvas(double width, double height, std::string& out, std::size_t max_bytes);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  double page_width() const { return width_; }
  double page_height() const { return height_; }
  std::size_t page() const { return page_; }  // from 1
  void end_page();
  void finish();

  void draw_line(const TextBlock& text, std::size_t line, double x, double top);
  void draw(const TextBlock& text, double x, double top);
  void fill(Color color, double x, double y, double width, double height, double radius = 0);
  void rule(Color color, double thickness, double x1, double y1, double x2, double y2);
  cairo_t* cairo() { return cairo_; }
  void set_color(Color color);

  // Structure elements, by the names PDF gives them. They end on the page they begin on.
  void begin(const char* element);
  void end(const char* element);
  void link_to_page(std::size_t page, double y, double x, double top, double width, double height);
  // Entries of the reader's sidebar; `parent` is 0 or what an earlier call answered.
  int add_outline(int parent, const std::string& title, std::size_t page, double y);
  void set_metadata(const char* field, const std::string& text);
  void set_page_label(const std::string& label);

 private:
  static cairo_status_t append(void* self, const unsigned char* data, unsigned size);
  void draw_links(const TextBlock& text, PangoLayoutLine* line, double x, double top,
                  const LineBox& box);
  void check();

  double width_, height_;
  std::string& out_;
  std::size_t max_bytes_;
  bool is_full_ = false;
  std::size_t page_ = 1;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
};

}  // namespace elevaite::adapters::report
