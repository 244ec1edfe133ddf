#include "adapters/report/table_layout.hpp"

#include <algorithm>
#include <numeric>

#include "core/utf8.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr double kPadding = 6;   // on each side of a cell
constexpr double kRowSpace = 4;  // above and below its text
constexpr std::size_t kMeasuredRows = 300;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::string_view longest_word(std::string_view text) {
  std::string_view longest;
  while (!text.empty()) {
    auto end = std::min(text.find_first_of(" \n-/"), text.size());
    if (end > longest.size()) longest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

// All cells of a small table; of a large one a sample, and the longest texts.
std::vector<std::size_t> rows_to_measure(const Table& table, std::size_t column) {
  std::vector<std::size_t> rows;
  std::size_t step = table.rows.size() / kMeasuredRows + 1;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (i % step == 0) rows.push_back(i);
    if (table.rows[i][column].text.size() > table.rows[longest][column].text.size()) longest = i;
  }
  if (!table.rows.empty()) rows.push_back(longest);
  return rows;
}

}  // namespace

std::vector<double> share_width(const std::vector<double>& least, const std::vector<double>& most,
                                double available) {
  std::vector<double> widths = most;
  double needed = sum_of(most);
  if (needed <= available) {
    // What is left over is shared alike by the columns' needs: the table fills its line.
    double factor = needed > 0 ? available / needed : 0;
    double even = available / static_cast<double>(std::max<std::size_t>(1, most.size()));
    for (double& width : widths) width = 0.6 * width * factor + 0.4 * std::max(width, even);
    double scale = available / std::max(1.0, sum_of(widths));
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(most[i], widths[i] * scale);
    double over = sum_of(widths) - available;
    double spare = sum_of(widths) - needed;
    for (std::size_t i = 0; i < widths.size() && spare > 0; ++i) {
      widths[i] -= over * (widths[i] - most[i]) / spare;
    }
    return widths;
  }
  double smallest = sum_of(least);
  if (smallest >= available) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = least[i] * available / smallest;
    return widths;
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    double share = (most[i] - least[i]) / (needed - smallest);
    widths[i] = least[i] + share * (available - smallest);
  }
  return widths;
}

// What the rows' drawing functions share. Cells are laid out again when they are drawn: thousands
// of kept layouts would take more memory than the rest of the report.
struct TableLayout::Shape {
  const TextMaker& texts;
  const Locale& locale;
  const Table& table;
  double left = 0;
  double width = 0;
  double size = kTableSize;
  std::vector<double> widths{};
  std::vector<double> lefts{};

  TextStyle style(std::size_t column, bool is_bold) const {
    TextStyle style;
    style.size = size;
    style.leading = 1.08;
    style.is_bold = is_bold;
    style.width = std::max(1.0, widths[column] - 2 * kPadding);
    const Column& about = table.columns[column];
    style.align = about.align != Align::automatic ? about.align
                  : about.is_numeric              ? Align::end
                                                  : Align::start;
    return style;
  }

  TextBlock cell(const RichText& text, std::size_t column, bool is_bold) const {
    TextBlock block = texts.make(text, style(column, is_bold));
    if (is_bold) block.color = kAccent;
    return block;
  }

  void draw_lines(Canvas& canvas, const TextBlock& text, std::size_t column, double top,
                  double skipped, double height, const char* element) const {
    canvas.begin(element);
    double y = 0;
    for (std::size_t i = 0; i < text.line_count(); ++i) {
      double line = text.line(i).height;
      // The line belongs to the part in which it begins.
      if (y >= skipped - 0.01 && y < skipped + height - 0.01) {
        canvas.draw_line(text, i, lefts[column] + kPadding, top + kRowSpace + y - skipped);
      }
      y += line;
    }
    canvas.end(element);
  }

