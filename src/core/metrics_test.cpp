#include "core/metrics.hpp"

#include <gtest/gtest.h>

namespace elevaite {
namespace {

TEST(metrics, writes_the_prometheus_text_format) {
  Metrics metrics;
  metrics.counter("runs_total", "Runs", {{"state", "failed"}}).add(3);
  metrics.counter("runs_total", "Runs", {{"state", "a\"b\\c\nd"}}).add();
  metrics.gauge("open", "Open").set(-2);
  metrics.gauge_function("asked", "Asked", {}, [] { return 1.5; });
  EXPECT_EQ(metrics.text(),
            "# HELP runs_total Runs\n# TYPE runs_total counter\n"
            "runs_total{state=\"failed\"} 3\n"
            "runs_total{state=\"a\\\"b\\\\c\\nd\"} 1\n"
            "# HELP open Open\n# TYPE open gauge\nopen -2\n"
            "# HELP asked Asked\n# TYPE asked gauge\nasked 1.5\n");
}

TEST(metrics, counts_observations_into_cumulative_buckets) {
  Metrics metrics;
  auto& histogram = metrics.histogram("seconds", "Seconds", {{"route", "x"}});
  for (double value : {0.0001, 0.0005, 0.002, 100.0}) histogram.observe(value);
  auto text = metrics.text();
  EXPECT_NE(text.find("seconds_bucket{route=\"x\",le=\"0.0005\"} 2\n"), std::string::npos);
  EXPECT_NE(text.find("seconds_bucket{route=\"x\",le=\"0.0025\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("seconds_bucket{route=\"x\",le=\"60\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("seconds_bucket{route=\"x\",le=\"+Inf\"} 4\n"), std::string::npos);
  EXPECT_NE(text.find("seconds_count{route=\"x\"} 4\n"), std::string::npos);
  EXPECT_NE(text.find("seconds_sum{route=\"x\"} 100.0026\n"), std::string::npos);
}

TEST(metrics, answers_the_same_instrument_for_the_same_labels) {
  Metrics metrics;
  auto& first = metrics.counter("a", "A", {{"x", "1"}});
  EXPECT_EQ(&first, &metrics.counter("a", "A", {{"x", "1"}}));
  EXPECT_NE(&first, &metrics.counter("a", "A", {{"x", "2"}}));
}

}  // namespace
}  // namespace elevaite
