// CloudWatch's embedded metric format: a log line that CloudWatch Logs turns into metrics by
// itself.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
// Every combination of dimensions is a metric that is paid for: so a metric has only the labels
// that its catalogue names as dimensions, all others are added up, and there is a bound for the
// rest.
#pragma once
#include <map>

#include "core/metrics.hpp"
#include "core/time.hpp"

namespace elevaite {

struct EmfMetric {
  std::string name;
  std::string unit;                       // CloudWatch's word: "Count", "Seconds", …
  std::vector<std::string> dimensions{};  // labels that stay
};

struct EmfOptions {
  std::string metric_namespace = "ElevAIte";
  std::string service;  // the one dimension that all have
  std::size_t max_lines = 50;
};

class EmfWriter {
 public:
  EmfWriter(EmfOptions options, std::vector<EmfMetric> metrics)
      : options_(std::move(options)), metrics_(std::move(metrics)) {}

  // One JSON object a combination of dimensions, without line ends. Counters say what came since
  // the last call; of a histogram there are NAME_count, NAME_p50 and NAME_p99 of that time, the
  // last two when there was anything.
  std::vector<std::string> lines(const Metrics& metrics, Instant at);
  // Combinations of dimensions that were more than the bound, since the start.
  std::uint64_t dropped() const { return dropped_; }

 private:
  struct Sum {
    double value = 0;
    std::vector<std::uint64_t> buckets{};
  };
  using Sums = std::map<std::pair<std::string, Labels>, Sum>;  // by metric and dimensions
  Sums sums_of(const Metrics& metrics) const;
  const EmfMetric* find_metric(std::string_view name) const;

  EmfOptions options_;
  std::vector<EmfMetric> metrics_;
  Sums last_;  // of counters and histograms
  std::uint64_t dropped_ = 0;
};

}  // namespace elevaite
