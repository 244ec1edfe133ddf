#include "adapters/report/chart_drawing.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::adapters::report {
namespace {

constexpr double kPlotHeight = 190;
constexpr double kPieHeight = 170;
constexpr double kAxisHeight = 18;
constexpr double kLegendLine = 15;
constexpr double kLabelSize = kSmallSize;

TextStyle label_style(bool is_bold = false) {
  TextStyle style;
  style.size = kLabelSize;
  style.is_bold = is_bold;
  style.leading = 1;
  return style;
}

}  // namespace

ChartDrawing::ChartDrawing(const TextMaker& texts, const Locale& locale, const Chart& chart,
                           double width)
    : texts_(texts), locale_(locale), chart_(chart), width_(width), scale_(scale_of(chart)) {
  for (const Series& series : chart.series) {
    for (const auto& value : series.values) {
      if (value) value_decimals_ = std::max(value_decimals_, decimals_of(*value));
    }
  }
  if (value_decimals_ == 1) value_decimals_ = 2;
  if (chart.numbers.decimals >= 0) value_decimals_ = chart.numbers.decimals;
  if (chart.type == Chart::Type::pie) {
    height_ = kPieHeight;
    return;
  }
  if (chart.series.size() > 1) {
    double line = 0;
    legend_height_ = kLegendLine + 6;
    for (const Series& series : chart.series) {
      double item = 26 + std::min(200.0, texts.width_of(series.name, label_style()));
      if (line + item > width && line > 0) {
        legend_height_ += kLegendLine;
        line = 0;
      }
      line += item;
    }
  }
  double slot = (width - 50) / static_cast<double>(chart.labels.size());
  bool is_bar = chart.type == Chart::Type::bar;
  is_horizontal_ = is_bar && (chart.is_horizontal || label_width() > slot * 1.7);
  if (!is_horizontal_) {
    height_ = kPlotHeight + kAxisHeight + legend_height_;
    return;
  }
  auto rows = static_cast<double>(chart.labels.size());
  double inner = chart.is_stacked ? 1 : static_cast<double>(chart.series.size());
  double bar = std::clamp(430 / (rows * inner), 7.0, 13.0);
  height_ = std::min(560.0, rows * (bar * inner + 7)) + kAxisHeight + legend_height_;
}

std::string ChartDrawing::value_text(double value) const {
  return number_text(value, value_decimals_, chart_.numbers);
}

double ChartDrawing::label_width() const {
  double longest = 0;
  for (const std::string& text : chart_.labels) {
    longest = std::max(longest, texts_.width_of(text, label_style()));
  }
  return longest;
}

void ChartDrawing::label(Canvas& canvas, std::string_view text, double x, double y, double width,
                         Align align, Color color, bool is_bold) const {
  TextStyle style = label_style(is_bold);
  style.color = color;
  style.width = std::max(4.0, width);
  // Charts run from left to right in every language; `start` here is the left.
  if (locale_.is_rtl && align != Align::center) {
    align = align == Align::start ? Align::end : Align::start;
  }
  style.align = align;
  style.is_one_line = true;
  RichText plain;
  plain.text = text;
  TextBlock block = texts_.make(plain, style);
  canvas.draw_line(block, 0, x, y - block.line(0).height / 2);
}

void ChartDrawing::draw(Canvas& canvas, double left, double top) const {
  Box box{left, top, width_, height_};
  if (chart_.type == Chart::Type::pie) return draw_pie(canvas, box);
  if (chart_.series.size() > 1) {
    draw_legend(canvas, left, top);
    box.top += legend_height_;
    box.height -= legend_height_;
  }
  if (is_horizontal_) return draw_bars(canvas, box);
  box.height -= kAxisHeight;
  box.top += 8;
  box.height -= 8;
  Box plot = draw_value_axis(canvas, box);
  if (chart_.type == Chart::Type::bar) {
    draw_columns(canvas, plot);
  } else {
    draw_lines(canvas, plot);
  }
  draw_category_axis(canvas, plot);
}

double ChartDrawing::draw_legend(Canvas& canvas, double left, double top) const {
  double x = left;
  double y = top + kLegendLine / 2;
  for (std::size_t i = 0; i < chart_.series.size(); ++i) {
    double text = std::min(200.0, texts_.width_of(chart_.series[i].name, label_style()) + 1);
    if (x + 26 + text > left + width_ && x > left) {
      x = left;
      y += kLegendLine;
    }
    if (chart_.type == Chart::Type::line) {
      canvas.rule(kSeries[i], 2, x, y, x + 10, y);
    } else {
      canvas.fill(kSeries[i], x, y - 4, 8, 8, 1.5);
    }
    label(canvas, chart_.series[i].name, x + 13, y, text, Align::start, kInk);
    x += 26 + text;
  }
  return y;
}

