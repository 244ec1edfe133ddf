#include "apps/job_part.hpp"

#include "adapters/queue/database.hpp"
#include "core/crypto/random.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

// How often the backlog is measured: what a scaler looks at.
constexpr Duration kMeasureInterval = 5s;

double random_fraction() {
  auto bytes = crypto::random_bytes(4);
  std::uint32_t bits = 0;
  for (auto byte : bytes) bits = bits << 8 | byte;
  return static_cast<double>(bits) / 4294967296.0;
}

adapters::queue::TenantWeights weights_of(const Config& config) {
  adapters::queue::TenantWeights weights;
  for (const std::string& entry : config.list("jobs.weights")) {
    const auto equals = entry.find('=');
    auto tenant_id = model::TenantId::parse(std::string_view(entry).substr(0, equals));
    const double weight =
        equals == std::string::npos ? 0 : std::strtod(entry.c_str() + equals + 1, nullptr);
    if (tenant_id && weight > 0) {
      weights[tenant_id->uuid.str()] = weight;
    } else {
      log_warning("an entry of jobs.weights is not a tenant and a number", {{"entry", entry}});
    }
  }
  return weights;
}

jobs::WorkerOptions worker_options(const Config& config) {
  jobs::WorkerOptions options;
  options.slots = static_cast<std::size_t>(config.integer("jobs.slots"));
  // Never all of them, unless there is only one.
  options.slots_per_tenant = std::max<std::size_t>(options.slots * 3 / 4, 1);
  options.visibility = config.duration("jobs.visibility");
  options.lost_after = config.duration("jobs.lost_after");
  options.retry_base = config.duration("jobs.retry_base");
  options.retry_cap = config.duration("jobs.retry_cap");
  options.random = &random_fraction;
  return options;
}

}  // namespace

JobPart::JobPart(ProcessContext& context, const Clock& clock, model::ProcessId owner)
    : wake_ups_(context.executor, clock),
      store_(context.database, wake_ups_, clock),
      claims_(context.database, wake_ups_, clock, owner),
      worker_(context.executor, claims_, wake_ups_, context.database, clock,
              worker_options(context.config)),
      services_(context.executor),
      metrics_(context.metrics) {
  adapters::queue::DatabaseQueueOptions options;
  options.poll_interval = context.config.duration("jobs.poll_interval");
  options.weights = weights_of(context.config);
  for (auto name : {model::kQuickQueue, model::kLongQueue}) {
    queues_.push_back(adapters::queue::make_database_queue(context.executor, context.database,
                                                           std::string(name), clock, options));
    wake_ups_.add(*queues_.back());
  }
}

JobPart::~JobPart() = default;

void JobPart::start() {
  metrics_.gauge_function("elevaite_jobs_running", "Jobs that this process works on.", {},
                          [this] { return static_cast<double>(worker_.running()); });
  metrics_.gauge_function("elevaite_jobs_ended", "Jobs that this process has let go of.", {},
                          [this] { return static_cast<double>(worker_.ended()); });
  worker_.start();
  services_.spawn(measure());
}

Task<void> JobPart::stop(Duration grace) {
  co_await worker_.stop(grace);
  services_.cancel();
  co_await services_.join();
}

Task<void> JobPart::measure() {
  while (true) {
    for (auto& queue : queues_) {
      auto depth = co_await queue->depth();
      if (!depth) continue;
      const Labels labels{{"queue", queue->name()}};
      metrics_.gauge("elevaite_queue_ready", "Messages that wait for a worker.", labels)
          .set(depth->ready);
      metrics_.gauge("elevaite_queue_in_flight", "Messages that workers have.", labels)
          .set(depth->in_flight);
      metrics_.gauge("elevaite_queue_dead", "Messages in the dead-letter queue.", labels)
          .set(depth->dead);
      const auto age = depth->oldest_age.value_or(Duration(0));
      metrics_.gauge("elevaite_queue_oldest_ms", "Age of the oldest message that waits.", labels)
          .set(age.count() / 1000);
    }
    co_await sleep_for(kMeasureInterval);
  }
}

}  // namespace elevaite::apps
