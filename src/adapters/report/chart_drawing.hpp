// A chart of the column's width.
#pragma once
#include "adapters/report/canvas.hpp"
#include "adapters/report/chart_scale.hpp"

namespace elevaite::adapters::report {

struct Box {
  double left = 0, top = 0, width = 0, height = 0;
  double right() const { return left + width; }
  double bottom() const { return top + height; }
};

class ChartDrawing {
 public:
  // `texts`, `locale` and `chart` outlive the drawing.
  ChartDrawing(const TextMaker& texts, const Locale& locale, const Chart& chart, double width);

  double height() const { return height_; }
  void draw(Canvas& canvas, double left, double top) const;

 private:
  std::string value_text(double value) const;
  double label_width() const;  // of the longest
  void label(Canvas& canvas, std::string_view text, double x, double y, double width, Align align,
             Color color, bool is_bold = false) const;
  double draw_legend(Canvas& canvas, double left, double top) const;
  Box draw_value_axis(Canvas& canvas, Box box) const;
  void draw_category_axis(Canvas& canvas, const Box& plot) const;
  void draw_columns(Canvas& canvas, const Box& plot) const;
  void draw_lines(Canvas& canvas, const Box& plot) const;
  void draw_bars(Canvas& canvas, Box box) const;
  void draw_pie(Canvas& canvas, Box box) const;
  std::size_t label_step(double slot) const;

  const TextMaker& texts_;
  const Locale& locale_;
  const Chart& chart_;
  double width_;
  double height_ = 0;
  double legend_height_ = 0;
  bool is_horizontal_ = false;
  Scale scale_;
  int value_decimals_ = 0;
};

}  // namespace elevaite::adapters::report
