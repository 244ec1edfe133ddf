// A table's columns and rows as strips.
#pragma once
#include "adapters/report/failure.hpp"
#include "adapters/report/flow.hpp"

namespace elevaite::adapters::report {

// How much of `available` each column takes: what it needs, or what keeps the longest words whole,
// or a fair part of too little.
std::vector<double> share_width(const std::vector<double>& least, const std::vector<double>& most,
                                double available);

class TableLayout {
 public:
  // `table` outlives the strips.
  TableLayout(const TextMaker& texts, const Locale& locale, const Table& table, double left,
              double width, double page_height);

  // The head first.
  void add_rows(const Deadline& deadline, const std::function<void(Strip)>& add);
  std::shared_ptr<RepeatedHead> head() const { return head_; }

 private:
  struct Shape;  // shared by the rows' drawing functions

  void measure_columns(double width);
  TextStyle style_of(std::size_t column, bool is_bold) const;

  const Table& table_;
  const Locale& locale_;
  double page_height_;
  std::shared_ptr<Shape> shape_;
  std::shared_ptr<RepeatedHead> head_;
};

}  // namespace elevaite::adapters::report
