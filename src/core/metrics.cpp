#include "core/metrics.hpp"

#include <fmt/format.h>

#include "core/assert.hpp"

namespace elevaite {
namespace {

std::string escape(std::string_view value) {
  std::string out;
  for (char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

// "a=\"1\",b=\"2\"" without braces, so that a histogram can append its own label.
std::string write_labels(const Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) {
    if (!out.empty()) out += ',';
    out += name + "=\"" + escape(value) + '"';
  }
  return out;
}

std::string braced(std::string_view labels) {
  return labels.empty() ? std::string{} : fmt::format("{{{}}}", labels);
}

}  // namespace

void Histogram::observe(double seconds) {
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
  count_.fetch_add(1, std::memory_order_relaxed);
  auto micros = seconds > 0 ? static_cast<std::uint64_t>(seconds * 1e6) : 0;
  sum_micros_.fetch_add(micros, std::memory_order_relaxed);
}

struct Metrics::Family {
  struct Instrument {
    std::string labels;
    Labels pairs{};
    std::unique_ptr<Counter> counter{};
    std::unique_ptr<Gauge> gauge{};
    std::unique_ptr<Histogram> histogram{};
    std::function<double()> function{};
  };
  std::string name;
  std::string help;
  std::string_view type;
  std::vector<std::unique_ptr<Instrument>> instruments;

  Instrument& instrument(const Labels& labels) {
    auto text = write_labels(labels);
    for (auto& candidate : instruments) {
      if (candidate->labels == text) return *candidate;
    }
    instruments.push_back(std::make_unique<Instrument>());
    instruments.back()->labels = std::move(text);
    instruments.back()->pairs = labels;
    return *instruments.back();
  }
};

Metrics::Metrics() = default;
Metrics::~Metrics() = default;

Metrics::Family& Metrics::family(std::string name, std::string help, std::string_view type) {
  for (auto& candidate : families_) {
    if (candidate->name != name) continue;
    ASSERT(candidate->type == type);
    return *candidate;
  }
  families_.push_back(std::make_unique<Family>());
  auto& added = *families_.back();
  added.name = std::move(name);
  added.help = std::move(help);
  added.type = type;
  return added;
}

Counter& Metrics::counter(std::string name, std::string help, Labels labels) {
  std::scoped_lock lock(mutex_);
  auto& instrument = family(std::move(name), std::move(help), "counter").instrument(labels);
  if (!instrument.counter) instrument.counter = std::make_unique<Counter>();
  return *instrument.counter;
}

Gauge& Metrics::gauge(std::string name, std::string help, Labels labels) {
  std::scoped_lock lock(mutex_);
  auto& instrument = family(std::move(name), std::move(help), "gauge").instrument(labels);
  if (!instrument.gauge) instrument.gauge = std::make_unique<Gauge>();
  return *instrument.gauge;
}

Histogram& Metrics::histogram(std::string name, std::string help, Labels labels) {
  std::scoped_lock lock(mutex_);
  auto& instrument = family(std::move(name), std::move(help), "histogram").instrument(labels);
  if (!instrument.histogram) instrument.histogram = std::make_unique<Histogram>();
  return *instrument.histogram;
}

void Metrics::gauge_function(std::string name, std::string help, Labels labels,
                             std::function<double()> value) {
  std::scoped_lock lock(mutex_);
  family(std::move(name), std::move(help), "gauge").instrument(labels).function = std::move(value);
}

void Metrics::visit(const std::function<void(const MetricSample&)>& each) const {
  std::scoped_lock lock(mutex_);
  for (const auto& family : families_) {
    for (const auto& instrument : family->instruments) {
      MetricSample sample{family->name, family->type, instrument->pairs};
      if (instrument->counter) {
        sample.value = static_cast<double>(instrument->counter->value());
      } else if (instrument->gauge) {
        sample.value = static_cast<double>(instrument->gauge->value());
      } else if (instrument->histogram) {
        for (const auto& bucket : instrument->histogram->buckets_) {
          sample.buckets.push_back(bucket.load(std::memory_order_relaxed));
        }
      } else {
        sample.value = instrument->function();
      }
      each(sample);
    }
  }
}

std::string Metrics::text() const {
  std::scoped_lock lock(mutex_);
  std::string out;
  auto histogram_text = [&out](const std::string& name, const std::string& labels,
                               const Histogram& histogram) {
    auto separator = labels.empty() ? "" : ",";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) {
      total += histogram.buckets_[i].load(std::memory_order_relaxed);
      auto bound =
          i < Histogram::kBounds.size() ? fmt::format("{}", Histogram::kBounds[i]) : "+Inf";
      out += fmt::format("{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, separator, bound, total);
    }
    auto sum = static_cast<double>(histogram.sum_micros_.load(std::memory_order_relaxed)) / 1e6;
    out += fmt::format("{}_sum{} {}\n{}_count{} {}\n", name, braced(labels), sum, name,
                       braced(labels), total);
  };
  for (const auto& family : families_) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", family->name, family->help, family->name,
                       family->type);
    for (const auto& instrument : family->instruments) {
      auto labels = braced(instrument->labels);
      if (instrument->counter) {
        out += fmt::format("{}{} {}\n", family->name, labels, instrument->counter->value());
      } else if (instrument->gauge) {
        out += fmt::format("{}{} {}\n", family->name, labels, instrument->gauge->value());
      } else if (instrument->histogram) {
        histogram_text(family->name, instrument->labels, *instrument->histogram);
      } else {
        out += fmt::format("{}{} {}\n", family->name, labels, instrument->function());
      }
    }
  }
  return out;
}

}  // namespace elevaite
