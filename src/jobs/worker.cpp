#include "jobs/worker.hpp"

#include "core/log.hpp"
#include "jobs/worker_running.hpp"

namespace elevaite::jobs {

using ports::Delivery;

namespace {

// After a queue or the database did not answer.
constexpr Duration kPause = 500ms;
constexpr Duration kHandBack = 1s;
// How long a stop waits for what has just been received to be claimed.
constexpr Duration kQuiet = 250ms;
// A worker signs in with every sweep; so many missed ones and it counts as gone.
constexpr int kMissedSweeps = 5;

}  // namespace

Worker::Worker(Executor executor, JobClaims& claims, WakeUps& wake_ups, ports::Database& database,
               const Clock& clock, WorkerOptions options)
    : executor_(executor),
      claims_(claims),
      wake_ups_(wake_ups),
      database_(database),
      clock_(clock),
      options_(std::move(options)),
      freed_(executor),
      pollers_(executor),
      services_(executor),
      work_(executor) {}

Worker::~Worker() = default;

void Worker::start() {
  for (const auto& [name, queue] : wake_ups_.queues()) {
    pollers_.spawn(poll(queue));
    if (queue->statements() == nullptr) services_.spawn(relay(queue));
  }
  services_.spawn(watch());
  services_.spawn(sweep());
}

Task<void> Worker::stop(Duration grace) {
  is_stopping_ = true;
  // A receive that has just been answered is still handed over; one that waits is cut off.
  for (const auto& [name, queue] : wake_ups_.queues()) queue->wake();
  [[maybe_unused]] bool is_quiet = co_await pollers_.join_for(kQuiet);
  pollers_.cancel();
  co_await pollers_.join();
  bool is_done = co_await work_.join_for(grace);
  if (!is_done) {
    auto remaining = running_;
    for (auto& [id, running] : remaining) stop_work(*running, Verdict::stopped);
    remaining.clear();
    co_await work_.join();
  }
  services_.cancel();
  co_await services_.join();
  [[maybe_unused]] auto gone = co_await claims_.sign_out();
}

std::size_t Worker::used_slots(const std::string& queue,
                               std::optional<model::TenantId> tenant) const {
  std::size_t used = 0;
  for (const auto& [id, running] : running_) {
    const bool counts =
        running->job.queue == queue && (!tenant || running->job.tenant_id == *tenant);
    used += counts ? 1 : 0;
  }
  return used;
}

// What this worker may still take; max is 0 when all of the queue's slots are used.
ports::ReceiveOptions Worker::room_in(const std::string& queue) const {
  ports::ReceiveOptions options;
  options.wait = options_.poll_wait;
  options.visibility = options_.visibility;
  const std::size_t used = used_slots(queue, std::nullopt);
  options.max = used < options_.slots ? options_.slots - used : 0;
  options.room = [this, queue](model::TenantId tenant) {
    const std::size_t has = used_slots(queue, tenant);
    return has < options_.slots_per_tenant ? options_.slots_per_tenant - has : 0;
  };
  return options;
}

Task<void> Worker::poll(ports::JobQueue* queue) {
  while (!is_stopping_) {
    auto options = room_in(queue->name());
    if (options.max == 0) {
      co_await freed_.wait();
      continue;
    }
    auto deliveries = co_await queue->receive(std::move(options));
    if (!deliveries) {
      log_warning("a queue does not answer",
                  {{"queue", queue->name()}, {"error", deliveries.error().message}});
      co_await sleep_for(kPause);
      continue;
    }
    if (!deliveries->empty()) co_await take(queue, std::move(*deliveries));
  }
}

Task<void> Worker::take(ports::JobQueue* queue, std::vector<Delivery> deliveries) {
  std::vector<JobReference> references;
  std::vector<Delivery> readable;
  for (Delivery& delivery : deliveries) {
    auto reference = parse_message(delivery.body);
    if (!reference) {
      auto reason = "unreadable: " + reference.error().message;
      [[maybe_unused]] auto buried = co_await queue->dead_letter(std::move(delivery), reason);
    } else if (running_.contains(reference->id)) {
      // A duplicate of what runs here.
      [[maybe_unused]] auto hidden = co_await queue->fail(std::move(delivery.receipt), kHandBack);
    } else {
      references.push_back(*reference);
      readable.push_back(std::move(delivery));
    }
  }
  auto claimed = co_await claims_.claim(references);
  if (!claimed) {
    log_warning("jobs could not be claimed; they will be received again",
                {{"error", claimed.error().message}});
    for (Delivery& delivery : readable) {
      [[maybe_unused]] auto back = co_await queue->fail(std::move(delivery.receipt), kHandBack);
    }
    co_return;
  }
  for (std::size_t i = 0; i < readable.size(); ++i) {
    auto& job = (*claimed)[i];
    if (!job) {
      work_.spawn(decline(queue, std::move(readable[i]), references[i]));
      continue;
    }
    auto running = std::make_shared<Running>(executor_, std::move(*job), std::move(readable[i]));
    running_.insert_or_assign(running->job.id, running);
    work_.spawn(work(running));
  }
}

// A message about a job that is not for the taking: it is dropped, or looked at again later.
Task<void> Worker::decline(ports::JobQueue* queue, Delivery delivery, JobReference reference) {
  auto later = co_await claims_.next_look(reference);
  if (!later) {
    [[maybe_unused]] auto back = co_await queue->fail(std::move(delivery.receipt), kHandBack);
  } else if (*later) {
    [[maybe_unused]] auto hidden = co_await queue->fail(std::move(delivery.receipt), **later);
  } else {
    [[maybe_unused]] auto dropped = co_await queue->complete(std::move(delivery.receipt));
  }
}

// Cancellations, deadlines, and jobs that are this worker's no more.
Task<void> Worker::watch() {
  while (true) {
    co_await sleep_for(options_.watch_interval);
    if (running_.empty()) continue;
    // What is claimed while this looks is not in the answer.
    for (auto& [id, running] : running_) running->was_there = true;
    auto held = co_await claims_.held();
    if (held) compare(*held);
  }
}

void Worker::compare(const std::vector<HeldJob>& held) {
  std::unordered_map<model::JobId, HeldJob> by_id;
  for (const HeldJob& job : held) by_id.emplace(job.id, job);
  const auto now = clock_.now();
  auto all = running_;
  for (auto& [id, running] : all) {
    auto found = by_id.find(id);
    const bool is_ours = found != by_id.end() && found->second.epoch == running->job.lease_epoch;
    if (!is_ours && running->was_there && !running->is_settling) {
      stop_work(*running, Verdict::fenced);
    } else if (is_ours && found->second.is_cancel_requested) {
      stop_work(*running, Verdict::cancelled);
    } else if (running->job.deadline_at && *running->job.deadline_at <= now) {
      stop_work(*running, Verdict::too_late);
    }
  }
}

Task<void> Worker::keep_hidden(std::shared_ptr<Running> running) {
  auto& queue = wake_ups_.queue(running->job.queue);
  while (true) {
    co_await sleep_for(options_.visibility / 3);
    // Fails when the message is gone or somebody else's: what that means the row says.
    [[maybe_unused]] auto hidden =
        co_await queue.extend(running->delivery.receipt, options_.visibility);
  }
}

Task<void> Worker::sweep() {
  while (true) {
    const auto slots = static_cast<std::int64_t>(options_.slots * wake_ups_.queues().size());
    const auto running = static_cast<std::int64_t>(running_.size());
    auto done = co_await claims_.sign_in(slots, running, options_.sweep_interval * kMissedSweeps);
    if (done) {
      auto swept = co_await claims_.sweep(options_.lost_after);
      if (!swept) done = swept.error();
    }
    if (!done) log_warning("looking for lost jobs failed", {{"error", done.error().message}});
    co_await sleep_for(options_.sweep_interval);
  }
}

Task<void> Worker::relay(ports::JobQueue* queue) {
  while (true) {
    auto moved = co_await wake_ups_.relay(database_, queue->name());
    if (!moved) {
      log_warning("the outbox could not be sent",
                  {{"queue", queue->name()}, {"error", moved.error().message}});
      co_await sleep_for(kPause);
    } else if (*moved == 0) {
      co_await wake_ups_.wait_for_outbox(options_.sweep_interval);
    }
  }
}

}  // namespace elevaite::jobs
