#include "core/emf.hpp"

#include "core/json.hpp"

namespace elevaite {
namespace {

struct Value {
  std::string name;
  std::string unit;
  double number = 0;
};

// Where the share of all observations lies, between the bounds of its bucket. What is above the
// highest bound counts as that.
double quantile(const std::vector<std::uint64_t>& buckets, std::uint64_t count, double share) {
  const double wanted = share * static_cast<double>(count);
  double seen = 0;
  double low = 0;
  for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
    const auto here = static_cast<double>(buckets[i]);
    const double high = Histogram::kBounds[i];
    if (here > 0 && seen + here >= wanted) return low + (high - low) * (wanted - seen) / here;
    seen += here;
    low = high;
  }
  return low;
}

void add_histogram(std::vector<Value>& values, const EmfMetric& metric,
                   std::vector<std::uint64_t> buckets, const std::vector<std::uint64_t>& before) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    if (i < before.size()) buckets[i] -= before[i];
    count += buckets[i];
  }
  values.push_back({metric.name + "_count", "Count", static_cast<double>(count)});
  if (count == 0) return;
  values.push_back({metric.name + "_p50", metric.unit, quantile(buckets, count, 0.5)});
  values.push_back({metric.name + "_p99", metric.unit, quantile(buckets, count, 0.99)});
}

std::string line_of(const EmfOptions& options, const Labels& dimensions,
                    const std::vector<Value>& values, Instant at) {
  JsonObject line;
  JsonArray names{"service"};
  line["service"] = options.service;
  for (const auto& [name, value] : dimensions) {
    names.emplace_back(name);
    line[name] = value;
  }
  JsonArray metrics;
  for (const Value& value : values) {
    metrics.push_back(JsonObject{{"Name", value.name}, {"Unit", value.unit}});
    line[value.name] = value.number;
  }
  JsonArray sets;
  sets.push_back(std::move(names));
  JsonObject directive{{"Namespace", options.metric_namespace}};
  directive["Dimensions"] = std::move(sets);
  directive["Metrics"] = std::move(metrics);
  JsonArray directives;
  directives.push_back(std::move(directive));
  JsonObject about{{"Timestamp", to_micros(at) / 1000}};
  about["CloudWatchMetrics"] = std::move(directives);
  line["_aws"] = std::move(about);
  return to_text(line);
}

}  // namespace

const EmfMetric* EmfWriter::find_metric(std::string_view name) const {
  for (const EmfMetric& metric : metrics_) {
    if (metric.name == name) return &metric;
  }
  return nullptr;
}

EmfWriter::Sums EmfWriter::sums_of(const Metrics& metrics) const {
  Sums sums;
  metrics.visit([&](const MetricSample& sample) {
    const EmfMetric* metric = find_metric(sample.name);
    if (metric == nullptr) return;
    Labels dimensions;
    for (const auto& [name, value] : sample.labels) {
      auto stays = std::find(metric->dimensions.begin(), metric->dimensions.end(), name);
      if (stays != metric->dimensions.end()) dimensions.emplace_back(name, value);
    }
    Sum& sum = sums[{metric->name, std::move(dimensions)}];
    sum.value += sample.value;
    sum.buckets.resize(sample.buckets.size());
    for (std::size_t i = 0; i < sample.buckets.size(); ++i) sum.buckets[i] += sample.buckets[i];
  });
  return sums;
}

std::vector<std::string> EmfWriter::lines(const Metrics& metrics, Instant at) {
  auto sums = sums_of(metrics);
  std::map<std::string, bool> is_counter;
  metrics.visit([&](const MetricSample& sample) {
    is_counter[std::string(sample.name)] = sample.type == "counter";
  });
  std::map<Labels, std::vector<Value>> by_dimensions;
  for (const auto& [key, sum] : sums) {
    const auto& [name, dimensions] = key;
    const EmfMetric& metric = *find_metric(name);
    const auto before = last_.find(key);
    auto& values = by_dimensions[dimensions];
    if (!sum.buckets.empty()) {
      static const std::vector<std::uint64_t> kNone;
      add_histogram(values, metric, sum.buckets,
                    before == last_.end() ? kNone : before->second.buckets);
    } else {
      const double past = is_counter[name] && before != last_.end() ? before->second.value : 0;
      values.push_back({metric.name, metric.unit, sum.value - past});
    }
  }
  last_ = std::move(sums);
  std::vector<std::string> lines;
  for (const auto& [dimensions, values] : by_dimensions) {
    if (lines.size() == options_.max_lines) {
      ++dropped_;
      continue;
    }
    lines.push_back(line_of(options_, dimensions, values, at));
  }
  return lines;
}

}  // namespace elevaite
