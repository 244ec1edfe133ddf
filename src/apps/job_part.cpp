#include "apps/job_part.hpp"

#include "apps/aws_settings.hpp"
#include "core/crypto/random.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

// How often the backlog is measured: what a scaler looks at.
constexpr Duration kMeasureInterval = 5s;
// Every message is counted, so with a long backlog it is done less often: by that part of the time.
constexpr int kMeasureShare = 50;

// A queue that has not answered for so long is not worked on; a receive takes a second.
constexpr Duration kSilence = 15s;

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
  options.random = &crypto::random_fraction;
  options.kill_at_point = static_cast<std::uint64_t>(config.integer("testing.kill_at_job_point"));
  return options;
}

jobs::JobRetentionOptions job_retention_options(const Config& config) {
  jobs::JobRetentionOptions options;
  options.keep = config.duration("jobs.retention");
  return options;
}

}  // namespace

Result<JobQueues> open_queues(ProcessContext& context, adapters::queue::QueueOptions options) {
  options.database = &context.database;
  options.in_database.poll_interval = context.config.duration("jobs.poll_interval");
  options.in_database.look_interval = context.config.duration("jobs.look_interval");
  options.in_database.weights = weights_of(context.config);
  JobQueues queues;
  for (auto name : {model::kQuickQueue, model::kLongQueue}) {
    const std::string key = fmt::format("jobs.{}_url", name);
    auto opened = adapters::queue::open_queue(context.executor, std::string(name),
                                              context.config.text(key), options);
    if (!opened) {
      Error error = opened.error();
      error.message = key + ": " + error.message;
      return error;
    }
    queues.push_back(std::move(*opened));
  }
  return queues;
}

JobPart::JobPart(ProcessContext& context, const Clock& clock, model::ProcessId owner,
                 JobQueues queues)
    : queues_(std::move(queues)),
      wake_ups_(context.executor, clock),
      store_(context.database, wake_ups_, clock),
      scheduler_(context.executor, context.database, store_, clock,
                 {context.config.duration("jobs.schedule_interval")}),
      claims_(context.executor, context.database, wake_ups_, clock, owner),
      relay_(context.executor, context.database, wake_ups_),
      retention_(context.executor, context.database, clock, job_retention_options(context.config)),
      worker_(context.executor, claims_, wake_ups_, clock, worker_options(context.config)),
      services_(context.executor),
      metrics_(context.metrics) {
  for (auto& queue : queues_) wake_ups_.add(*queue);
  TaskProtectionOptions protection;
  protection.agent_url = environment_variable("ECS_AGENT_URI");
  protection.lasts = context.config.duration("worker.protection");
  if (protection.agent_url.empty() || protection.lasts == Duration(0)) return;
  protection_ = std::make_unique<TaskProtection>(context.executor, std::move(protection),
                                                 [this] { return worker_.running() > 0; });
}

JobPart::~JobPart() = default;

void JobPart::start(bool works) {
  relay_.start();
  retention_.start();
  works_ = works;
  if (!works) return;
  metrics_.gauge_function("elevaite_jobs_running", "Jobs that this process works on.", {},
                          [this] { return static_cast<double>(worker_.running()); });
  metrics_.gauge_function("elevaite_jobs_ended", "Jobs that this process has let go of.", {},
                          [this] { return static_cast<double>(worker_.ended()); });
  worker_.start();
  scheduler_.start();
  if (protection_) protection_->start();
  services_.spawn(measure());
}

Task<void> JobPart::stop(Duration grace) {
  if (works_) {
    co_await scheduler_.stop();
    co_await worker_.stop(grace);
    if (protection_) co_await protection_->stop();
  }
  co_await relay_.stop();
  co_await retention_.stop();
  services_.cancel();
  co_await services_.join();
}

Result<void> JobPart::check() const { return worker_.check(kSilence); }

// SQS does not say how old its oldest message is (CloudWatch does). Then it is for how long the job
// had been due that waited longest of those begun since the last measurement; and while none is
// begun, though some wait, it grows.
Duration JobPart::oldest_age(const std::string& queue, const ports::QueueDepth& depth) {
  const auto waited = worker_.take_longest_wait(queue);
  Duration& age = ages_[queue];
  if (depth.oldest_age || depth.ready == 0) {
    age = depth.oldest_age.value_or(Duration(0));
  } else {
    age = waited.value_or(age + kMeasureInterval);
  }
  return age;
}

Task<void> JobPart::measure() {
  while (true) {
    const auto began = std::chrono::steady_clock::now();
    auto workers = co_await store_.workers();
    for (auto& queue : queues_) {
      auto depth = co_await queue->depth();
      if (!depth || !workers) continue;
      const Labels labels{{"queue", queue->name()}};
      metrics_.gauge("elevaite_queue_ready", "Messages that wait for a worker.", labels)
          .set(depth->ready);
      metrics_.gauge("elevaite_queue_in_flight", "Messages that workers have.", labels)
          .set(depth->in_flight);
      metrics_.gauge("elevaite_queue_dead", "Messages in the dead-letter queue.", labels)
          .set(depth->dead);
      metrics_
          .gauge("elevaite_queue_backlog_per_worker",
                 "Messages that wait, or that workers have, by the number of live workers.", labels)
          .set((depth->ready + depth->in_flight) / std::max<std::int64_t>(*workers, 1));
      const auto age = oldest_age(queue->name(), *depth);
      metrics_.gauge("elevaite_queue_oldest_ms", "Age of the oldest message that waits.", labels)
          .set(age.count() / 1000);
    }
    const auto took =
        std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
    co_await sleep_for(std::max(kMeasureInterval, took * kMeasureShare));
  }
}

}  // namespace elevaite::apps
