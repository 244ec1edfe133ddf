#include "core/emf.hpp"

#include <gmock/gmock.h>

#include "core/json.hpp"

namespace elevaite {
namespace {

const Instant kNow = *parse_rfc3339("2026-11-23T12:00:00Z");

EmfWriter writer_of(std::size_t max_lines = 50) {
  EmfOptions options;
  options.service = "engine";
  options.max_lines = max_lines;
  return EmfWriter(options, {{"requests_total", "Count", {"status"}},
                             {"request_seconds", "Seconds"},
                             {"ready", "Count", {"queue"}}});
}

// The rules of the specification, for every line.
std::vector<Json> checked(const std::vector<std::string>& lines) {
  std::vector<Json> parsed;
  for (const std::string& line : lines) {
    EXPECT_LT(line.size(), std::size_t{64} << 10);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    parsed.push_back(parse_json(line).value());
    const auto& root = parsed.back().as_object();
    const auto& about = root.at("_aws").as_object();
    EXPECT_EQ(about.at("Timestamp").as_int64(), 1795435200000);
    const auto& directive = about.at("CloudWatchMetrics").as_array().at(0).as_object();
    EXPECT_FALSE(directive.at("Namespace").as_string().empty());
    for (const Json& name : directive.at("Dimensions").as_array().at(0).as_array()) {
      EXPECT_TRUE(root.at(name.as_string()).is_string()) << line;
    }
    const auto& metrics = directive.at("Metrics").as_array();
    EXPECT_LE(metrics.size(), 100U);
    for (const Json& metric : metrics) {
      EXPECT_TRUE(root.at(metric.as_object().at("Name").as_string()).is_number()) << line;
    }
  }
  return parsed;
}

// Of the one line that has it.
std::optional<double> value_in(const std::vector<Json>& lines, std::string_view name,
                               std::string_view dimension = "", std::string_view is = "") {
  std::optional<double> found;
  for (const Json& line : lines) {
    if (find(line, name) == nullptr) continue;
    if (!dimension.empty() && find_string(line, dimension) != is) continue;
    EXPECT_FALSE(found.has_value()) << name << " stands twice";
    found = find_number(line, name);
  }
  return found;
}

TEST(emf, has_only_the_dimensions_of_the_catalogue_and_adds_up_the_rest) {
  Metrics metrics;
  metrics.counter("requests_total", "", {{"route", "a"}, {"status", "2xx"}}).add(3);
  metrics.counter("requests_total", "", {{"route", "b"}, {"status", "2xx"}}).add(4);
  metrics.counter("requests_total", "", {{"route", "b"}, {"status", "5xx"}}).add(1);
  metrics.counter("not_in_the_catalogue", "").add(1);
  auto writer = writer_of();
  auto lines = checked(writer.lines(metrics, kNow));
  EXPECT_EQ(lines.size(), 2U);
  EXPECT_EQ(value_in(lines, "requests_total", "status", "2xx"), 7);
  EXPECT_EQ(value_in(lines, "requests_total", "status", "5xx"), 1);
  EXPECT_EQ(find_string(lines[0], "service"), "engine");
  EXPECT_EQ(find(lines[0], "route"), nullptr);
  EXPECT_EQ(find(lines[0], "not_in_the_catalogue"), nullptr);
}

TEST(emf, says_of_counters_what_came_since_and_of_gauges_what_is) {
  Metrics metrics;
  auto& counter = metrics.counter("requests_total", "", {{"status", "2xx"}});
  auto& gauge = metrics.gauge("ready", "", {{"queue", "quick"}});
  counter.add(5);
  gauge.set(2);
  auto writer = writer_of();
  auto lines = checked(writer.lines(metrics, kNow));
  EXPECT_EQ(value_in(lines, "requests_total"), 5);
  EXPECT_EQ(value_in(lines, "ready", "queue", "quick"), 2);
  counter.add(2);
  lines = checked(writer.lines(metrics, kNow));
  EXPECT_EQ(value_in(lines, "requests_total"), 2);
  EXPECT_EQ(value_in(lines, "ready"), 2);
  EXPECT_EQ(value_in(checked(writer.lines(metrics, kNow)), "requests_total"), 0);
}

TEST(emf, says_where_the_half_and_nearly_all_of_a_histogram_lie) {
  Metrics metrics;
  auto& fast = metrics.histogram("request_seconds", "", {{"route", "a"}});
  auto& slow = metrics.histogram("request_seconds", "", {{"route", "b"}});
  for (int i = 0; i < 98; ++i) fast.observe(0.004);
  slow.observe(2);
  slow.observe(2);
  auto writer = writer_of();
  auto lines = checked(writer.lines(metrics, kNow));
  EXPECT_EQ(value_in(lines, "request_seconds_count"), 100);
  EXPECT_GT(value_in(lines, "request_seconds_p50"), 0.0025);
  EXPECT_LE(value_in(lines, "request_seconds_p50"), 0.005);
  EXPECT_GT(value_in(lines, "request_seconds_p99"), 1);
  EXPECT_LE(value_in(lines, "request_seconds_p99"), 2.5);
  lines = checked(writer.lines(metrics, kNow));
  EXPECT_EQ(value_in(lines, "request_seconds_count"), 0);
  EXPECT_FALSE(value_in(lines, "request_seconds_p99").has_value()) << "nothing came";
}

TEST(emf, writes_no_more_combinations_than_its_bound_and_counts_the_rest) {
  Metrics metrics;
  for (int i = 0; i < 10; ++i) metrics.gauge("ready", "", {{"queue", std::to_string(i)}}).set(1);
  auto writer = writer_of(4);
  EXPECT_EQ(checked(writer.lines(metrics, kNow)).size(), 4U);
  EXPECT_EQ(writer.dropped(), 6U);
}

}  // namespace
}  // namespace elevaite
