// The numbers along a chart's axis.
#pragma once
#include <vector>

#include "adapters/report/chart.hpp"

namespace elevaite::adapters::report {

struct Scale {
  double low = 0;
  double high = 1;
  double step = 1;
  int decimals = 0;

  std::vector<double> ticks() const;
  // 0 at `low`, 1 at `high`.
  double place(double value) const { return (value - low) / (high - low); }
};

// Steps of 1, 2, 2.5 or 5 times a power of ten, about `wanted` of them, around all values. Zero is
// part of it when `has_zero`, or when it is near.
Scale scale_for(double least, double most, bool has_zero, int wanted = 5);

// Over all values of the chart; what is stacked counts together.
Scale scale_of(const Chart& chart);

}  // namespace elevaite::adapters::report