// Grid lines with their numbers at the left; answers what is left for the plot.
Box ChartDrawing::draw_value_axis(Canvas& canvas, Box box) const {
  double widest = 0;
  int decimals = std::max(scale_.decimals, 0);
  for (double tick : scale_.ticks()) {
    std::string text = number_text(tick, decimals, chart_.numbers);
    widest = std::max(widest, texts_.width_of(text, label_style()));
  }
  Box plot{box.left + widest + 8, box.top, box.width - widest - 8, box.height};
  for (double tick : scale_.ticks()) {
    double y = plot.bottom() - scale_.place(tick) * plot.height;
    bool is_zero = std::fabs(tick) < scale_.step * 1e-6;
    canvas.rule(is_zero ? kMuted : kHairline, is_zero ? 0.8 : 0.5, plot.left, y, plot.right(), y);
    label(canvas, number_text(is_zero ? 0 : tick, decimals, chart_.numbers), box.left, y,
          widest + 1, Align::end, kMuted);
  }
  return plot;
}

std::size_t ChartDrawing::label_step(double slot) const {
  double needed = std::min(label_width() + 6, 90.0);
  return static_cast<std::size_t>(std::max(1.0, std::ceil(needed / std::max(slot, 0.1))));
}

void ChartDrawing::draw_category_axis(Canvas& canvas, const Box& plot) const {
  auto count = static_cast<double>(chart_.labels.size());
  double slot = plot.width / count;
  std::size_t step = chart_.type == Chart::Type::bar ? 1 : label_step(slot);
  for (std::size_t i = 0; i < chart_.labels.size(); i += step) {
    double width = slot * static_cast<double>(step) - 2;
    double middle = plot.left + slot * (static_cast<double>(i) + 0.5);
    double x = std::clamp(middle - width / 2, plot.left - 30, plot.right() - width + 6);
    label(canvas, chart_.labels[i], x, plot.bottom() + 11, width, Align::center, kMuted);
  }
}

void ChartDrawing::draw_columns(Canvas& canvas, const Box& plot) const {
  double slot = plot.width / static_cast<double>(chart_.labels.size());
  double inner = chart_.is_stacked ? 1 : static_cast<double>(chart_.series.size());
  double bar = std::min(slot * 0.66 / inner, 46.0);
  double zero = scale_.place(std::clamp(0.0, scale_.low, scale_.high));
  bool has_values =
      !chart_.is_stacked && bar > 22 && static_cast<double>(chart_.labels.size()) * inner <= 14;
  for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
    double above = 0;
    double below = 0;
    double middle = plot.left + slot * (static_cast<double>(i) + 0.5);
    for (std::size_t s = 0; s < chart_.series.size(); ++s) {
      if (!chart_.series[s].values[i]) continue;
      double value = *chart_.series[s].values[i];
      double& base = value < 0 ? below : above;
      double from = chart_.is_stacked ? scale_.place(base) : zero;
      double to = scale_.place(chart_.is_stacked ? base + value : value);
      base += value;
      double place = chart_.is_stacked ? 0 : static_cast<double>(s);
      double x = middle - bar * inner / 2 + bar * place;
      double y = plot.bottom() - std::max(from, to) * plot.height;
      double height = std::fabs(to - from) * plot.height;
      canvas.fill(kSeries[s], x + bar * 0.04, y, bar * 0.92, height);
      if (!has_values) continue;
      double at = value < 0 ? y + height + 6 : y - 6;
      label(canvas, value_text(value), x - 12, at, bar + 24, Align::center, kInk);
    }
  }
}

void ChartDrawing::draw_lines(Canvas& canvas, const Box& plot) const {
  double slot = plot.width / static_cast<double>(chart_.labels.size());
  cairo_t* cairo = canvas.cairo();
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  bool has_dots = slot > 14;
  for (std::size_t s = 0; s < chart_.series.size(); ++s) {
    canvas.set_color(kSeries[s]);
    cairo_set_line_width(cairo, 1.8);
    bool is_drawing = false;
    std::vector<std::pair<double, double>> dots;
    for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
      const auto& value = chart_.series[s].values[i];
      // A gap in the values is a gap in the line.
      if (!value) {
        is_drawing = false;
        continue;
      }
      double x = plot.left + slot * (static_cast<double>(i) + 0.5);
      double y = plot.bottom() - scale_.place(*value) * plot.height;
      if (is_drawing) {
        cairo_line_to(cairo, x, y);
      } else {
        cairo_move_to(cairo, x, y);
      }
      is_drawing = true;
      dots.emplace_back(x, y);
    }
    cairo_stroke(cairo);
    if (!has_dots && dots.size() > 1) continue;
    for (auto [x, y] : dots) {
      canvas.fill(kWhite, x - 2.9, y - 2.9, 5.8, 5.8, 2.9);
      canvas.fill(kSeries[s], x - 2, y - 2, 4, 4, 2);
    }
  }
}

