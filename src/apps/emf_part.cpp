#include "apps/emf_part.hpp"

#include <cstdio>

#include "apps/metrics_catalogue.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

std::vector<EmfMetric> emf_metrics() {
  std::vector<EmfMetric> metrics;
  for (const CatalogueMetric& metric : metrics_catalogue()) {
    metrics.push_back({metric.name, metric.unit, metric.dimensions});
  }
  return metrics;
}

EmfOptions emf_options(const Config& config, std::string service) {
  EmfOptions options;
  options.metric_namespace = config.text("metrics.namespace");
  options.service = std::move(service);
  return options;
}

class EmfPart final : public Part {
 public:
  EmfPart(ProcessContext& context, std::string service)
      : metrics_(context.metrics),
        interval_(context.config.duration("metrics.emf_interval")),
        writer_(emf_options(context.config, std::move(service)), emf_metrics()),
        tasks_(context.executor) {}

  Task<Result<void>> start() override {
    tasks_.spawn(keep_writing());
    co_return Result<void>();
  }

  Task<void> stop(Duration) override {
    tasks_.cancel();
    co_await tasks_.join();
  }

 private:
  Task<void> keep_writing() {
    while (true) {
      co_await sleep_for(interval_);
      write();
    }
  }

  void write() {
    const auto before = writer_.dropped();
    for (const std::string& line : writer_.lines(metrics_, system_clock().now())) {
      std::fwrite(line.data(), 1, line.size(), stdout);
      std::fputc('\n', stdout);
    }
    std::fflush(stdout);
    if (writer_.dropped() > before) {
      log_warning("more combinations of dimensions than go to CloudWatch",
                  {{"dropped", writer_.dropped() - before}});
    }
  }

  Metrics& metrics_;
  Duration interval_;
  EmfWriter writer_;
  TaskGroup tasks_;
};

}  // namespace

std::unique_ptr<Part> make_emf_part(ProcessContext& context, std::string service) {
  if (!context.config.boolean("metrics.emf")) return nullptr;
  return std::make_unique<EmfPart>(context, std::move(service));
}

}  // namespace elevaite::apps