  void draw_head(Canvas& canvas, double top, double height) const {
    canvas.fill(kPanel, left, top, width, height);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      TextBlock text = cell(table.columns[i].title, i, true);
      draw_lines(canvas, text, i, top, 0, height, "TH");
    }
    canvas.rule(kAccent, 0.9, left, top + height, left + width, top + height);
  }

  void draw_row(Canvas& canvas, std::size_t row, double top, double skipped, double text_height,
                double height) const {
    bool is_total = table.has_total && row + 1 == table.rows.size();
    if (is_total) canvas.rule(kAccent, 0.9, left, top, left + width, top);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      TextBlock text = cell(table.rows[row][i], i, is_total);
      draw_lines(canvas, text, i, top, skipped, text_height, "TD");
    }
    if (!is_total) canvas.rule(kHairline, 0.5, left, top + height, left + width, top + height);
  }
};

TableLayout::TableLayout(const TextMaker& texts, const Locale& locale, const Table& table,
                         double left, double width, double page_height)
    : table_(table),
      locale_(locale),
      page_height_(page_height),
      shape_(std::make_shared<Shape>(Shape{texts, locale, table, left, width})),
      head_(std::make_shared<RepeatedHead>()) {
  if (table.columns.size() > 7) shape_->size = 8;
  if (table.columns.size() > 11) shape_->size = 6.5;
  measure_columns(width);
}

void TableLayout::measure_columns(double width) {
  std::vector<double> least;
  std::vector<double> most;
  TextStyle style;
  style.size = shape_->size;
  for (std::size_t column = 0; column < table_.columns.size(); ++column) {
    const std::string& title = table_.columns[column].title.text;
    style.is_bold = true;
    double longest = shape_->texts.width_of(title, style);
    double shortest = shape_->texts.width_of(longest_word(title), style);
    style.is_bold = table_.has_total;
    for (std::size_t row : rows_to_measure(table_, column)) {
      std::string_view text = table_.rows[row][column].text;
      text = clip_utf8(text.substr(0, text.find("\u2028")), 2000);
      longest = std::max(longest, shape_->texts.width_of(text, style));
      std::string_view word = table_.columns[column].is_numeric ? text : longest_word(text);
      shortest = std::max(shortest, shape_->texts.width_of(word, style));
    }
    most.push_back(longest + 2 * kPadding + 1);
    least.push_back(std::min(shortest + 2 * kPadding + 1, width / 2));
    least.back() = std::min(least.back(), most.back());
  }
  shape_->widths = share_width(least, most, width);
  double x = locale_.is_rtl ? shape_->left + width : shape_->left;
  for (double column : shape_->widths) {
    if (locale_.is_rtl) x -= column;
    shape_->lefts.push_back(x);
    if (!locale_.is_rtl) x += column;
  }
}

void TableLayout::add_rows(const Deadline& deadline, const std::function<void(Strip)>& add) {
  double head_text = 0;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    head_text = std::max(head_text, shape_->cell(table_.columns[i].title, i, true).height());
  }
  double limit = page_height_ * 0.6;
  if (head_text > limit) exceed("The head of a table is too tall for a page.");
  head_->height = head_text + 2 * kRowSpace;
  head_->draw = [shape = shape_, height = head_->height](Canvas& canvas, double top) {
    shape->draw_head(canvas, top, height);
  };
  add({0, head_->height, true, {}, {}, -1, head_->draw});
  std::size_t count = table_.rows.size();
  for (std::size_t row = 0; row < count; ++row) {
    if (row % 32 == 0) deadline.check();
    bool is_total = table_.has_total && row + 1 == count;
    double text = 0;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      text = std::max(text, shape_->cell(table_.rows[row][i], i, is_total).height());
    }
    // A row taller than most of a page is divided between its lines.
    for (double skipped = 0; skipped < text || skipped == 0; skipped += limit) {
      double part = std::min(limit, text - skipped);
      Strip strip;
      // A part's last line may begin just before the part ends.
      strip.height = part + 2 * kRowSpace + (text > limit ? shape_->size * 1.6 : 0);
      // The first rows stay with the head, a total with the row before it.
      strip.keeps_next =
          (row == 0 && count > 1 && text < limit) || (table_.has_total && row + 2 == count);
      strip.draw = [shape = shape_, row, skipped, part, height = strip.height](Canvas& canvas,
                                                                               double top) {
        shape->draw_row(canvas, row, top, skipped, part, height);
      };
      add(std::move(strip));
    }
  }
}

}  // namespace elevaite::adapters::report