// Horizontal bars: room for long labels.
void ChartDrawing::draw_bars(Canvas& canvas, Box box) const {
  double labels = std::min(label_width() + 8, box.width * 0.36);
  double values = 0;
  bool has_values = !chart_.is_stacked;
  for (const Series& series : chart_.series) {
    for (const auto& value : series.values) {
      if (!value || !has_values) continue;
      values = std::max(values, texts_.width_of(value_text(*value), label_style()) + 6);
    }
  }
  Box plot{box.left + labels, box.top, box.width - labels - values, box.height - kAxisHeight};
  for (double tick : scale_.ticks()) {
    double x = plot.left + scale_.place(tick) * plot.width;
    bool is_zero = std::fabs(tick) < scale_.step * 1e-6;
    canvas.rule(is_zero ? kMuted : kHairline, is_zero ? 0.8 : 0.5, x, plot.top, x, plot.bottom());
    label(canvas, number_text(is_zero ? 0 : tick, scale_.decimals, chart_.numbers), x - 30,
          plot.bottom() + 10, 60, Align::center, kMuted);
  }
  double slot = plot.height / static_cast<double>(chart_.labels.size());
  double inner = chart_.is_stacked ? 1 : static_cast<double>(chart_.series.size());
  double bar = std::min(slot * 0.7 / inner, 14.0);
  double zero = scale_.place(std::clamp(0.0, scale_.low, scale_.high));
  for (std::size_t i = 0; i < chart_.labels.size(); ++i) {
    double middle = plot.top + slot * (static_cast<double>(i) + 0.5);
    label(canvas, chart_.labels[i], box.left, middle, labels - 6, Align::end, kInk);
    double above = 0;
    double below = 0;
    for (std::size_t s = 0; s < chart_.series.size(); ++s) {
      if (!chart_.series[s].values[i]) continue;
      double value = *chart_.series[s].values[i];
      double& base = value < 0 ? below : above;
      double from = chart_.is_stacked ? scale_.place(base) : zero;
      double to = scale_.place(chart_.is_stacked ? base + value : value);
      base += value;
      double y = middle - bar * inner / 2 + (chart_.is_stacked ? 0 : bar * static_cast<double>(s));
      double x = plot.left + std::min(from, to) * plot.width;
      double length = std::fabs(to - from) * plot.width;
      canvas.fill(kSeries[s], x, y + bar * 0.05, length, bar * 0.9);
      if (has_values) {
        label(canvas, value_text(value), x + length + 4, y + bar / 2, values, Align::start, kInk);
      }
    }
  }
}

void ChartDrawing::draw_pie(Canvas& canvas, Box box) const {
  double radius = box.height / 2 - 8;
  double x = box.left + radius + 24;
  double y = box.top + box.height / 2;
  double sum = 0;
  const auto& values = chart_.series[0].values;
  for (const auto& value : values) sum += value.value_or(0);
  cairo_t* cairo = canvas.cairo();
  double angle = -M_PI / 2;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double part = values[i].value_or(0) / sum * 2 * M_PI;
    if (part <= 0) continue;
    canvas.set_color(kSeries[i]);
    cairo_new_path(cairo);
    cairo_arc(cairo, x, y, radius, angle, angle + part);
    cairo_arc_negative(cairo, x, y, radius * 0.56, angle + part, angle);
    cairo_close_path(cairo);
    cairo_fill_preserve(cairo);
    canvas.set_color(kWhite);
    cairo_set_line_width(cairo, 1.2);
    cairo_stroke(cairo);
    angle += part;
  }
  double line = 16;
  double left = x + radius + 36;
  double top = y - line * static_cast<double>(values.size()) / 2 + line / 2;
  double share = 44;
  double number = 0;
  for (const auto& value : values) {
    number = std::max(number, texts_.width_of(value_text(value.value_or(0)), label_style()) + 8);
  }
  double room = box.right() - left - share - number - 14;
  double name = std::min(room, label_width() + 14);
  for (std::size_t i = 0; i < values.size(); ++i, top += line) {
    double value = values[i].value_or(0);
    canvas.fill(kSeries[i], left, top - 4, 8, 8, 1.5);
    label(canvas, chart_.labels[i], left + 14, top, name, Align::start, kInk);
    label(canvas, value_text(value), left + 14 + name, top, number, Align::end, kInk);
    NumberStyle percent = locale_.numbers;
    percent.suffix = "\u00a0%";
    label(canvas, number_text(value / sum * 100, 1, percent), left + 14 + name + number, top, share,
          Align::end, kMuted);
  }
}

}  // namespace elevaite::adapters::report
