// Counters, gauges and histograms in the Prometheus text format (0.0.4). Instruments are created at
// start-up and live as long as their Metrics; changing one is an atomic addition, from any thread.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace elevaite {

// Values must come from a bounded set: never an id or a path as sent.
using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  void add(std::int64_t by) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Latencies in seconds: 0.5 ms to 60 s.
class Histogram {
 public:
  static constexpr std::array<double, 16> kBounds = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
  void observe(double seconds);
  std::uint64_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  friend class Metrics;
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> sum_micros_{0};
};

// What an instrument says at the moment.
struct MetricSample {
  std::string_view name;
  std::string_view type;  // "counter", "gauge", "histogram"
  const Labels& labels;
  double value = 0;  // of a counter or a gauge
  // Of a histogram: how many fell below each of kBounds and above the one before, and above all.
  std::vector<std::uint64_t> buckets{};
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // The same name and labels answer the same instrument. A name keeps its type and help text.
  Counter& counter(std::string name, std::string help, Labels labels = {});
  Gauge& gauge(std::string name, std::string help, Labels labels = {});
  Histogram& histogram(std::string name, std::string help, Labels labels = {});
  // A gauge whose value is asked for when the text is written (on the writing thread).
  void gauge_function(std::string name, std::string help, Labels labels,
                      std::function<double()> value);

  std::string text() const;
  // Calls `each` for every instrument, which must not make further ones.
  void visit(const std::function<void(const MetricSample&)>& each) const;

 private:
  struct Family;
  Family& family(std::string name, std::string help, std::string_view type);
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Family>> families_;
};

}  // namespace elevaite
