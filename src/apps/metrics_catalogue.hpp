// Every metric that the program has: docs/metrics.md is written from this table, and what goes to
// CloudWatch is chosen by it.
#pragma once
#include "core/emf.hpp"

namespace elevaite::apps {

struct CatalogueMetric {
  std::string name;
  std::string type;                   // of Prometheus: counter, gauge, histogram
  std::string unit;                   // CloudWatch's word
  std::vector<std::string> labels{};  // in /metrics
  // In CloudWatch, where each combination is paid for; the other labels are added up.
  std::vector<std::string> dimensions{};
  std::string processes;  // which of them have it
  std::string sentence;
};

const std::vector<CatalogueMetric>& metrics_catalogue();
std::string metrics_markdown();

}  // namespace elevaite::apps
