#include "adapters/report/chart_scale.hpp"

#include <algorithm>
#include <cmath>

namespace elevaite::adapters::report {
namespace {

double nice_step(double rough) {
  double power = std::pow(10, std::floor(std::log10(rough)));
  for (double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10 * power;
}

}  // namespace

std::vector<double> Scale::ticks() const {
  std::vector<double> ticks;
  auto count = static_cast<int>(std::round((high - low) / step));
  for (int i = 0; i <= std::min(count, 50); ++i) ticks.push_back(low + i * step);
  return ticks;
}

Scale scale_for(double least, double most, bool has_zero, int wanted) {
  if (has_zero || (least > 0 && least < 0.6 * most)) least = std::min(least, 0.0);
  if (has_zero || (most < 0 && most > 0.6 * least)) most = std::max(most, 0.0);
  // Values that are all alike would need steps of nothing.
  double size = std::max(std::fabs(least), std::fabs(most));
  if (most - least <= size * 1e-9) {
    double margin = size > 0 ? size * 0.1 : 1;
    most += margin;
    if (!has_zero) least -= margin;
  }
  Scale scale;
  scale.step = nice_step((most - least) / wanted);
  scale.low = std::floor(least / scale.step + 1e-9) * scale.step;
  scale.high = std::ceil(most / scale.step - 1e-9) * scale.step;
  if (scale.high <= scale.low) scale.high = scale.low + scale.step;
  double digits = -std::floor(std::log10(scale.step));
  double lead = scale.step * std::pow(10, digits);
  if (std::fabs(lead - 2.5) < 1e-6) ++digits;
  scale.decimals = static_cast<int>(std::clamp(digits, 0.0, 6.0));
  return scale;
}

Scale scale_of(const Chart& chart) {
  double least = 0;
  double most = 0;
  bool is_first = true;
  auto take = [&](double value) {
    least = is_first ? value : std::min(least, value);
    most = is_first ? value : std::max(most, value);
    is_first = false;
  };
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    double below = 0;
    double above = 0;
    for (const Series& series : chart.series) {
      if (!series.values[i]) continue;
      double value = *series.values[i];
      if (!chart.is_stacked) take(value);
      (value < 0 ? below : above) += value;
    }
    if (!chart.is_stacked) continue;
    take(below);
    take(above);
  }
  return scale_for(least, most, chart.type == Chart::Type::bar);
}

}  // namespace elevaite::adapters::report
