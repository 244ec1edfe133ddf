#include "adapters/report/chart.hpp"

#include <algorithm>
#include <cmath>

#include "adapters/report/cell_text.hpp"
#include "adapters/report/inline_text.hpp"
#include "adapters/report/member_reader.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr std::size_t kMaxLabels = 400;
constexpr std::size_t kMaxBars = 60;
constexpr std::size_t kMaxSeries = 8;
constexpr std::size_t kMaxSlices = 8;
constexpr double kMaxValue = 1e15;

std::optional<double> read_value(const MemberReader& reader, const std::string& place,
                                 const Json& value) {
  if (value.is_null()) return std::nullopt;
  if (!value.is_number()) reader.wrong(place, "must be a number or null.");
  double number = value.to_number<double>();
  if (std::fabs(number) > kMaxValue) reader.wrong(place, "is beyond 1,000,000,000,000,000.");
  return number;
}

Series read_series(const MemberReader& chart, const Json& value, std::size_t index,
                   std::size_t labels, std::size_t line) {
  std::string place = fmt::format("series[{}]", index);
  MemberReader reader(value, line, "the chart's " + place, {"name", "values"});
  Series series;
  series.name = reader.text("name");
  const JsonArray* values = reader.list("values", kMaxLabels);
  if (values == nullptr) chart.wrong(place, "needs values.");
  if (values->size() != labels) {
    chart.wrong(place + ".values",
                fmt::format("has {} values for {} labels.", values->size(), labels));
  }
  for (std::size_t i = 0; i < values->size(); ++i) {
    auto item = fmt::format("{}.values[{}]", place, i);
    series.values.push_back(read_value(chart, item, (*values)[i]));
  }
  return series;
}

// The largest slices stay; the rest becomes one, which is named for what it is.
void gather_slices(Chart& chart, const Locale& locale) {
  auto& values = chart.series[0].values;
  if (values.size() <= kMaxSlices) return;
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    double left = values[a].value_or(0);
    double right = values[b].value_or(0);
    return left != right ? left > right : a < b;
  });
  std::vector<std::string> labels;
  std::vector<std::optional<double>> kept;
  double rest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < kMaxSlices - 1) {
      labels.push_back(chart.labels[order[i]]);
      kept.push_back(values[order[i]]);
    } else {
      rest += values[order[i]].value_or(0);
    }
  }
  labels.push_back(locale.other);
  kept.emplace_back(rest);
  chart.labels = std::move(labels);
  values = std::move(kept);
}

void check_pie(const MemberReader& reader, const Chart& chart) {
  if (chart.series.size() != 1) reader.wrong("series", "of a pie is exactly one.");
  double sum = 0;
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    double value = chart.series[0].values[i].value_or(0);
    if (value < 0) reader.wrong(fmt::format("series[0].values[{}]", i), "is negative in a pie.");
    sum += value;
  }
  if (sum <= 0) reader.wrong("series", "of a pie must add up to more than 0.");
}

}  // namespace

Chart read_chart(std::string_view json, std::size_t line, const Locale& locale) {
  Json value = parse_block(json, line, "the chart");
  MemberReader reader(value, line, "the chart",
                      {"type", "title", "labels", "series", "stacked", "horizontal", "prefix",
                       "suffix", "decimals"});
  Chart chart;
  std::string type = reader.choice("type", {"bar", "line", "pie"});
  chart.type = type == "pie"    ? Chart::Type::pie
               : type == "line" ? Chart::Type::line
                                : Chart::Type::bar;
  chart.title = reader.text("title");
  chart.is_stacked = reader.flag("stacked");
  chart.is_horizontal = reader.flag("horizontal");
  chart.numbers = reader.numbers(locale.numbers);
  const JsonArray* labels =
      reader.list("labels", chart.type == Chart::Type::bar ? kMaxBars : kMaxLabels);
  if (labels == nullptr || labels->empty()) reader.wrong("labels", "must name at least one value.");
  for (const Json& label : *labels) chart.labels.push_back(clean_text(cell_text(label)));
  const JsonArray* series = reader.list("series", kMaxSeries);
  if (series == nullptr || series->empty()) reader.wrong("series", "must hold at least one.");
  for (std::size_t i = 0; i < series->size(); ++i) {
    chart.series.push_back(read_series(reader, (*series)[i], i, chart.labels.size(), line));
  }
  if (chart.type == Chart::Type::pie) {
    check_pie(reader, chart);
    gather_slices(chart, locale);
  }
  return chart;
}

}  // namespace elevaite::adapters::report
